"""The shops' entries: questions that customers ask, each answered from the clauses that it pulls in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wording.catalog import Wording
from wording.grammar import LANGUAGES, Hole
from wording.sources import PolicyWords


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its answers by language (`ja`, `en`), with the clauses behind the long one, in order.

    `related` are ids of other entries; `answers`, what it answers in a conversation, and `words`, by which it
    is found too, are as in `EntryLinks`.
    """

    id: str  # `<policy>.faq.<id>`, for a rule may have the same id
    policy: str
    question: Mapping[str, str]
    short: Mapping[str, str]
    answer: Mapping[str, str]
    cites: tuple[str, ...]
    related: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def entries(w: Wording) -> tuple[Entry, ...]:
    """All entries of all shops, in the order of their files, ready to be searched and said."""
    return tuple(_entry(w, policy, key) for policy in w.policies.values() for key in policy.entries)


def _entry(w: Wording, policy: PolicyWords, key: str) -> Entry:
    name, links = f"{policy.id}.faq.{key}", policy.entries[key]
    said = {
        part: {language: w.say(f"{name}.{part}", language) for language in LANGUAGES}
        for part in ("question", "short", "answer")
    }
    return Entry(
        id=name,
        policy=policy.id,
        **said,
        cites=_taken(w, f"{name}.answer", "clause", "reading"),
        related=tuple(f"{policy.id}.faq.{other}" for other in links.related),
        answers=links.answers,
        words=links.words,
    )


def _taken(w: Wording, name: str, *kinds: str) -> tuple[str, ...]:
    """The ids that the text called `name` pulls in of `kinds` (`clause`, `reading`), each once, in order."""
    parts = w.template(name, "ja")
    return tuple(dict.fromkeys(part.type for part in parts if isinstance(part, Hole) and part.name in kinds))


def unsound_entries(w: Wording) -> Iterator[str]:
    """One line for each entry that says nothing of the shop's, one side of a disagreement, or leads off."""
    for policy in w.policies.values():
        for key, links in policy.entries.items():
            name = f"{policy.id}.faq.{key}"
            if all(w.has(f"{name}.{part}") for part in ("question", "short", "answer")):
                yield from _faults(w, policy, name)
            for other in links.related:
                if other == key or other not in policy.entries:
                    yield f"`{name}` is related to `{other}`, which is no other entry"


def _faults(w: Wording, policy: PolicyWords, name: str) -> Iterator[str]:
    question, short, answer = (f"{name}.{part}" for part in ("question", "short", "answer"))
    if any(isinstance(part, Hole) for part in w.template(question, "ja")):
        yield f"`{question}`: a place stands in a question"
    for text in (short, answer):
        yield from _unhonest(w, policy, text)
    if not _taken(w, answer, "clause"):
        yield f"`{answer}` pulls in no clause"
    rests_on = {side for one in _taken(w, answer, "clause", "reading") for side in _sides(policy, one)}
    beyond = set(_taken(w, short, "clause", "reading")) - rests_on
    if beyond:
        yield f"`{short}` says {', '.join(f'`{one}`' for one in sorted(beyond))}, which `{answer}` does not"


def _unhonest(w: Wording, policy: PolicyWords, text: str) -> Iterator[str]:
    if values := w.needs(text):
        yield f"`{text}`: an answer is given no values: `{'`, `'.join(sorted(values))}`"
    clauses = _taken(w, text, "clause")
    settled = {clause for read in _taken(w, text, "reading") for clause in _sides(policy, read)}
    for clause in clauses:
        others = _sides(policy, clause) - {clause}
        if not others <= set(clauses) and not settled & {clause, *others}:
            conflicting = ", ".join(sorted(others))
            yield f"`{text}` says `{clause}`, and neither a reading nor what conflicts: {conflicting}"


def _sides(policy: PolicyWords, clause: str) -> set[str]:
    """A clause and those that it conflicts with: its reading answers them all."""
    return {clause, *(policy.about[clause].conflicts_with if clause in policy.about else ())}
