"""What an order number is looked up by, however it was typed."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reading import canonical_number

LONGEST_KEY = 100


class Keys(NamedTuple):
    """`exact` is one order's own; `loose` leaves the hyphens out and may be shared."""

    exact: str
    loose: str


@lru_cache(maxsize=2048)  # an import needs each number's keys a few times within a batch
def keys_of(number: str) -> Keys:
    """The keys of a number as it is stored or typed; `exact` is empty where the text holds none."""
    exact = canonical_number(number)
    return Keys(exact, exact.replace("-", ""))
