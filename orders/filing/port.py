"""The port to whoever takes cancellations in the shop, and what goes through it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from orders.model import Order

type Kind = Literal["accepted", "pending", "refused", "too_late", "unknown"]
KINDS: tuple[Kind, ...] = ("accepted", "pending", "refused", "too_late", "unknown")


@dataclass(frozen=True, slots=True)
class FiledLine:
    """One line of the order that is to be cancelled, `number` counted from 1."""

    number: int
    title: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One cancellation of a whole order. `key` is the idempotency key: the same request, the same key.

    `total` is the amount as plain digits; `requested_at` an instant by the clock that decisions go by.
    """

    key: str
    order_number: str
    customer_id: str
    policy: str
    requested_at: str
    lines: tuple[FiledLine, ...]
    total: str | None = None
    currency: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The request as a JSON object; what is unknown is null."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request.

    `accepted`: the shop cancels. `pending`: it has the request and will answer. `refused`: it will not;
    `cause` is as in the facts, where it says why. `too_late`: the order stands otherwise by now, in `status`
    where it says how. `unknown`: nobody can tell whether the shop has it; asking again by its key is safe.
    """

    kind: Kind
    status: str | None = None
    cause: str | None = None


UNKNOWN = Outcome("unknown")


class Desk(Protocol):
    """Where cancellations are filed."""

    def file_cancellation(self, request: Request) -> Outcome:
        """File `request`, in a few seconds; the same `key` again is the same request. Never raises."""


def request_for(order: Order, key: str, at: datetime) -> Request:
    """The request to cancel all of `order`, made at `at`."""
    return Request(
        key=key,
        order_number=order.order_number,
        customer_id=order.customer_id,
        policy=order.policy,
        requested_at=at.isoformat(),
        lines=tuple(FiledLine(line.number, line.title, line.quantity) for line in order.lines),
        total=None if order.total is None else f"{order.total:f}",
        currency=order.currency,
    )
