"""What a row of an import may hold: the names of its fields, their kinds, and how a value is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from decision.instants import FIRST_YEAR, LAST_YEAR, parse_instant
from decision.vocabulary import BY_NAME
from orders.model import ORDER_FACTS

TEXT_LIMITS = {"order_number": 80, "customer_id": 200, "email": 254, "postal_code": 20, "title": 500}
NEEDED = ("order_number", "customer_id", "policy", "status")
INSTANTS = ("placed_at", "shipped_at", "delivered_at", "updated_at")
PLAIN_FIELDS = ("order_number", "customer_id", "email", "postal_code", *INSTANTS, "currency", "total")
"""The fields of an order that no decision needs."""

LINE_FIELDS = ("title", "quantity", "item", "release_date", "status")
ONLY_LINE_FIELDS = ("title", "quantity", "item", "release_date")
"""What stands on the order itself where it has one line."""

ORDER_FIELDS = (*PLAIN_FIELDS, *ORDER_FACTS)
COLUMNS = (*ORDER_FIELDS, *ONLY_LINE_FIELDS)
"""The columns that a CSV may have."""

LARGEST = 2**31 - 1

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
_CURRENCY = re.compile(r"[A-Z]{3}")

Read = tuple[Any, str]
"""The value as it is kept (None: not allowed) and what is allowed, in words."""


def kind_of(name: str) -> str:
    """`text`, `instant`, `amount`, `currency`, `count`, or the kind of the fact of that name."""
    if name in BY_NAME:
        return BY_NAME[name].kind
    special = {"currency": "currency", "total": "amount", "quantity": "count"}
    return "instant" if name in INSTANTS else special.get(name, "text")


def read_plain(name: str, value: object) -> Read:
    """The value of a field that is no fact, and what is allowed there."""
    return _READERS[kind_of(name)](name, value)


def _text(name: str, value: object) -> Read:
    limit = TEXT_LIMITS[name]
    allowed = f"a text of 1 to {limit} characters without line breaks and control characters"
    if name == "email":
        allowed = f"an e-mail address of at most {limit} characters"
    good = (
        isinstance(value, str)
        and 0 < len(value) <= limit
        and not value.isspace()
        and _CONTROL.search(value) is None
        and (name != "email" or _EMAIL.fullmatch(value) is not None)
    )
    return (value if good else None), allowed


def _instant(_name: str, value: object) -> Read:
    good: datetime | None = parse_instant(value) if isinstance(value, str) else None
    return good, f"an instant as `2026-04-01T10:00:00+09:00` or with `Z` (years {FIRST_YEAR}-{LAST_YEAR})"


def _count(_name: str, value: object) -> Read:
    good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST
    return (value if good else None), f"an integer from 1 to {LARGEST}"


def _currency(_name: str, value: object) -> Read:
    good = isinstance(value, str) and _CURRENCY.fullmatch(value) is not None
    return (value if good else None), "three capital letters such as `JPY`"


def _amount(_name: str, value: object) -> Read:
    allowed = "a number from 0 with at most 12 digits before and 4 after the point, such as `1200` or `12.50`"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None, allowed
    amount = Decimal(value)
    good = amount.is_finite() and 0 <= amount < 10**12 and amount == round(amount, 4)
    return (amount if good else None), allowed


_READERS: dict[str, Callable[[str, object], Read]] = {
    "text": _text,
    "instant": _instant,
    "count": _count,
    "currency": _currency,
    "amount": _amount,
}
