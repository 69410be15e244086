"""Codes in the database: asked for, mailed, tried. Nothing here looks whether there is such an order."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, RowMapping, bindparam, exists, insert, select, update

from orders.database import writing
from web.codes.secret import CodeKey
from web.codes.tables import codes, opened_orders
from web.outbox.store import Letter, put
from web.records import Language

KIND = "code"
"""Of the outbox's letters that ask for a code to be mailed."""
LIFETIME = 10 * 60 * 1000
"""Milliseconds."""
MOST_TRIES = 5
REMEMBERED = 24 * 60 * 60 * 1000
"""For so long are digits taken for a code that came too late."""
FIRST_PAUSE, FURTHER_PAUSE = 300, 1200
"""Milliseconds until a code is mailed: after the reply, whose time must say nothing of that work."""
# Made once: to make a statement costs more than to execute it.
_OPENED = (
    select(opened_orders.c.order_number)
    .where(opened_orders.c.conversation_id == bindparam("of"))
    .order_by(opened_orders.c.opened_at, opened_orders.c.order_number)
)
HAS_OPENED = exists().where(opened_orders.c.conversation_id == bindparam("of"))
"""Whether codes have opened any order in the conversation `of`, for use in a statement."""
_NEWEST = (
    select(codes)
    .where(codes.c.conversation_id == bindparam("of"))
    .order_by(codes.c.created_at.desc(), codes.c.id)
    .limit(1)
)
OPENED, WRONG, EXPIRED, TOO_OFTEN = "opened", "wrong", "expired", "too_often"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that was asked for."""

    id: str
    order_number: str
    language: Language
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a try: the order's number if it was opened, else how many tries are left."""

    kind: str
    order_number: str | None = None
    left: int = 0


class Codes:
    """The codes of one database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine, key: CodeKey) -> None:
        self._engine, self._key = engine, key

    def ask(
        self, connection: Connection, conversation_id: str, number: str, language: Language, at: int
    ) -> None:
        """Note a code for the order of that number, to be mailed. The one before counts no more."""
        code_id = str(uuid4())
        connection.execute(
            insert(codes).values(
                id=code_id,
                conversation_id=conversation_id,
                order_number=number,
                language=language,
                code_hash=self._key.hashed(code_id, self._key.digits(code_id)),
                tries=0,
                created_at=at,
                expires_at=at + LIFETIME,
            )
        )
        letter = Letter(
            kind=KIND, key=f"code:{code_id}", payload={"code": code_id}, conversation_id=conversation_id
        )
        put(connection, letter, at, not_before=at + FIRST_PAUSE + UUID(code_id).int % FURTHER_PAUSE)

    def find(self, code_id: str) -> Code | None:
        """The code of that id."""
        with self._engine.connect() as connection:
            row = connection.execute(select(codes).where(codes.c.id == code_id)).mappings().first()
        if row is None:
            return None
        names = ("id", "order_number", "language", "expires_at")
        return Code(**{name: row[name] for name in names})

    def digits(self, code: Code) -> str:
        """What the customer has to type."""
        return self._key.digits(code.id)

    def mailed(self, code: Code, order_number: str | None) -> None:
        """Note the order that the code opens from now on, if any."""
        with writing(self._engine) as connection:
            connection.execute(update(codes).where(codes.c.id == code.id).values(opens=order_number))

    def awaits(self, conversation_id: str, digits: str, at: int) -> bool:
        """Whether these digits are to be taken for a code in that conversation."""
        with self._engine.connect() as connection:
            row = _newest(connection, conversation_id)
        if row is None or row["created_at"] + REMEMBERED <= at:
            return False
        return row["used_at"] is None or self._key.same(row["id"], row["code_hash"], digits)

    def attempt(self, conversation_id: str, digits: str, at: int) -> Outcome:
        """Try these digits; each try counts, right or wrong, but the right ones may come again."""
        with writing(self._engine) as connection:
            row = _newest(connection, conversation_id, lock=True)
            if row is None or row["expires_at"] <= at:
                return Outcome(kind=EXPIRED)
            if row["tries"] >= MOST_TRIES and row["used_at"] is None:
                return Outcome(kind=TOO_OFTEN)
            tries = row["tries"] + 1
            connection.execute(update(codes).where(codes.c.id == row["id"]).values(tries=tries))
            right = self._key.same(row["id"], row["code_hash"], digits)
            if right and row["opens"] is not None:
                return _open(connection, conversation_id, row, at)
        left = MOST_TRIES - tries
        return Outcome(kind=WRONG, left=left) if left > 0 else Outcome(kind=TOO_OFTEN)


def opened_in(connection: Connection, conversation_id: str) -> tuple[str, ...]:
    """The numbers of the orders that codes have opened in that conversation, the first one first."""
    return tuple(connection.execute(_OPENED, {"of": conversation_id}).scalars())


def _newest(connection: Connection, conversation_id: str, *, lock: bool = False) -> RowMapping | None:
    query = _NEWEST.with_for_update() if lock else _NEWEST
    return connection.execute(query, {"of": conversation_id}).mappings().first()


def _open(connection: Connection, conversation_id: str, row: RowMapping, at: int) -> Outcome:
    number: str = row["opens"]
    connection.execute(update(codes).where(codes.c.id == row["id"]).values(used_at=at))
    known = select(opened_orders).where(
        opened_orders.c.conversation_id == conversation_id, opened_orders.c.order_number == number
    )
    if connection.execute(known).first() is None:
        connection.execute(
            insert(opened_orders).values(conversation_id=conversation_id, order_number=number, opened_at=at)
        )
    return Outcome(kind=OPENED, order_number=number)
