"""Of all that a text tells what is about the order, item or person that its wish is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reading.context import DOUBTED, SAID
from reading.finds import BY_CUSTOMER, OPPOSITES, STATES, Find, finds, standing_as
from reading.matters import (
    KIND,
    MINE,
    NEVER,
    NOUN,
    OTHERS,
    SHOP,
    THIS,
    Marks,
    Matter,
    Part,
    apart,
    at_odds,
    marks,
    parts,
)
from reading.normal import fold_kana, settled

_OWN = (THIS, MINE)
_OF_AN_ITEM = ("status", "opened")
_BLOT = "。"
# Facts whose latest state counts, with those that hold only beside a state of theirs.
RESTS_ON = {
    "status": ("status", "opened", "cancelled_at", "sent_back_at"),
    "request": ("request", "cause", "retried", "requested_at"),
}
_CANCELLED = (("status", "cancelled"), ("status", BY_CUSTOMER))


@dataclass(frozen=True)
class Attributed:
    """What a text tells of the order meant.

    `plain` is its folded normal form, all that is about other matters blotted out; `found` are the finds
    of that. Facts in `unsettled` are told of several matters, and nothing says which of them is meant.
    """

    plain: str
    found: "tuple[Find, ...]"
    unsettled: "frozenset[str]" = frozenset()


@lru_cache(maxsize=16)
def attributed(text: str) -> Attributed:
    """`text` is a normal form, its kana not folded yet."""
    plain, written = settled(fold_kana(text)), settled(text)
    found, marked = finds(plain), marks(plain)
    pieces = parts(plain, written, found, marked)
    meant, kept = _meant(pieces, marked)
    foreign = [part for part in pieces if _is_foreign(part, meant, kept) and not _of_the_order(part, found)]
    unsaid = [find for find in states_unsaid(found, pieces, marked) if not _in_any(foreign, find)]
    for part in foreign:
        plain = plain[: part.start] + _BLOT * (part.end - part.start) + plain[part.end :]
    told = [*(finds(plain) if foreign else found), *unsaid]
    told = [find for find in told if not _of_other_shop(find, meant) and not _only_wished(find, marked)]
    told += _shops_of(found, foreign) if not any(find.fact == "policy" for find in told) else []
    ours = [part for part in pieces if part not in foreign]
    return Attributed(plain, tuple(_cancelled_before(plain, told, marked)), _unsettled(told, ours))


def _in_any(pieces: Sequence[Part], find: Find) -> bool:
    return any(part.holds(find.start) for part in pieces)


def _named_in(heading: str, pieces: Sequence[Part], marked: Marks) -> "list[Part]":
    return [part for part in pieces if any(part.holds(end - 1) for _, end in marked.get(heading, ()))]


def _meant(pieces: Sequence[Part], marked: Marks) -> "tuple[frozenset[Matter], frozenset[Matter]]":
    """The matters that the wish is about, and those that the customer keeps.

    What is the customer's own is meant too, and alone where wishes are about different matters.
    """
    left = _matters(_named_in("kept", pieces, marked))
    named = {
        matter
        for part in _named_in("wish", pieces, marked)
        if part.matters.isdisjoint(left)
        for matter in part.matters
        if matter.group not in (NEVER, OTHERS)
    }
    own = {matter for matter in _matters(pieces) if matter.group in _OWN}
    named |= _shop_of_kinds(named, _matters(pieces))
    wished = {matter for matter in named if not at_odds({matter}, named) or matter in own}
    meant = wished | {matter for matter in own if not at_odds({matter}, wished)}
    return frozenset(meant), left


def _shop_of_kinds(named: "set[Matter]", spoken_of: "frozenset[Matter]") -> "set[Matter]":
    """Of two shops the one that alone tells kinds of goods apart, where a kind is named and no shop."""
    groups = {matter.group for matter in named}
    shop = Matter(SHOP, "amiami")
    return {shop} if KIND in groups and SHOP not in groups and shop in spoken_of else set()


def _matters(pieces: Sequence[Part]) -> "frozenset[Matter]":
    return frozenset().union(*(part.matters for part in pieces))


def _is_foreign(part: Part, meant: "frozenset[Matter]", kept: "frozenset[Matter]") -> bool:
    """Whether a part is about another matter than the one meant."""
    if any(matter.group == NEVER for matter in part.matters):
        return True
    if part.matters & meant:
        return any(apart(one, other) for one in part.matters for other in meant if one.group in (SHOP, KIND))
    return bool(part.matters & kept and at_odds(kept, meant)) or at_odds(part.matters, meant)


def _of_the_order(part: Part, found: Sequence[Find]) -> bool:
    """Whether a name of its own (発売予定は…) is that of no item: nothing is told as only an item can be."""
    names = {matter.group for matter in part.matters}
    return names == {NOUN} and not any(part.holds(find.start) for find in found if find.fact in _OF_AN_ITEM)


def _of_other_shop(find: Find, meant: "frozenset[Matter]") -> bool:
    """Whether a shop or kind of goods is named that is not the one meant."""
    group = {"policy": SHOP, "item": KIND}.get(find.fact)
    return group is not None and any(apart(Matter(group, find.value), one) for one in meant)


def _only_wished(find: Find, marked: Marks) -> bool:
    """Whether a cancellation is part of a wish: "I want mine cancelled"."""
    inside = any(start <= find.start and find.end <= end for start, end in marked.get("wish", ()))
    return inside and (find.fact, find.value) in _CANCELLED


def _shops_of(found: Sequence[Find], foreign: Sequence[Part]) -> "list[Find]":
    """The shop of other matters: where no other is named it is that of the one meant."""
    shops = [find for find in standing_as(found, SAID) if find.fact == "policy" and _in_any(foreign, find)]
    return shops[:1] if len({find.value for find in shops}) == 1 else []


def states_unsaid(found: Sequence[Find], pieces: Sequence[Part], marked: Marks) -> "list[Find]":
    """States said without their words, the opposite of what was said of another matter: "mine hasn't"."""
    made: list[Find] = []
    for start, end in marked.get("unsaid", ()):
        (here,) = (part for part in pieces if part.holds(start))
        if any(here.holds(find.start) and find.fact in STATES for find in found):
            continue
        before = [
            find
            for part in pieces
            if part.end <= here.start and at_odds(part.matters, here.matters)
            for find in standing_as(found, SAID, DOUBTED)
            if part.holds(find.start) and find.fact in STATES
        ]
        # "it came, unopened; the other hasn't" says nothing of what is in a parcel that has not come
        last = before[-1] if before else None
        denied = next((find for find in reversed(before) if find.fact == "status"), last)
        value = OPPOSITES.get(denied.value) if denied else None
        if denied and value:
            made.append(Find(denied.fact, value, start, end, SAID))
    return made


def _cancelled_before(plain: str, told: Sequence[Find], marked: Marks) -> "list[Find]":
    """A cancellation in doubt beside the wish to cancel, and left out where more is to be cancelled.

    Who wishes to cancel speaks of an order that stands: what was cancelled was another one, or an item of it.
    """
    if not _wishes_to_cancel(plain, told, marked):
        return list(told)
    more = "more" in marked
    return [
        replace(find, standing=DOUBTED)
        if (find.fact, find.value) in _CANCELLED and find.standing == SAID
        else find
        for find in told
        if not (more and (find.fact, find.value) in _CANCELLED)
    ]


def _wishes_to_cancel(plain: str, told: Sequence[Find], marked: Marks) -> bool:
    """Whether words wish to cancel, other than those that say what has been done."""
    spans = marked.get("wish_to_cancel", ())
    return any(
        plain[start] != _BLOT and not any(find.start < end and start < find.end for find in told)
        for start, end in spans
    )


def _unsettled(told: Sequence[Find], pieces: Sequence[Part]) -> "frozenset[str]":
    """The facts told otherwise of one matter than of another, none of them the one meant."""
    said = [find for find in standing_as(told, SAID, DOUBTED) if find.fact in RESTS_ON]
    owners = {find: part.matters for find in said for part in pieces if part.holds(find.start)}
    differing = {
        one.fact
        for one in owners
        for other in owners
        if one.fact == other.fact and one.value != other.value and at_odds(owners[one], owners[other])
    }
    return frozenset(name for fact in differing for name in RESTS_ON[fact])
