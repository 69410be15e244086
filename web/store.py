"""Conversations in the database: created, looked up by token, read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from orders.database import writing
from web.records import Content, Conversation, Item
from web.tables import conversations, items, used_tokens

# Made once: to make a statement costs more than to execute it.
_BY_TOKEN = select(conversations).where(
    conversations.c.token_hash == bindparam("token"), conversations.c.expires_at > bindparam("now")
)
_COUNT_ON = (
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values(last_seq=conversations.c.last_seq + 1)
    .returning(conversations.c.last_seq)
)
_ADD = insert(items)


class TokenUsed(ValueError):
    """This identity token has opened a conversation before."""


@dataclass(frozen=True, slots=True)
class UsedToken:
    """An identity token that is being used up: its name, and when it would have expired (milliseconds)."""

    name: str
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What opens a conversation until `expires_at` (milliseconds), and the identity it was begun with."""

    token: str
    expires_at: int
    identity: UsedToken | None = None


def hashed(secret: str) -> str:
    """The form in which a token is stored; a random token of 256 bits needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ConversationStore:
    """Conversations of one database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def create(self, conversation: Conversation, access: Access, first: Content) -> None:
        """Store a new conversation that begins with `first`.

        The identity token is used up in the same transaction. Raises `TokenUsed` if it was before.
        """
        with writing(self.engine) as connection:
            if access.identity is not None:
                _use_up(connection, access.identity, first.at)
            connection.execute(
                insert(conversations).values(
                    id=conversation.id,
                    token_hash=hashed(access.token),
                    language=conversation.language,
                    customer_id=conversation.customer_id,
                    created_at=first.at,
                    expires_at=access.expires_at,
                    last_seq=0,
                )
            )
            append(connection, conversation.id, first)

    def by_token(self, token: str, at: int) -> Conversation | None:
        """The conversation that `token` opens at `at`, or None."""
        with self.engine.connect() as connection:
            row = connection.execute(_BY_TOKEN, {"token": hashed(token), "now": at}).mappings().first()
        if row is None:
            return None
        return Conversation(id=row["id"], language=row["language"], customer_id=row["customer_id"])

    def renew(self, conversation: Conversation, identity: UsedToken, at: int, expires_at: int) -> bool:
        """Make the conversation its customer's, until `expires_at`; False if it is another's: it ends.

        `conversation.customer_id` is who the identity token names; it is used up. Raises `TokenUsed`.
        """
        mine = conversations.c.id == conversation.id
        with writing(self.engine) as connection:
            _use_up(connection, identity, at)
            query = select(conversations.c.customer_id).where(mine).with_for_update()
            known = connection.execute(query).scalar_one_or_none()
            same = known in (None, conversation.customer_id)
            values = {"customer_id": conversation.customer_id, "expires_at": expires_at}
            change = update(conversations).where(mine)
            connection.execute(change.values(**values) if same else change.values(expires_at=at))
        return same

    def is_open(self, conversation_id: str, at: int) -> bool:
        """Whether there is still such a conversation, and its token opens it at `at`."""
        query = select(conversations.c.id).where(
            conversations.c.id == conversation_id, conversations.c.expires_at > at
        )
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def history(self, conversation_id: str, after: int = 0) -> tuple[Item, ...]:
        """The items of a conversation after `after`, in order."""
        query = (
            select(items)
            .where(items.c.conversation_id == conversation_id, items.c.seq > after)
            .order_by(items.c.seq)
        )
        with self.engine.connect() as connection:
            return tuple(item_of(row) for row in connection.execute(query).mappings())

    def last_seqs(self, conversation_ids: Collection[str]) -> dict[str, int]:
        """The number of the newest item of each of these conversations."""
        query = select(conversations.c.id, conversations.c.last_seq).where(
            conversations.c.id.in_(conversation_ids)
        )
        with self.engine.connect() as connection:
            return {row.id: row.last_seq for row in connection.execute(query)}

    def check(self) -> None:
        """Read something; raises SQLAlchemy's error if the database cannot be reached."""
        with self.engine.connect() as connection:
            connection.execute(select(conversations.c.id).limit(1)).first()


def append(connection: Connection, conversation_id: str, content: Content) -> int:
    """Add an item to a conversation; its number, counted from 1 without gaps."""
    seq: int = connection.execute(_COUNT_ON, {"of": conversation_id}).scalar_one()
    add(connection, conversation_id, seq, content)
    return seq


def add(connection: Connection, conversation_id: str, seq: int, content: Content) -> None:
    """Write an item whose number has been counted already."""
    replies = content.replies
    row = {
        "conversation_id": conversation_id,
        "seq": seq,
        "role": content.role,
        "at": content.at,
        "language": content.language,
        "text": content.text,
        "choice": content.choice,
        "replies": None if replies is None else json.dumps(replies, ensure_ascii=False),
    }
    connection.execute(_ADD, row)


def item_of(row: RowMapping) -> Item:
    """The item that a row of `conversation_items` holds."""
    replies = row["replies"]
    content = Content(
        role=row["role"],
        at=row["at"],
        language=row["language"],
        text=row["text"],
        choice=row["choice"],
        replies=None if replies is None else tuple(json.loads(replies)),
    )
    return Item(row["seq"], content)


def _use_up(connection: Connection, identity: UsedToken, at: int) -> None:
    connection.execute(delete(used_tokens).where(used_tokens.c.expires_at <= at))
    try:
        connection.execute(
            insert(used_tokens).values(token_hash=hashed(identity.name), expires_at=identity.expires_at)
        )
    except IntegrityError as error:
        raise TokenUsed("the identity token has been used before") from error
