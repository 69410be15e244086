"""An order and its lines as the shop knows them, and the facts a decision needs of one line.

Every field that may be unknown is ``None``; nothing is ever guessed. Instants are aware and in Japan time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from decision.vocabulary import Fact

ORDER_FACTS = (
    "policy",
    "seller",
    "status",
    "opened",
    "paid",
    "invoiced",
    "modifiable",
    "payment_deadline",
    "request",
    "cause",
    "retried",
    "requested_at",
    "cancelled_at",
    "sent_back_at",
    "payment_method",
    "recent_cancellations",
)
"""The fields of an order that are facts of a decision, by the same name."""

LINE_FACTS = ("item", "release_date", "status")
"""The fields of a line that are facts; a line's own ``status`` overrides the order's."""

DATES = ("placed_at", "shipped_at", "delivered_at", "updated_at")
"""The dates of an order that are facts only where a shop makes them so."""

_HAPPENED = ("requested_at", "cancelled_at", "sent_back_at")
_ONLY_UNDER_STATUS = {"opened": "delivered", "sent_back_at": "sent_back"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; `number` counts from 1, `status` is its own where it differs from the order's."""

    number: int
    title: str
    quantity: int | None = None
    item: str | None = None
    release_date: date | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one customer; `payment_deadline` is an instant or a Japanese day."""

    order_number: str
    customer_id: str
    policy: str
    status: str
    lines: tuple[Line, ...]
    email: str | None = None
    postal_code: str | None = None
    seller: str | None = None
    payment_method: str | None = None
    paid: bool | None = None
    invoiced: bool | None = None
    modifiable: bool | None = None
    payment_deadline: datetime | date | None = None
    placed_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    sent_back_at: datetime | None = None
    updated_at: datetime | None = None
    opened: bool | None = None
    request: str | None = None
    requested_at: datetime | None = None
    cause: str | None = None
    retried: bool | None = None
    recent_cancellations: int | None = None
    currency: str | None = None
    total: Decimal | None = None

    @property
    def requested(self) -> bool:
        """Whether it is known that a cancellation has been asked for, whatever came of it."""
        return self.request not in (None, "none")

    def status_of(self, line: Line) -> str:
        """The status of that line: its own, else the order's."""
        return line.status or self.status

    def facts(self, line: Line, now: datetime, own: Iterable[Fact] = ()) -> dict[str, object]:
        """The known facts of that line as JSON values, without `goal` and `now`; never contradictory.

        An order's `opened`, `cancelled_at` and `sent_back_at` are given only to the lines whose status they
        fit, and what the order says of a time after `now` is left out. `own` are facts that the shop alone
        has: those that an order has a date for are filled where they can hold.
        """
        known: dict[str, object] = {name: getattr(self, name) for name in ORDER_FACTS}
        known |= {"item": line.item, "release_date": line.release_date, "status": self.status_of(line)}
        found = {
            name: as_json(value)
            for name, value in known.items()
            if value is not None and fits(name, known) and not _is_ahead(name, value, now)
        }
        for fact in own:
            at = (
                getattr(self, fact.name)
                if fact.name in DATES and fact.kind in ("instant", "deadline")
                else None
            )
            exists = not fact.under or any(found.get(gate) == value for gate, value in fact.under)
            if at is not None and exists and not (fact.past and at > now):
                found[fact.name] = as_json(at)
        return found


def fits(name: str, facts: Mapping[str, object]) -> bool:
    """Whether the fact `name` can hold beside the status and the request of these facts."""
    status, request = facts.get("status"), facts.get("request")
    if name == "cancelled_at":
        return status == "cancelled" or request == "accepted"
    if name in ("cause", "retried"):
        return request == "rejected"
    if name == "requested_at":
        return request != "none"
    return name not in _ONLY_UNDER_STATUS or status == _ONLY_UNDER_STATUS[name]


def as_json(value: object) -> object:
    """The JSON value of a field: days and instants as ISO strings, everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def _is_ahead(name: str, value: object, now: datetime) -> bool:
    """Whether this says that something happened after `now`."""
    return name in _HAPPENED and isinstance(value, datetime) and value > now
