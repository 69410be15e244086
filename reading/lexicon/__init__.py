"""The words for every value: `*.txt`, one kind a file, read once when first needed.

A file has headings `[value]` and under each one pattern a line: a regular expression on the normal form,
in which katakana and hiragana are one (write either). `{name}` stands for a pattern of `macros.txt`.
What begins or ends in a Latin letter or digit is a whole word. `[-]` lists look-alikes that are no value
at all. Of overlapping finds the longest wins. Repetitions are bounded (`{0,4}`, never `*` or `+`), so
that reading stays linear whatever the text. A line that begins with `# ` is a comment.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reading.lexicon.needed import needed
from reading.lexicon.readings import with_readings
from reading.normal import fold_kana

_HERE = Path(__file__).parent
_MACRO = re.compile(r"\{([a-z_]+)\}")
_LATIN = re.compile("[a-z0-9]")
NOTHING = "-"
_SCRIPTS = {"latin": re.compile("[a-z]"), "japanese": re.compile("[\u3041-\u30ff\u3400-\u9fff々〆]")}
# Letters of a pattern that stand for something else than themselves.
_SYNTAX = re.compile(r"\\[a-zA-Z]|\(\?P<[a-z0-9_]+>")


@dataclass(frozen=True)
class Phrase:
    """One way to say `value`, as a pattern on the folded normal form.

    `scripts` are those it is written in: without one of them in a text it cannot be there. Neither can it
    without one of the strings `needed`; of the empty set nothing is known.
    """

    value: str
    pattern: "re.Pattern[str]"
    scripts: "frozenset[str]" = frozenset()
    needed: "frozenset[str]" = frozenset()


@cache
def phrases(name: str) -> "tuple[Phrase, ...]":
    """All phrases of the lexicon file `name`; raises `KeyError` for a macro that does not exist."""
    expanded = ((value, expand(line)) for value, line in lines(name))
    return tuple(
        Phrase(value, re.compile(whole_words(pattern)), scripts(_SYNTAX.sub("", pattern)), needed(pattern))
        for value, pattern in expanded
    )


def scripts(text: str) -> "frozenset[str]":
    """Which of Latin and Japanese letters are in `text`."""
    return frozenset(name for name, letter in _SCRIPTS.items() if letter.search(text))


def lines(name: str) -> "list[tuple[str, str]]":
    """(heading, line) pairs of a lexicon file, without comments and blank lines."""
    pairs: list[tuple[str, str]] = []
    heading = ""
    for raw in (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]") and re.fullmatch(r"\[[a-z_0-9-]+\]", line):
            heading = line[1:-1]
        elif line and not line.startswith("# "):
            pairs.append((heading, line))
    return pairs


@cache
def words(name: str, heading: str) -> "frozenset[str]":
    """The words under one heading of a word list such as `language.txt`."""
    return frozenset(word for at, line in lines(name) if at == heading for word in line.split())


@cache
def macros() -> "dict[str, str]":
    """The named parts that patterns share."""
    return {
        name: expression for name, _, expression in (line.partition(" = ") for _, line in lines("macros"))
    }


def expand(line: str) -> str:
    """A pattern with its macros put in, its words written in kana too, and kana folded."""
    expanded = line
    while _MACRO.search(expanded):
        expanded = _MACRO.sub(lambda match: f"(?:{macros()[match.group(1)]})", expanded)
    return fold_kana(with_readings(expanded))


def whole_words(expression: str) -> str:
    """The pattern, not ending inside a Latin word or number; how it begins, `matches` looks at."""
    return f"(?:{expression})(?:(?![a-z0-9])|(?<=[^a-z0-9]))"


def matches(name: str, plain: str) -> "Iterator[tuple[str, int, int]]":
    """(value, start, end) of each phrase of the lexicon file `name` in a folded normal form."""
    written = scripts(plain)
    every, by_part = phrases(name), _by_part(name)
    near = {number for part, numbers in by_part if part in plain for number in numbers}
    for phrase in map(every.__getitem__, sorted(near)):
        if len(phrase.scripts) == 1 and not phrase.scripts <= written:
            continue
        for start, end in _whole(phrase.pattern, plain):
            yield phrase.value, start, end


def _whole(pattern: "re.Pattern[str]", plain: str) -> "Iterator[tuple[int, int]]":
    """The matches that begin inside no Latin word; behind one that does ("amiam|i is paid") it goes on."""
    at = 0
    while match := pattern.search(plain, at):
        start, end = match.span()
        inside = start and end > start and _LATIN.match(plain[start]) and _LATIN.match(plain[start - 1])
        if end > start and not inside:
            yield start, end
        at = start + 1 if inside else max(end, start + 1)


@cache
def _by_part(name: str) -> "tuple[tuple[str, tuple[int, ...]], ...]":
    """What phrases need, each string with the numbers of those phrases; the empty one is in every text."""
    numbers: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases(name)):
        for part in phrase.needed or ("",):
            numbers.setdefault(part, []).append(number)
    return tuple((part, tuple(found)) for part, found in sorted(numbers.items()))


def longest(spans: "Iterable[tuple[str, int, int]]") -> "list[tuple[str, int, int]]":
    """Of overlapping spans the longest, in reading order; `[-]` takes its place and is then left out."""
    taken: list[tuple[str, int, int]] = []
    starts: list[int] = []
    for span in sorted(spans, key=lambda span: (span[1] - span[2], span[1], span[0])):
        at = bisect_left(starts, span[1])
        free_left = at == 0 or taken[at - 1][2] <= span[1]
        if free_left and (at == len(taken) or span[2] <= taken[at][1]):
            taken.insert(at, span)
            starts.insert(at, span[1])
    return [span for span in taken if span[0] != NOTHING]
