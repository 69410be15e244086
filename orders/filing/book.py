"""The book of filed cancellations, kept beside the orders and changed together with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from orders.database import writing
from orders.filing.port import FiledLine, Outcome, Request, request_for
from orders.keys import keys_of
from orders.model import Order
from orders.records import read
from orders.tables import filings, orders

LIVE = ("sending", "unknown", "pending", "accepted")
"""States in which the order has a request of ours: no second one is filed."""
OPEN = ("sending", "unknown")
"""States in which the shop's answer is still wanted."""
LONGEST_PAUSE_MS = 15 * 60 * 1000
FIRST_PAUSE_MS = 5000
SENDING_MS = 30_000
"""After so long a request that is being sent counts as given up by the process that sent it."""


class OrderChanged(Exception):
    """The order is not as it was decided on any more."""


class AlreadyFiled(Exception):
    """The order has a live request of ours already."""

    def __init__(self, requested_at: datetime) -> None:
        super().__init__("this order's cancellation has been filed before")
        self.requested_at = requested_at


class PerhapsNoted(Exception):
    """The database was lost just when the request was noted: whether it was, only asking again tells."""


class FilingBook:
    """The filings of one database. Every method is one transaction and may block."""

    def __init__(self, engine: Engine, new_key: Callable[[], str] = lambda: uuid4().hex) -> None:
        self._engine = engine
        self._new_key = new_key

    def begin(self, order: Order, now: datetime, at: int) -> Request:
        """Note that all of `order` is to be cancelled, in the order too; the request to be sent.

        `now` is the instant that decisions go by, `at` real time in milliseconds. Raises `AlreadyFiled`, or
        `OrderChanged` where the stored order is not `order` any more: it was decided on something else; or
        `PerhapsNoted`.
        """
        request, noted = request_for(order, self._new_key(), now), False
        try:
            with writing(self._engine) as connection:
                _note(connection, order, request, now, at)
                noted = True
        except SQLAlchemyError as error:
            if noted:
                raise PerhapsNoted from error
            raise
        return request

    def settle(self, request: Request, outcome: Outcome, now: datetime, at: int) -> None:
        """Note what came of `request`, in the order too; where that is unknown, it is sent again later."""
        with writing(self._engine) as connection:
            own = filings.c.key == request.key
            row = connection.execute(select(filings).where(own)).mappings().first()
            if row is None or row["state"] not in OPEN:
                return  # erased, or answered by another process meanwhile
            next_at = at + _pause(row["attempts"]) if outcome.kind == "unknown" else None
            connection.execute(update(filings).where(own).values(state=outcome.kind, next_at=next_at))
            _mark_answered(connection, row["number_key"], outcome, now)

    def take_due(self, at: int) -> Request | None:
        """A request without an answer that it is time to send again; nobody else is given it for a while."""
        due = or_(filings.c.next_at.is_(None), filings.c.next_at <= at)
        query = select(filings).where(filings.c.state.in_(OPEN), due).order_by(filings.c.next_at).limit(1)
        with writing(self._engine) as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            taken = connection.execute(
                update(filings)
                .where(filings.c.key == row["key"], filings.c.attempts == row["attempts"])
                .values(attempts=row["attempts"] + 1, next_at=at + SENDING_MS)
            )
            return _request(row["request"]) if taken.rowcount else None


def live_requests(connection: Connection, number_keys: list[str]) -> dict[str, tuple[str, datetime]]:
    """By an order's key, the state and the instant of the live request that it has of ours."""
    query = select(filings).where(filings.c.number_key.in_(number_keys), filings.c.state.in_(LIVE))
    return {
        row["number_key"]: (row["state"], datetime.fromisoformat(row["requested_at"]))
        for row in connection.execute(query).mappings()
    }


def keep_requests(connection: Connection, number_keys: list[str]) -> None:
    """Note live requests of ours in orders that an import brought without a word on requests."""
    for key, (state, requested_at) in live_requests(connection, number_keys).items():
        unsaid = (orders.c.number_key == key) & orders.c.request.is_(None)
        request = "accepted" if state == "accepted" else "pending"
        connection.execute(update(orders).where(unsaid).values(request=request, requested_at=requested_at))


def _note(connection: Connection, order: Order, request: Request, now: datetime, at: int) -> None:
    key = keys_of(order.order_number).exact
    _mark_requested(connection, key, now)  # first: it locks the order against another turn
    if (before := _live(connection, key)) is not None:
        raise AlreadyFiled(before)
    found = read(connection, orders.c.number_key == key, limit=1)
    if not found or replace(order, request="pending", requested_at=now) != found[0]:
        raise OrderChanged
    connection.execute(
        insert(filings).values(
            key=request.key,
            number_key=key,
            customer_id=order.customer_id,
            state="sending",
            request=json.dumps(request.as_json(), ensure_ascii=False),
            requested_at=now.isoformat(),
            created_at=at,
            attempts=1,
            next_at=at + SENDING_MS,
        )
    )


def _live(connection: Connection, key: str) -> datetime | None:
    found = live_requests(connection, [key]).get(key)
    return found[1] if found else None


def _mark_requested(connection: Connection, key: str, now: datetime) -> None:
    connection.execute(
        update(orders)
        .where(orders.c.number_key == key)
        .values(request="pending", requested_at=now, demo=False)
    )


def _mark_answered(connection: Connection, key: str, outcome: Outcome, now: datetime) -> None:
    """Note the outcome in the order, unless the shop has told of the order otherwise meanwhile."""
    row = orders.c.number_key == key
    found = connection.execute(select(orders).where(row)).mappings().first()
    if found is None or found["request"] != "pending":
        return
    if changes := _changes(outcome, now, by_seller=found["seller"] == "marketplace"):
        connection.execute(update(orders).where(row).values(changes))


def _changes(outcome: Outcome, now: datetime, *, by_seller: bool) -> dict[str, object]:
    """What the outcome changes in the order; a cause that it cannot have is left out."""
    if outcome.kind == "accepted":
        cancelled = {"status": "cancelled", "cancelled_at": now} if outcome.status == "cancelled" else {}
        return {"request": "accepted", **cancelled}
    if outcome.kind in ("refused", "too_late"):
        named = outcome.cause if by_seller or outcome.cause != "seller" else None
        changed = {"status": outcome.status} if outcome.status and outcome.kind == "too_late" else {}
        return {"request": "rejected", "cause": named or "unknown", **changed}
    return {}


def _pause(attempts: int) -> int:
    """How long to wait after so many attempts: twice as long each time, up to a quarter of an hour."""
    return min(FIRST_PAUSE_MS << min(attempts - 1, 16), LONGEST_PAUSE_MS)


def _request(text: str) -> Request:
    values = json.loads(text)
    lines = tuple(FiledLine(**line) for line in values.pop("lines"))
    return Request(**values, lines=lines)
