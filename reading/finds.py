"""All that the lexicons find in a text, with how each find stands in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reading.context import state_standing, thing_standing
from reading.lexicon import longest, matches

# Lexicon files: states happen and can be supposed, things are what an order is like from the start.
STATES = ("status", "opened", "paid", "request", "cause", "invoiced", "modifiable", "retried")
THINGS = ("policy", "seller", "item", "payment_method")

BY_CUSTOMER = "cancelled_by_customer"


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
    for name in (*STATES, *THINGS):
        look = state_standing if name in STATES else thing_standing
        for value, start, end in longest(matches(name, plain)):
            found.append(Find(name, value, start, end, look(plain, start, end)))
    return tuple(_apart(found))


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


def standing_as(found: Iterable[Find], standing: str) -> list[Find]:
    """The finds of one standing."""
    return [find for find in found if find.standing == standing]
