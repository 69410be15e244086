"""Several orders or items of which one message tells, each in words of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reading.attribution import states_unsaid
from reading.finds import Find, finds
from reading.lexicon import matches
from reading.matters import KIND, NOUN, ONE, OTHER, PLACE, SHOP, Matter, Part, at_odds, marks, parts
from reading.normal import Normal, fold_kana, normal, settled

MOST = 3
# What joins a part to the next one, and is none of its words.
_LOOSE = re.compile(r"^[\s、,]+|(?:[\s、,]|\b(?:and|but|so|while)\b)+$", re.IGNORECASE)
# What is said of all before they are told one by one: "from Amazon: the lamp …, the chair …".
_AHEAD = re.compile(r"[^:]{1,200}: |(?:[^,:]{0,30}\b)?(?:two|three|2|3) [^,:]{1,60}, ")
# Said in place of a state that a text only denies in the words of another: "the second hasn't".
_UNSAID = {
    ("status", "unshipped"): ("not shipped yet", "未発送です"),
    ("status", "shipped"): ("it has shipped", "発送済みです"),
    ("opened", "true"): ("I have opened it", "開封済みです"),
    ("opened", "false"): ("unopened", "未開封です"),
    ("paid", "true"): ("already paid", "支払い済みです"),
    ("paid", "false"): ("not paid yet", "未払いです"),
    ("invoiced", "true"): ("already invoiced", "請求済みです"),
    ("invoiced", "false"): ("not invoiced yet", "未請求です"),
}
_LATIN = re.compile("[a-z]")
_NAMED = (NOUN, SHOP, KIND, PLACE, ONE, OTHER)


@dataclass(frozen=True)
class Told:
    """What a text tells of one of several matters: `own` words, and `text` with what is told of all."""

    own: str
    text: str


@dataclass(frozen=True)
class Apart:
    """The matters of a text in the order they come up, and what is told of all in `common` words.

    `all_meant` is where it says "both".
    """

    each: "tuple[Told, ...]" = ()
    common: str = ""
    all_meant: bool = False


def told_apart(text: str) -> Apart:
    """The orders or items that `text` keeps apart; none where there are not two of them or it is unclear.

    One that is kept as it is does not count, and nothing is told apart beside somebody else's or what was
    long ago.
    """
    form = normal(text)
    plain, written = settled(fold_kana(form.text)), settled(form.text)
    found, marked = finds(plain), marks(plain)
    pieces = _telling([*_cut_ahead(plain, parts(plain, written, found, marked))])
    unsaid = states_unsaid(found, pieces, marked)
    groups = _grouped(pieces)
    kept = [end - 1 for _, end in marked.get("kept", ())]
    groups = [group for group in groups if not any(part.holds(at) for part in group for at in kept)]
    if not 2 <= len(groups) <= MOST:
        return Apart()
    common = [part for part in pieces if not part.matters]
    each = tuple(
        Told(_words(form, text, group), _words(form, text, [*group, *common]) + _said(plain, group, unsaid))
        for group in groups
    )
    return Apart(
        each, _words(form, text, common), any(value == "all" for value, _, _ in matches("apart", plain))
    )


def _said(plain: str, group: "Iterable[Part]", unsaid: "Sequence[Find]") -> str:
    """The states, in words, that these parts leave to the words of another one."""
    inside = [find for find in unsaid if any(part.holds(find.start) for part in group)]
    said = [_UNSAID.get((find.fact, find.value)) for find in inside]
    japanese = any(not _LATIN.match(plain[find.start]) for find in inside)
    return "".join(f"{'。' if japanese else '. '}{words[japanese]}" for words in said if words)


def _cut_ahead(plain: str, pieces: "Iterable[Part]") -> "Iterator[Part]":
    for part in pieces:
        ahead = _AHEAD.match(plain, part.start, part.end)
        if ahead:
            yield Part(part.start, ahead.end())
            yield replace(part, start=ahead.end())
        else:
            yield part


def _telling(pieces: "Sequence[Part]") -> "list[Part]":
    """The parts without the names that tell nothing apart: the only shop, the only kind of goods."""
    every = _matters(pieces)
    return [
        replace(part, matters=frozenset(one for one in part.matters if _tells(one, every))) for part in pieces
    ]


def _tells(matter: Matter, every: "Iterable[Matter]") -> bool:
    return matter.group not in _NAMED or at_odds({matter}, every)


def _grouped(pieces: "Sequence[Part]") -> "list[list[Part]]":
    """The parts by the matter that they are about; none where one of them may be about several."""
    groups: list[list[Part]] = []
    for part in pieces:
        if not part.matters:
            continue
        if any(matter.group not in _NAMED for matter in part.matters):
            return []
        same = [group for group in groups if part.matters & _matters(group)]
        others = [group for group in groups if at_odds(part.matters, _matters(group))]
        if len(same) > 1 or len(same) + len(others) < len(groups) or any(one in others for one in same):
            return []
        if same:
            same[0].append(part)
        else:
            groups.append([part])
    return groups


def _matters(group: "Iterable[Part]") -> "frozenset[Matter]":
    return frozenset().union(*(part.matters for part in group))


def _words(form: Normal, text: str, group: "Iterable[Part]") -> str:
    spans = sorted(form.span(part.start, part.end) for part in group)
    return _LOOSE.sub("", " ".join(text[start:end].strip() for start, end in spans))
