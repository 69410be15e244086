"""Hand-overs in the database: one agent at most holds a conversation, and the bot none that a person has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, RowMapping, bindparam, exists, insert, select, update

from orders.database import writing
from web.handover.tables import handovers
from web.languages import spoken_language
from web.records import Block, Content
from web.store import append
from web.tables import conversations

WAITING, TAKEN, ENDED = "waiting", "taken", "ended"
LIVE = (WAITING, TAKEN)
type End = Literal["back", "closed"]
WITH_PERSON = exists().where(handovers.c.conversation_id == bindparam("of"), handovers.c.state.in_(LIVE))
"""Whether the conversation `of` is a person's, for use in a statement."""


class NotYours(RuntimeError):
    """The hand-over has ended, or is another agent's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One hand-over; `brief` is what the bot knew. Instants are milliseconds since 1970."""

    id: int
    conversation_id: str
    state: str
    agent: str | None
    reason: str
    brief: Mapping[str, Any]
    created_at: int
    taken_at: int | None
    ended_at: int | None
    ended: str | None


def begin(
    connection: Connection, conversation_id: str, reason: str, brief: Mapping[str, Any], at: int
) -> int | None:
    """Note that a person is wanted; the hand-over's id, None where it is with a person already."""
    if connection.execute(select(WITH_PERSON), {"of": conversation_id}).scalar_one():
        return None
    row = insert(handovers).values(
        conversation_id=conversation_id,
        state=WAITING,
        reason=reason,
        brief=json.dumps(brief, ensure_ascii=False),
        created_at=at,
    )
    number: int = connection.execute(row.returning(handovers.c.id)).scalar_one()
    return number


def end_by_customer(connection: Connection, conversation_id: str, at: int) -> bool:
    """End the conversation's hand-over, back to the bot; whether it was in one."""
    ended = (
        update(handovers)
        .where(handovers.c.conversation_id == conversation_id, handovers.c.state.in_(LIVE))
        .values(state=ENDED, ended="back", ended_at=at)
    )
    return connection.execute(ended).rowcount > 0


class HandoverStore:
    """The agents' side. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def inbox(self) -> tuple[Handover, ...]:
        """The hand-overs that have not ended, the oldest first."""
        query = select(handovers).where(handovers.c.state.in_(LIVE)).order_by(handovers.c.id)
        with self.engine.connect() as connection:
            return tuple(_of(row) for row in connection.execute(query).mappings())

    def by_id(self, id: int) -> Handover | None:
        """That hand-over, ended or not."""
        with self.engine.connect() as connection:
            row = connection.execute(select(handovers).where(handovers.c.id == id)).mappings().first()
        return None if row is None else _of(row)

    def take(self, id: int, agent: str, at: int, said: Sequence[Block]) -> Handover:
        """Make the hand-over this agent's, telling the customer so by `said`; again changes nothing.

        Raises `NotYours`.
        """
        free = (handovers.c.id == id, handovers.c.state == WAITING)
        with writing(self.engine) as connection:
            taken = update(handovers).where(*free).values(state=TAKEN, agent=agent, taken_at=at)
            news = connection.execute(taken).rowcount > 0
            found = _owned(connection, id, agent)
            if news:
                _append(connection, found, _of_bot(connection, found, at, said))
            return found

    def say(self, id: int, agent: str, text: str, at: int) -> int:
        """What the agent says to the customer; the number of the item. Raises `NotYours`."""
        with writing(self.engine) as connection:
            found = _owned(connection, id, agent)
            language = spoken_language(text) or _language(connection, found)
            said = Content(role="agent", at=at, language=language, text=text)  # type: ignore[arg-type]
            return _append(connection, found, said)

    def end(self, id: int, agent: str, how: End, at: int, said: Sequence[Block]) -> None:
        """Hand back to the bot or close, telling the customer so by `said`. Raises `NotYours`."""
        with writing(self.engine) as connection:
            found = _owned(connection, id, agent)
            mine = (handovers.c.id == id, handovers.c.state == TAKEN, handovers.c.agent == agent)
            ended = update(handovers).where(*mine).values(state=ENDED, ended=how, ended_at=at)
            if connection.execute(ended).rowcount == 0:
                raise NotYours
            _append(connection, found, _of_bot(connection, found, at, said))


def _owned(connection: Connection, id: int, agent: str) -> Handover:
    row = connection.execute(select(handovers).where(handovers.c.id == id)).mappings().first()
    if row is None or row["state"] != TAKEN or row["agent"] != agent:
        raise NotYours
    return _of(row)


def _language(connection: Connection, found: Handover) -> str:
    query = select(conversations.c.language).where(conversations.c.id == found.conversation_id)
    return str(connection.execute(query).scalar_one())


def _append(connection: Connection, found: Handover, content: Content) -> int:
    return append(connection, found.conversation_id, content)


def _of_bot(connection: Connection, found: Handover, at: int, said: Sequence[Block]) -> Content:
    language = _language(connection, found)
    return Content(role="bot", at=at, language=language, replies=tuple(said))  # type: ignore[arg-type]


def _of(row: RowMapping) -> Handover:
    return Handover(**{**row, "brief": json.loads(row["brief"])})
