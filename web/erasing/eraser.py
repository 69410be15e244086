"""Removes conversations from everywhere, and notes that it did."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, exists, select

from orders.database import writing
from orders.tables import filings, orders
from web.audit import note
from web.codes.tables import opened_orders
from web.decisionlog.store import forget_customer
from web.erasing.tracker import Tracker
from web.outbox.store import Letter, Row, put
from web.outbox.tables import outbox
from web.tables import conversations, items, used_tokens

KIND = "forget"
"""Of the outbox's letters that have the bot forget conversations."""
AGAIN = 60_000
"""Milliseconds until the bot forgets once more: a turn under way may have written after the first time."""
AT_ONCE = 200
"""Conversations that are removed in one transaction."""
CONVERSATION, CUSTOMER, SWEPT = "conversation_erased", "customer_erased", "swept"


@dataclass(frozen=True)
class Eraser:
    """Removes conversations; `key` makes the hashes of the audit. Every method may block."""

    engine: Engine
    tracker: Tracker
    key: bytes

    def conversation(self, conversation_id: str, at: int) -> None:
        """Remove that conversation; its token opens nothing from now on."""
        with writing(self.engine) as connection:
            self._remove(connection, [conversation_id], at)
            self._note(connection, CONVERSATION, conversation_id, 1, at)
        self.tracker.forget([conversation_id])

    def customer(self, customer_id: str, at: int) -> int:
        """Remove the customer's conversations, and those where a code opened an order of theirs; how many.

        What was filed for them with the shop is forgotten; the orders are the shop's own records and stay.
        """
        theirs = select(orders.c.order_number).where(orders.c.customer_id == customer_id)
        opened = select(opened_orders.c.conversation_id).where(opened_orders.c.order_number.in_(theirs))
        own = select(conversations.c.id).where(conversations.c.customer_id == customer_id)
        both = own.union(opened)  # for an OR, PostgreSQL would read all conversations
        with writing(self.engine) as connection:
            ids = connection.execute(both).scalars().all()
            self._remove(connection, ids, at)
            forget_customer(connection, customer_id)
            connection.execute(delete(filings).where(filings.c.customer_id == customer_id))
            self._note(connection, CUSTOMER, customer_id, len(ids), at)
        self.tracker.forget(ids)
        return len(ids)

    def sweep(self, days: int, at: int) -> int:
        """Remove the conversations in which nothing was said for so many days, and what is past."""
        before, count = at - days * 86_400_000, 0
        while ids := self._sweep_some(before, at):
            self.tracker.forget(ids)
            count += len(ids)
        self.tracker.sweep(before)
        with writing(self.engine) as connection:
            connection.execute(delete(used_tokens).where(used_tokens.c.expires_at <= at))
            connection.execute(delete(outbox).where(outbox.c.created_at < before))
            if count:
                self._note(connection, SWEPT, None, count, at)
        return count

    def forget(self, row: Row) -> None:
        """The outbox's handler: the bot forgets these conversations, once more."""
        self.tracker.forget([str(one) for one in row.letter.payload["conversations"]])

    def _sweep_some(self, before: int, at: int) -> Sequence[str]:
        heard = exists().where(items.c.conversation_id == conversations.c.id, items.c.at >= before)
        query = select(conversations.c.id).where(conversations.c.created_at < before, ~heard).limit(AT_ONCE)
        with writing(self.engine) as connection:
            ids = connection.execute(query).scalars().all()
            self._remove(connection, ids, at)
        return ids

    def _remove(self, connection: Connection, ids: Sequence[str], at: int) -> None:
        """With a conversation everything goes that refers to it."""
        connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
        if ids:
            letter = Letter(kind=KIND, key=f"forget:{ids[0]}:{at}", payload={"conversations": list(ids)})
            put(connection, letter, at, not_before=at + AGAIN)

    def _note(self, connection: Connection, act: str, subject: str | None, count: int, at: int) -> None:
        hashed = None if subject is None else self.subject(act, subject)
        note(connection, at, None, act, hashed, count)

    def subject(self, act: str, subject: str) -> str:
        """The form in which the audit names whom or what an act was about."""
        return hmac.new(self.key, f"{act}\0{subject}".encode(), hashlib.sha256).hexdigest()
