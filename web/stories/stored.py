"""A conversation as it lies in the database: what was said and decided in it, and its customer's orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, select

from decision import Policies
from orders.model import Order
from orders.problems import RowError
from orders.store import OrderStore
from web.decisionlog.store import DecisionLog
from web.decisionlog.tables import heard
from web.handover.orders import kept_orders
from web.records import Item
from web.store import ConversationStore
from web.tables import conversations, items


class NotThere(LookupError):
    """There is no such conversation, or nothing that a customer said in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A conversation of the database. Its customer's orders are as when a person was wanted, or else as now.

    `decided` has, by the number of the bot's item, the log's entries of the steps shown in it, in order.
    `other_model`: a message was understood by another model than the newest message of all.
    """

    id: str
    customer: str | None
    items: Sequence[Item]
    orders: Sequence[Order]
    decided: Mapping[int, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    other_model: bool = False


def read(engine: Engine, conversation_id: str, policies: Policies) -> Stored:
    """The conversation. Raises `NotThere`."""
    with engine.connect() as connection:
        row = connection.execute(select(conversations).where(conversations.c.id == conversation_id)).first()
        if row is None:
            raise NotThere("there is none with this id")
        other_model = _other_model(connection, conversation_id)
        kept = _kept(connection, conversation_id, row.customer_id, policies)
    said = ConversationStore(engine).history(conversation_id)
    if not any(item.content.role == "customer" for item in said):
        raise NotThere("it has no message of a customer")
    return Stored(
        id=conversation_id,
        customer=row.customer_id,
        items=said,
        orders=OrderStore(engine).of_customer(row.customer_id) if kept is None else kept,
        decided=DecisionLog(engine).of_conversation(conversation_id),
        other_model=other_model,
    )


def _kept(
    connection: Connection, conversation_id: str, customer_id: str | None, policies: Policies
) -> tuple[Order, ...] | None:
    """The orders that a guest has (none), or that were noted; None where those of today must do."""
    if customer_id is None:
        return ()
    try:
        return kept_orders(connection, conversation_id, customer_id, policies)
    except RowError:
        return None


def _other_model(connection: Connection, conversation_id: str) -> bool:
    """Whether a message of the conversation was read by another model than the newest of all messages."""
    own = heard.c.conversation_id == conversation_id
    models = set(connection.execute(select(heard.c.model).where(own).distinct()).scalars())
    same = (items.c.conversation_id == heard.c.conversation_id) & (items.c.seq == heard.c.seq)
    newest = select(heard.c.model).join(items, same).order_by(items.c.at.desc()).limit(1)
    return bool(models - {connection.execute(newest).scalar_one_or_none()})
