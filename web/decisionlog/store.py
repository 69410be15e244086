"""The log in the database: written with the reply that says a decision, read in order."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, bindparam, delete, insert, select, update

from web.acts import Act, ActFailed, Doing
from web.decisionlog.chain import FIRST, Head, Line, made, written
from web.decisionlog.tables import decisions, head, heard, keys

ROWS_AT_ONCE = 500
_TOLD: dict[str, type | tuple[type, ...]] = {
    "facts": dict,
    "answer": dict,
    "wording": str,
    "said": list,
    "language": str,
    "model": (str, type(None)),
}
# Made once: to make a statement costs more than to execute it.
_COUNT_ON = update(head).values(last=head.c.last + 1).returning(head.c.last, head.c.hash)
_END = update(head).values(hash=bindparam("end"))
_KEY = select(keys.c.key).where(keys.c.customer_id == bindparam("customer"))
_DECIDED, _HEARD, _NEW_KEY = insert(decisions), insert(heard), insert(keys)


def entry_of(act: Act, order: str | None) -> dict[str, Any]:
    """What a line keeps of a decision: facts, answer, the policy's version, the wording and the model.

    `said` are the wordings that said it, each a `name` with its `values` (older lines have the names
    alone), `order` is a keyed hash, `line` the order's line. Raises `ActFailed` where something is missing
    or of another type.
    """
    for name, kind in _TOLD.items():
        if name not in act.values or not isinstance(act.values[name], kind):
            raise ActFailed(f"a decision without `{name}`")
    entry = {name: act.values[name] for name in _TOLD}
    answer = act.values["answer"]
    version = answer.get("policy_version") if isinstance(answer, dict) else None
    return entry | {"policy_version": version, "order": order, "line": act.values.get("line")}


def note_decision(connection: Connection, doing: Doing, act: Act) -> None:
    """Write the act `decided` as a line of the log. Raises `ActFailed` for one of another shape."""
    end = _take_head(connection)  # first of all: from here on no other line is written
    number = act.values.get("order_number")
    order = _hashed(connection, doing.conversation.customer_id, number) if isinstance(number, str) else None
    line = made(
        end,
        at=doing.at,
        conversation_id=doing.conversation.id,
        seq=doing.seq,
        entry=written(entry_of(act, order)),
    )
    connection.execute(_DECIDED, asdict(line))
    connection.execute(_END, {"end": line.hash})


def note_heard(connection: Connection, doing: Doing, act: Act) -> None:
    """Write the act `heard`. Raises `ActFailed` for one of another shape."""
    intent, confidence = act.values.get("intent"), act.values.get("confidence")
    model, guess = act.values.get("model"), act.values.get("guess")
    shaped = isinstance(intent, str) and isinstance(model, str | None) and isinstance(guess, str | None)
    if not shaped or not isinstance(confidence, float | int | None):
        raise ActFailed("what was heard is of another shape")
    row = {"conversation_id": doing.conversation.id, "seq": doing.seq}
    what = {"model": model, "intent": intent, "guess": guess, "confidence": confidence}
    connection.execute(_HEARD, row | what)


def _take_head(connection: Connection) -> Head:
    """The log's end as it was, now counted one further; the row stays locked until the transaction ends."""
    row = connection.execute(_COUNT_ON).first()
    if row is None:
        raise ActFailed("the log has no end to write after")
    return Head(row.last - 1, row.hash)


def _hashed(connection: Connection, customer_id: str | None, number: str) -> str | None:
    """The order's number, hashed with its customer's key; None for a guest, who has no order."""
    if customer_id is None:
        return None
    key = connection.execute(_KEY, {"customer": customer_id}).scalar_one_or_none()
    if key is None:
        key = secrets.token_hex(32)
        connection.execute(_NEW_KEY, {"customer_id": customer_id, "key": key})
    return hmac.new(bytes.fromhex(key), number.encode(), hashlib.sha256).hexdigest()


def forget_customer(connection: Connection, customer_id: str) -> None:
    """Delete the customer's key: from then on nothing tells which orders the lines were about."""
    connection.execute(delete(keys).where(keys.c.customer_id == customer_id))


class DecisionLog:
    """The log of one database, to be read. Every method may block."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def line(self, number: int) -> Line | None:
        """The line of that number, or None."""
        query = select(decisions).where(decisions.c.id == number)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _line(row)

    def lines(self, since: int = 0) -> Iterator[Line]:
        """The lines written at `since` (milliseconds) or later, in the order of their numbers."""
        query = select(decisions).where(decisions.c.at >= since).order_by(decisions.c.id)
        with self.engine.connect().execution_options(yield_per=ROWS_AT_ONCE) as connection:
            for row in connection.execute(query).mappings():
                yield _line(row)

    def of_conversation(self, conversation_id: str) -> dict[int, list[dict[str, Any]]]:
        """What the lines of that conversation say, in order, by the number of the reply."""
        own = decisions.c.conversation_id == conversation_id
        found: dict[int, list[dict[str, Any]]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(select(decisions).where(own).order_by(decisions.c.id)).mappings():
                found.setdefault(row["seq"], []).append(_line(row).content())
        return found

    def head(self) -> Head:
        """What the log says of its own end."""
        with self.engine.connect() as connection:
            row = connection.execute(select(head)).first()
        return Head(0, FIRST) if row is None else Head(row.last, row.hash)


def _line(row: RowMapping | Mapping[str, Any]) -> Line:
    return Line(**row)
