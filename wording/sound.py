"""Faults inside a text: places that differ between the languages, unknown types and clauses, figures.

Also clauses that disagree on one side only, or without a reading of how to answer both.
"""

import re
import unicodedata
from collections.abc import Iterator

from wording.catalog import Wording
from wording.errors import WordingError
from wording.formats import FORMATS
from wording.grammar import LANGUAGES, Hole, Template, holes, words
from wording.sources import About, PolicyWords, Sentence

# Numbers in words that stand for a figure: 三日, 七営業日, two days, a single hour; not 一度, 一部, once.
_FIGURES = {
    "ja": re.compile(r"(?!十分)[一二三四五六七八九十百千万]+(?:日|時間|分|営業日|週間|[かヶ]月|回|件|円)"),
    "en": re.compile(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty\S*|thirty|hundred|thousand)"
        r"(?: business| working)? (?:minutes?|hours?|days?|weeks?|months?|yen|times)\b",
        re.IGNORECASE,
    ),
}


def unsound_texts(w: Wording) -> Iterator[str]:
    """One line for each fault inside a text or a clause of `w`."""
    for name in w.names():
        yield from _faults(w, name, name, {language: w.template(name, language) for language in LANGUAGES})
    for policy in w.policies.values():
        for clause, sentence in policy.clauses.items():
            yield from _faults(w, f"{policy.id}.{clause}", f"clause {policy.id}.{clause}", sentence)
        for clause, about in policy.about.items():
            name = f"{policy.id}.{clause}"
            if about.reading:
                yield from _faults(w, name, f"reading {name}", about.reading)
            yield from _conflicts(policy, clause, about)


def _conflicts(policy: PolicyWords, clause: str, about: About) -> Iterator[str]:
    """A disagreement has two sides that name each other, and a reading."""
    name = f"clause {policy.id}.{clause}"
    for other in about.conflicts_with:
        if other == clause or other not in policy.about:
            yield f"`{name}` conflicts with `{other}`, which is no other clause"
        elif clause not in policy.about[other].conflicts_with:
            yield f"`{name}` conflicts with `{other}`, which does not name it"
    if bool(about.conflicts_with) != bool(about.reading):
        yield f"`{name}` has only one of `conflicts_with` and `reading`"


def _faults(w: Wording, owner: str, name: str, sentence: Sentence) -> Iterator[str]:
    ja, en = (holes(sentence[language]) for language in LANGUAGES)
    if ja != en:
        yield f"`{name}`: ja and en differ in {', '.join(sorted(map(_shown, ja ^ en)))}"
    for hole in sorted(ja | en, key=_shown):
        yield from _bad_hole(w, owner, name, hole)
    for language, template in sentence.items():
        yield from _figures(name, language, template)


def _shown(hole: Hole) -> str:
    return f"{{{hole.name}:{hole.type}}}"


def _bad_hole(w: Wording, owner: str, name: str, hole: Hole) -> Iterator[str]:
    if not hole.pulls:
        if hole.type not in FORMATS:
            yield f"`{name}`: `{_shown(hole)}` has an unknown type: known are {', '.join(FORMATS)}"
        return
    try:
        w.owner(owner, hole)
    except WordingError as error:
        yield str(error)


def _figures(name: str, language: str, template: Template) -> Iterator[str]:
    said = words(template)
    digit = next((char for char in said if unicodedata.category(char).startswith("N")), None)
    if digit:
        yield f"`{name}`: the digit `{digit}` stands in `{language}`: a typed place is needed"
    match = _FIGURES[language].search(said)
    if match:
        yield f"`{name}`: the figure `{match[0]}` stands in `{language}`: a typed place is needed"
