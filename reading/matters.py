"""Which order, item or person each part of a text is about, by the words that name it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reading.finds import Find
from reading.lexicon import longest, matches
from reading.nouns import nouns

NEVER, OTHERS, MINE, THIS = "never", "others", "mine", "this"
ONE, OTHER, PLACE, PICKED = "one", "other", "place", "picked"
NOUN, SHOP, KIND = "noun", "shop", "kind"
BY_WORDS = (NEVER, OTHERS, MINE, THIS, ONE, OTHER, PLACE, PICKED)
_BY_FINDS = {"policy": SHOP, "item": KIND}
# Of one of these groups different names are different matters; of the pairs every name of either.
_SEVERAL = (ONE, PLACE, NOUN, SHOP, KIND)
_APART = frozenset(
    frozenset(pair)
    for pair in (
        (OTHERS, MINE),
        (OTHERS, THIS),
        *((NEVER, group) for group in (MINE, THIS, ONE, OTHER, PLACE)),
        *((THIS, group) for group in (ONE, OTHER, PLACE)),
        *((OTHER, group) for group in (ONE, PLACE, NOUN)),
        *((PICKED, group) for group in (ONE, OTHER, PLACE)),
        (ONE, PLACE),
    )
)
_PLACES = (("first", "1st", "former", "最初", "前者", "一"), ("second", "2nd", "latter", "後者", "二"))
_PLACE = re.compile(
    r"first|second|third|fourth|fifth|former|latter|[123](?:st|nd|rd)|最初|前者|後者"
    r"|(?<![a-z])[a-d](?![a-z])|[1-9一二三四五]"
)
_SENTENCE = re.compile(r"[^。!?;\n]{0,400}?(?:[。!?;\n]|\.(?: |$)|$)|[^。!?;\n]{400}")
_GOES_ON = re.compile(
    r"(?:(?:so|and|but|please|pls|then|now|also|can i|could i|i'd like to|i want to|i want|i'd like) ){0,2}"
    r"(?:(?:cancel|return|refuse) )?(?:it|that one|that|they|he|she)\b|それ|そちら|そっち|そいつ"
)

Marks = Mapping[str, "list[tuple[int, int]]"]


@dataclass(frozen=True)
class Matter:
    """One order, item or person by a name of its group: the place "2", the shop "amazon"."""

    group: str
    name: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a text, `start`..`end`, and the matters that it names or goes on with."""

    start: int
    end: int
    matters: "frozenset[Matter]" = frozenset()

    def holds(self, place: int) -> bool:
        """Whether that offset is in the part."""
        return self.start <= place < self.end


def apart(one: Matter, other: Matter) -> bool:
    """Whether two names cannot be of the same order, item or person."""
    if one.group == other.group:
        return one.group in _SEVERAL and one.name != other.name
    return frozenset((one.group, other.group)) in _APART


def at_odds(some: Iterable[Matter], others: Iterable[Matter]) -> bool:
    """Whether they name different matters: some name of the one excludes one of the other."""
    return any(apart(one, other) for one in some for other in others)


def marks(plain: str) -> "dict[str, list[tuple[int, int]]]":
    """All that the lexicon of matters finds in a folded normal form, by heading."""
    found: dict[str, list[tuple[int, int]]] = {}
    for heading, start, end in matches("matters", plain):
        found.setdefault(heading, []).append((start, end))
    return found


def parts(plain: str, written: str, found: Iterable[Find], marked: Marks) -> "list[Part]":
    """The text cut where another matter begins; each sentence at least is a part of its own.

    `plain` is a folded normal form, `written` the same before its kana were folded.
    """
    named = sorted(_named(plain, written, found, marked), key=lambda one: one[1:])
    made: list[Part] = []
    for sentence in _SENTENCE.finditer(plain):
        inside = [one for one in named if sentence.start() <= one[1] < sentence.end()]
        goes_on = bool(made) and not inside and bool(_GOES_ON.match(sentence[0].lstrip()))
        carried = {matter for matter in made[-1].matters if matter.group != NEVER} if goes_on else set()
        made += _cut(Part(*sentence.span(), frozenset(carried)), inside, marked)
    return made


def _named(
    plain: str, written: str, found: Iterable[Find], marked: Marks
) -> "Iterator[tuple[Matter, int, int]]":
    """Every name of a matter with its place; of overlapping words the longest."""
    items = list(nouns(plain, written))
    # "the red one" is no "one of them"
    behind = {end + 1 for _, _, end in items}
    spans = [(heading, *span) for heading in BY_WORDS for span in marked.get(heading, ())]
    spans = [span for span in spans if span[0] != ONE or span[1] not in behind]
    for heading, start, end in longest(spans):
        name = str(start) if heading == ONE else _place(plain[start:end]) if heading == PLACE else ""
        yield Matter(heading, name), start, end
    yield from ((Matter(SHOP, plain[start:end]), start, end) for start, end in marked.get("elsewhere", ()))
    for find in found:
        if find.fact in _BY_FINDS:
            yield Matter(_BY_FINDS[find.fact], find.value), find.start, find.end
    yield from ((Matter(NOUN, noun), start, end) for noun, start, end in items)


def _place(words: str) -> str:
    named = _PLACE.findall(words)[-1:]
    return next(
        (str(at) for at, names in enumerate(_PLACES, 1) if {*named} & {*names, str(at)}), "".join(named)
    )


def _never_begins(matter: Matter, before: Iterable[Matter]) -> bool:
    return matter.group == NEVER and all(one.group != NEVER for one in before)


def _cut(sentence: Part, named: "list[tuple[Matter, int, int]]", marked: Marks) -> "Iterator[Part]":
    """One sentence, cut between names that exclude each other, and where a turn ends what was never meant."""
    start, last, matters = sentence.start, sentence.start, set(sentence.matters)
    for matter, at, until in named:
        if not matters or at_odds(matters, {matter}) or _never_begins(matter, matters):
            joints = [end for _, end in marked.get("joint", ()) if last < end <= at]
            cut = max(joints) if joints else at if matters else start
            if cut > start:
                yield Part(start, cut, frozenset(matters))
                start, matters = cut, set()
        matters.add(matter)
        last = until
        turns = [end for _, end in marked.get("turn", ()) if until <= end <= sentence.end]
        if matter.group == NEVER and turns:
            yield Part(start, min(turns), frozenset(matters))
            start, last, matters = min(turns), min(turns), set()
    if start < sentence.end:
        yield Part(start, sentence.end, frozenset(matters))
