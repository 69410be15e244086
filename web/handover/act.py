"""The act `hand_over`: the conversation is a person's, and the shop's own systems are told by webhook."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from web.acts import Act, ActFailed, Doing
from web.handover.orders import keep_orders
from web.handover.store import begin
from web.outbox.store import Letter, put
from web.store import item_of
from web.tables import items

NAME, WEBHOOK = "hand_over", "webhook"
REASONS = ("asked", "not_understood", "contact_support")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Does the act; `tells` says whether the shop is told by webhook."""

    tells: bool

    async def refusal(self, doing: Doing, act: Act) -> str | None:
        """Nothing speaks against it."""
        del doing, act
        return None

    def apply(self, connection: Connection, doing: Doing, act: Act) -> None:
        """Note the hand-over, with what is to be told, in the transaction that stores the reply."""
        reason = str(act.values.get("reason"))
        brief = act.values.get("brief")
        if reason not in REASONS or not isinstance(brief, dict):
            raise ActFailed("a hand-over without a reason or a brief")
        conversation = doing.conversation
        number = begin(connection, conversation.id, reason, brief, doing.at)
        if number is not None and conversation.customer_id is not None:
            keep_orders(connection, number, conversation.customer_id)
        if number is not None and self.tells:
            told = {
                "handover": number,
                "conversation": conversation.id,
                "customer": conversation.customer_id,
                "language": doing.language,
                "reason": reason,
                "at": doing.at,
                **brief,
                "transcript": _transcript(connection, conversation.id),
            }
            letter = Letter(
                kind=WEBHOOK, key=f"handover/{number}", payload=told, conversation_id=conversation.id
            )
            put(connection, letter, doing.at)


def _transcript(connection: Connection, conversation_id: str) -> list[dict[str, object]]:
    query = select(items).where(items.c.conversation_id == conversation_id).order_by(items.c.seq)
    found = [item_of(row).as_json() for row in connection.execute(query).mappings()]
    loaded: list[dict[str, object]] = json.loads(json.dumps(found))
    return loaded
