"""What is removed is removed everywhere, and only a line without personal data says so."""

from __future__ import annotations

import pytest
from databases import KINDS, opened
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from typer.testing import CliRunner

from orders.database import connect, writing
from orders.store import OrderStore
from torikeshi.commands import app
from web.codes.secret import CodeKey
from web.codes.store import Codes
from web.erasing.eraser import AGAIN, Eraser
from web.erasing.tracker import Tracker
from web.outbox.store import Letter, Outbox, put
from web.outbox.worker import Worker
from web.records import Content, Conversation
from web.store import Access, ConversationStore, append

DAY = 86_400_000
AT = 100 * DAY
EVENTS = "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), timestamp FLOAT, data TEXT)"
SECRET = "ひみつ"


@pytest.fixture(params=KINDS)
def eraser(request, tmp_path):
    tracker = f"sqlite:///{tmp_path / 'tracker.db'}"
    engine = connect(tracker)
    with engine.begin() as connection:
        connection.execute(text(EVENTS))
    engine.dispose()
    with opened(request.param, tmp_path) as engine:
        yield Eraser(engine, Tracker(tracker), b"k" * 32)


def converse(eraser, name, customer=None, at=AT):
    """A conversation with everything that there can be of one."""
    access = Access(token=name, expires_at=at + 1000 * DAY)
    first = Content(role="bot", at=at, language="ja", replies=())
    ConversationStore(eraser.engine).create(
        Conversation(id=name, language="ja", customer_id=customer), access, first
    )
    with writing(eraser.engine) as connection:
        append(connection, name, Content(role="customer", at=at, language="ja", text=SECRET))
        Codes(eraser.engine, CodeKey(b"k")).ask(connection, name, "250-1111111-1111111", "ja", at)
        connection.execute(text(f"INSERT INTO opened_orders VALUES ('{name}', '250-1111111-1111111', {at})"))
        put(connection, Letter(kind="mail", key=name, payload={"x": SECRET}, conversation_id=name), at)
        connection.execute(text(f"INSERT INTO submissions VALUES ('{name}', 'm', '{'0' * 64}', 1)"))
    remember(eraser, name, at)


def remember(eraser, name, at):
    with connect(eraser.tracker._url).begin() as connection:
        values = {"s": name, "t": at / 1000, "d": SECRET}
        connection.execute(
            text("INSERT INTO events (sender_id, timestamp, data) VALUES (:s, :t, :d)"), values
        )


def remembered(eraser):
    with connect(eraser.tracker._url).connect() as connection:
        return set(connection.execute(text("SELECT sender_id FROM events")).scalars())


def left(eraser):
    """The conversations of which anything is left, by table; the outbox's own errands are none of them."""
    found = {}
    with eraser.engine.connect() as connection:
        for table in inspect(eraser.engine).get_table_names():
            names = [column["name"] for column in inspect(eraser.engine).get_columns(table)]
            if "conversation_id" in names:
                query = text(f"SELECT conversation_id FROM {table} WHERE conversation_id IS NOT NULL")
                found[table] = set(connection.execute(query).scalars())
        found["conversations"] = set(connection.execute(text("SELECT id FROM conversations")).scalars())
    return {table: ids for table, ids in found.items() if ids}


def audit(eraser):
    with eraser.engine.connect() as connection:
        return connection.execute(text("SELECT at, act, subject, count FROM audit ORDER BY id")).all()


def test_a_conversation_is_erased_from_every_table_and_the_bots_memory(eraser):
    converse(eraser, "a")
    converse(eraser, "b")
    assert {"mail_codes", "opened_orders", "outbox", "submissions", "conversation_items"} <= left(
        eraser
    ).keys()
    eraser.conversation("a", AT)
    assert set().union(*left(eraser).values()) == {"b"}
    assert remembered(eraser) == {"b"}


def test_what_a_turn_under_way_still_wrote_is_forgotten_a_minute_later(eraser):
    converse(eraser, "a")
    eraser.conversation("a", AT)
    remember(eraser, "a", AT)
    worker = Worker(Outbox(eraser.engine), {"forget": eraser.forget})
    assert Outbox(eraser.engine).take("forget", AT + AGAIN - 1) is None
    assert worker.send_one("forget")
    assert remembered(eraser) == set()


def test_a_customer_is_erased_with_all_conversations_and_those_that_a_code_opened_for_their_order(
    eraser, tmp_path
):
    file = tmp_path / "orders.csv"
    file.write_text("order_number,customer_id,policy,status,title\n250-1111111-1111111,c1,amazon,shipped,X\n")
    OrderStore(eraser.engine).import_file(file)
    for name, customer in (("a", "c1"), ("b", "c2"), ("guest", None)):
        converse(eraser, name, customer)
    with writing(eraser.engine) as connection:
        connection.execute(text("DELETE FROM opened_orders WHERE conversation_id = 'b'"))
    assert eraser.customer("c1", AT) == 2
    assert set().union(*left(eraser).values()) == {"b"}
    assert len(OrderStore(eraser.engine).of_customer("c1")) == 1


