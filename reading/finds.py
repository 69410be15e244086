"""All that the lexicons find in a text, with how each find stands in its sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from reading.context import (
    DOUBTED,
    OPEN,
    SAID,
    SUPPOSED,
    denial,
    state_standing,
    supposed_before,
    thing_standing,
)
from reading.lexicon import longest, matches
from reading.normal import settled

# Lexicon files: states happen and can be supposed, things are what an order is like from the start.
STATES = ("status", "opened", "paid", "request", "cause", "invoiced", "modifiable", "retried")
THINGS = ("policy", "seller", "item", "payment_method")

BY_CUSTOMER = "cancelled_by_customer"
# Told of a parcel under way, and of one that has not left yet.
_ARRIVING = "arriving"
_TAKEN_BACK = (("request", "pending"), ("status", "cancelled"), ("status", BY_CUSTOMER))
_NEAR = re.compile(
    r"today|tonight|now|soon|anyway|this (?:morning|afternoon|evening)"
    r"|今(?!週|月)|夕方|午前|午後|夜|もうすぐ|このあと|この後|これから"
)
# Told of a request, and of whatever else is sent.
_SENT = "sent"
_REQUEST = re.compile(
    r"(?<!return )(?<!refund )(?<!exchange )request"
    r"|(?<!返品)(?<!返品の)(?<!返金)(?<!返金の)(?<!変更)(?:りくえすと|申請)"
)
# Values of which the one is what the other is not; nobody denies more often in one breath.
_PAIRS = (("true", "false"), ("shipped", "unshipped"), ("pending", "none"))
OPPOSITES = {one: other for a, b in _PAIRS for one, other in ((a, b), (b, a))}
_DENIALS = 3
# Headings with this ending name what is only possible; Japanese says so in the words themselves.
_IF = "_if"
# Those with this one name what may as well be so: who cannot cancel has perhaps not tried.
_MAYBE = "_maybe"
_WHEN = re.compile("[ぁ-ん一-龯]")


@dataclass(frozen=True)
class Find:
    """One phrase of a lexicon in a folded normal form: `value` as its heading, offsets in that form."""

    fact: str
    value: str
    start: int
    end: int
    standing: str


@lru_cache(maxsize=16)
def finds(plain: str) -> tuple[Find, ...]:
    """Everything found in the folded normal form `plain`, whatever its standing."""
    found: list[Find] = []
    plain = settled(plain)
    for name in (*STATES, *THINGS):
        for value, start, end in longest(matches(name, plain)):
            if value.endswith(_IF):
                found += _possible(plain, Find(name, value[: -len(_IF)], start, end, SUPPOSED))
            elif value.endswith(_MAYBE):
                found.append(_perhaps(as_told(plain, Find(name, value[: -len(_MAYBE)], start, end, SAID))))
            elif name in STATES:
                found.append(as_told(plain, Find(name, value, start, end, SAID)))
            else:
                found.append(Find(name, value, start, end, thing_standing(plain, start, end)))
    return tuple(_apart(_arriving(plain, _sent(plain, found))))


def _possible(plain: str, find: Find) -> list[Find]:
    """What may happen yet: found only where it is supposed ("if it ships"), not foretold or forbidden."""
    japanese = _WHEN.search(plain[find.start : find.end])
    return [find] if japanese or supposed_before(plain, find.start) else []


def _perhaps(find: Find) -> Find:
    return replace(find, standing=DOUBTED) if find.standing == SAID else find


def as_told(plain: str, find: Find) -> Find:
    """The find with its standing, turned round as often as it is denied."""
    value: str | None = find.value
    end, hedged = find.end, False
    for _ in range(_DENIALS):
        denied = denial(plain, find.start, end)
        if denied is None:
            break
        value = _opposite(find.fact, value, denied.clause)
        hedged = hedged or denied.clause
        if denied.end == end:
            break
        end = denied.end
    standing = state_standing(plain, find.start, end)
    if value is None:
        return Find(find.fact, find.value, find.start, find.end, OPEN)
    return Find(find.fact, value, find.start, end, DOUBTED if hedged and standing == SAID else standing)


def _opposite(fact: str, value: str | None, clause: bool) -> str | None:
    """What a denied value means; None where it leaves several. A request is denied by a sentence only."""
    if value in OPPOSITES and (clause or fact != "request"):
        return OPPOSITES[value]
    return None


def _sent(plain: str, found: list[Find]) -> list[Find]:
    """With "I sent it" as a request where one is spoken of, else without it."""
    value = "pending" if _REQUEST.search(plain) else None
    return _replaced(
        found, {find: replace(find, value=value) if value else None for find in found if find.value == _SENT}
    )


def _arriving(plain: str, found: list[Find]) -> list[Find]:
    """With "it comes today" as under way where it was cancelled; else it may only be the day it is due.

    One that comes on a later day has perhaps not left yet: in doubt.
    """
    told = {(find.fact, find.value) for find in found if find.standing in (SAID, DOUBTED)}
    stands = any(fact == "status" and value != _ARRIVING for fact, value in told.difference(_TAKEN_BACK))
    left = not stands and not told.isdisjoint(_TAKEN_BACK)
    return _replaced(
        found, {find: _left(plain, find) if left else None for find in found if find.value == _ARRIVING}
    )


def _left(plain: str, find: Find) -> Find:
    left = replace(find, value="shipped")
    return left if _NEAR.search(plain, find.start, find.end) else _perhaps(left)


def _replaced(found: list[Find], by: "dict[Find, Find | None]") -> list[Find]:
    """`found` with what `by` has for some of them; None for none."""
    return [kept for find in found if (kept := by.get(find, find)) is not None]


def _apart(found: list[Find]) -> list[Find]:
    """Without a reason that is part of a longer state: a parcel refused by me is no refused request."""
    parcels = [find for find in found if find.fact == "status" and find.value == "sent_back"]
    return [
        find
        for find in found
        if not (find.fact in ("request", "cause") and any(_inside(find, parcel) for parcel in parcels))
    ]


def _inside(inner: Find, outer: Find) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def standing_as(found: Iterable[Find], *standings: str) -> list[Find]:
    """The finds of these standings."""
    return [find for find in found if find.standing in standings]
