"""A shop with a past: conversations, decisions and orders written straight into the tables."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from orders.database import connect, writing
from orders.keys import keys_of
from orders.tables import lines, orders
from web.decisionlog.tables import decisions, head, heard
from web.moments import milliseconds
from web.store import hashed
from web.tables import conversations, items, submissions

TURNS = 6
AT_ONCE = 5_000
FIRST_ITEM = 2  # after the greeting
Row = dict[str, Any]


def fill(url: str, conversation_count: int, order_count: int) -> None:
    """Conversations of `TURNS` turns each, with what goes with them, and orders, ten customers to each."""
    engine, at = connect(url), milliseconds()
    ids = [str(uuid.UUID(int=number + 1)) for number in range(conversation_count)]
    makers: dict[Any, Callable[[], Iterator[Row]]] = {
        conversations: lambda: (_conversation(number, one, at) for number, one in enumerate(ids)),
        items: lambda: (row for one in ids for row in _items(one, at)),
        submissions: lambda: (row for one in ids for row in _submissions(one)),
        heard: lambda: (row for one in ids for row in _heard(one)),
        orders: lambda: (_order(number) for number in range(order_count)),
        lines: lambda: (_line(number) for number in range(order_count)),
    }
    for table, rows in makers.items():
        for some in batched(rows(), AT_ONCE):
            with writing(engine) as connection:
                connection.execute(insert(table), list(some))
    with writing(engine) as connection:
        _decide(connection, ids, at)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _conversation(number: int, one: str, at: int) -> Row:
    return {
        "id": one,
        "token_hash": hashed(one),
        "language": "ja",
        "customer_id": f"past-{number // 2}",
        "created_at": at,
        "expires_at": at + 30 * 86_400_000,
        "last_seq": 2 * TURNS + 1,
    }


def _items(one: str, at: int) -> Iterator[Row]:
    for seq in range(1, 2 * TURNS + 2):
        said = {"text": "キャンセルしたい" * 5, "replies": None, "role": "customer"}
        answer = {
            "text": None,
            "replies": '[{"type": "text", "text": "' + "答え" * 200 + '"}]',
            "role": "bot",
        }
        what = said if seq % 2 == 0 else answer
        yield {"conversation_id": one, "seq": seq, "at": at, "language": "ja", "choice": None, **what}


def _submissions(one: str) -> Iterator[Row]:
    for turn in range(TURNS):
        row = {"client_message_id": str(uuid.UUID(int=turn)), "body_hash": "0" * 64}
        yield {"conversation_id": one, "answer_seq": FIRST_ITEM + 2 * turn + 1, **row}


def _heard(one: str) -> Iterator[Row]:
    for turn in range(TURNS):
        row = {"model": "m", "intent": "cancel_order", "guess": "cancel_order", "confidence": 0.9}
        yield {"conversation_id": one, "seq": FIRST_ITEM + 2 * turn + 1, **row}


def _decide(connection: Connection, ids: list[str], at: int) -> None:
    """A line of the log for each conversation; the chain is not that of real lines, and nobody asks here."""
    entry = '{"facts": {"goal": "cancel"}, "answer": {"step": "wait"}}' + " " * 2_000
    known: int = connection.execute(select(head.c.last)).scalar_one()
    for some in batched(enumerate(ids, start=known + 1), AT_ONCE):
        rows = [
            {
                "id": number,
                "at": at,
                "conversation_id": one,
                "seq": FIRST_ITEM + 1,
                "entry": entry,
                "previous": f"{number - 1:064}",
                "hash": f"{number:064}",
            }
            for number, one in some
        ]
        connection.execute(insert(decisions), rows)
    connection.execute(update(head).values(last=known + len(ids), hash=f"{known + len(ids):064}"))


def _order(number: int) -> Row:
    name = f"251-{number:07}-0000000"
    exact, loose = keys_of(name)
    keys = {"number_key": exact, "loose_key": loose, "order_number": name}
    return {
        **keys,
        "demo": False,
        "customer_id": f"past-{number // 10}",
        "policy": "amazon",
        "status": "shipped",
    }


def _line(number: int) -> Row:
    key = keys_of(f"251-{number:07}-0000000").exact
    return {"number_key": key, "number": 1, "title": "Earphones", "quantity": 1, "status": "shipped"}


def remember(tracker: Path, conversation_count: int) -> None:
    """The bot's memory of one conversation in that file, as that of as many others."""
    columns = "type_name, timestamp, intent_name, action_name, data"
    with sqlite3.connect(tracker, timeout=60) as connection:
        known = connection.execute(f"SELECT {columns} FROM events ORDER BY id").fetchall()
        for some in batched(range(conversation_count), 500):
            rows = [(str(uuid.UUID(int=number + 1)), *row) for number in some for row in known]
            connection.executemany(
                f"INSERT INTO events (sender_id, {columns}) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
            connection.commit()
    connection.close()