def test_the_audit_says_what_was_done_and_nothing_of_whom(eraser):
    converse(eraser, "a", "customer-1")
    eraser.conversation("a", AT)
    eraser.customer("customer-1", AT + 1)
    lines = audit(eraser)
    assert [(line.at, line.act, line.count) for line in lines] == [
        (AT, "conversation_erased", 1),
        (AT + 1, "customer_erased", 0),
    ]
    assert lines[1].subject == eraser.subject("customer_erased", "customer-1")
    assert "customer-1" not in str(lines) and Eraser(eraser.engine, eraser.tracker, b"x").subject(
        "customer_erased", "customer-1"
    ) not in str(lines)


@pytest.mark.parametrize("change", ["UPDATE audit SET count = 7", "DELETE FROM audit"])
def test_the_database_itself_keeps_the_audit_from_being_changed(eraser, change):
    eraser.customer("c", AT)
    with pytest.raises(DatabaseError, match="only added"), writing(eraser.engine) as connection:
        connection.execute(text(change))
    assert len(audit(eraser)) == 1


def test_a_sweep_removes_what_is_old_and_keeps_what_is_not(eraser):
    converse(eraser, "old", at=AT - 31 * DAY)
    converse(eraser, "spoken", at=AT - 31 * DAY)
    with writing(eraser.engine) as connection:
        append(connection, "spoken", Content(role="customer", at=AT - 30 * DAY, language="ja", text="x"))
    converse(eraser, "new")
    assert eraser.sweep(30, AT) == 1
    assert left(eraser)["conversations"] == {"spoken", "new"}
    assert "old" not in remembered(eraser) and "new" in remembered(eraser)
    assert [(line.act, line.subject, line.count) for line in audit(eraser)] == [("swept", None, 1)]


def test_a_sweep_of_many_takes_them_all_and_a_second_one_nothing(eraser, monkeypatch):
    monkeypatch.setattr("web.erasing.eraser.AT_ONCE", 2)
    for n in range(5):
        converse(eraser, f"old{n}", at=AT - 31 * DAY)
    assert (eraser.sweep(30, AT), eraser.sweep(30, AT)) == (5, 0)
    assert "conversations" not in left(eraser)


def test_a_sweep_removes_what_was_sent_long_ago_and_identity_tokens_that_have_expired(eraser):
    with writing(eraser.engine) as connection:
        put(connection, Letter(kind="webhook", key="old", payload={}), AT - 40 * DAY)
        put(connection, Letter(kind="webhook", key="new", payload={}), AT)
        for name, until in (("past", AT), ("good", AT + 1)):
            connection.execute(text(f"INSERT INTO used_identity_tokens VALUES ('{name}', {until})"))
    eraser.sweep(30, AT)
    with eraser.engine.connect() as connection:
        assert connection.execute(text("SELECT key FROM outbox")).scalars().all() == ["new"]
        assert connection.execute(text("SELECT token_hash FROM used_identity_tokens")).scalars().all() == [
            "good"
        ]


def test_a_bot_that_remembers_nothing_yet_is_no_obstacle(tmp_path):
    url = f"sqlite:///{tmp_path / 'none.db'}"
    with opened("sqlite", tmp_path) as engine:
        eraser = Eraser(engine, Tracker(url), b"k")
        eraser.conversation("a", AT)
        assert eraser.sweep(1, AT) == 0
    assert not (tmp_path / "none.db").exists()


def test_the_command_line_erases_and_sweeps(open_shop, monkeypatch):
    shop = open_shop()
    token = shop.http.post("/demo/token", json={"customer": "customer-a"}).json()["token"]
    shop.begin(identity=token)
    monkeypatch.setenv("TORIKESHI_DATABASE_URL", shop.settings.database_url)
    monkeypatch.setenv("TORIKESHI_VAR", str(shop.settings.var))
    erased = CliRunner().invoke(app, ["erase", "--customer", "customer-a"])
    assert erased.stdout == "1 conversations erased\n"
    assert CliRunner().invoke(app, ["sweep"]).stdout == "0 conversations removed\n"


def test_what_was_filed_for_a_customer_is_erased_with_them(eraser):
    with writing(eraser.engine) as connection:
        for key, customer in (("a", "c1"), ("b", "c2")):
            values = f"'{key}', 'n', '{customer}', 'pending', '{{}}', 'then', {AT}, 1, NULL"
            connection.execute(text(f"INSERT INTO cancellation_filings VALUES ({values})"))
    eraser.customer("c1", AT)
    with eraser.engine.connect() as connection:
        assert connection.execute(text("SELECT key FROM cancellation_filings")).scalars().all() == ["b"]
