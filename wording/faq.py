"""The shops' entries: questions that customers ask, each answered from the clauses that it pulls in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wording.catalog import Wording
from wording.grammar import Hole
from wording.sources import LANGUAGES, PolicyWords


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its answer by language (`ja`, `en`), with the clauses that it says, in their order."""

    id: str  # `<policy>.faq.<id>`, for a rule may have the same id
    question: Mapping[str, str]
    answer: Mapping[str, str]
    cites: tuple[str, ...]


def entries(w: Wording) -> tuple[Entry, ...]:
    """All entries of all shops, in the order of their files, ready to be searched and said."""
    return tuple(_entry(w, policy.id, key) for policy in w.policies.values() for key in policy.entries)


def _entry(w: Wording, policy: str, key: str) -> Entry:
    name = f"{policy}.faq.{key}"
    question = {language: w.say(f"{name}.question", language) for language in LANGUAGES}
    answer = {language: w.say(f"{name}.answer", language) for language in LANGUAGES}
    return Entry(name, question, answer, _taken(w, f"{name}.answer", "clause"))


def _taken(w: Wording, name: str, kind: str) -> tuple[str, ...]:
    """The ids that the text called `name` pulls in of `kind` (`clause`, `reading`), each once, in order."""
    parts = w.template(name, "ja")
    return tuple(dict.fromkeys(part.type for part in parts if isinstance(part, Hole) and part.name == kind))


def unsound_entries(w: Wording) -> Iterator[str]:
    """One line for each entry that says nothing of the shop's, or only one side of a disagreement."""
    for policy in w.policies.values():
        for key in policy.entries:
            question, answer = (f"{policy.id}.faq.{key}.{part}" for part in ("question", "answer"))
            if w.has(question) and w.has(answer):
                yield from _faults(w, policy, question, answer)


def _faults(w: Wording, policy: PolicyWords, question: str, answer: str) -> Iterator[str]:
    if any(isinstance(part, Hole) for part in w.template(question, "ja")):
        yield f"`{question}`: a place stands in a question"
    if values := w.needs(answer):
        yield f"`{answer}`: an answer is given no values: `{'`, `'.join(sorted(values))}`"
    clauses = _taken(w, answer, "clause")
    if not clauses:
        yield f"`{answer}` pulls in no clause"
    settled = {clause for read in _taken(w, answer, "reading") for clause in _sides(policy, read)}
    for clause in clauses:
        others = _sides(policy, clause) - {clause}
        if not others <= set(clauses) and not settled & {clause, *others}:
            conflicting = ", ".join(sorted(others))
            yield f"`{answer}` says `{clause}`, and neither a reading nor what conflicts: {conflicting}"


def _sides(policy: PolicyWords, clause: str) -> set[str]:
    """A clause and those that it conflicts with: its reading answers them all."""
    return {clause, *(policy.about[clause].conflicts_with if clause in policy.about else ())}
