"""The decision log in real databases: written with the reply, no personal data, never changed unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from databases import KINDS, opened
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from decision import decide, load_policies
from orders.database import writing
from web.acts import Act, ActFailed, Doing
from web.decisionlog.acts import logging_acts
from web.decisionlog.chain import FIRST, Head, faults, made
from web.decisionlog.replay import replay
from web.decisionlog.store import DecisionLog, forget_customer
from web.decisionlog.tables import heard, keys
from web.records import Conversation
from web.tables import conversations

NUMBER = "250-1111111-1111111"
FACTS = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amazon", "status": "shipped"}
POLICIES = load_policies()


@pytest.fixture(params=KINDS)
def engine(request, tmp_path: Path) -> Iterator[Engine]:
    with opened(request.param, tmp_path) as engine:
        with writing(engine) as connection:
            connection.execute(
                insert(conversations),
                [
                    {"id": one, "token_hash": one, "language": "ja", "customer_id": one, "created_at": 1}
                    | {"expires_at": 2, "last_seq": 4}
                    for one in ("c1", "c2")
                ],
            )
        yield engine


def decided(**facts: Any) -> Act:
    given = FACTS | facts
    answer = decide(POLICIES, given).as_json()
    values = {"facts": given, "answer": answer, "wording": "w" * 64, "said": ["amazon.step.shipped"]}
    return Act("decided", values | {"language": "ja", "model": "m1", "order_number": NUMBER, "line": 1})


def log(engine: Engine, *acts: Act, customer: str | None = "c1", at: int = 1000) -> None:
    talk = Conversation(id="c1", language="ja", customer_id=customer)
    doing = Doing(conversation=talk, language="ja", address="", at=at, seq=4)
    with writing(engine) as connection:
        for act in acts:
            logging_acts()[act.name].apply(connection, doing, act)


def faults_of(engine: Engine) -> list[str]:
    log = DecisionLog(engine)
    return list(faults(log.lines(), log.head()))


def tampering(engine: Engine, statement: str) -> None:
    """Changes the log as somebody could who owns the database: without the triggers."""
    with writing(engine) as connection:
        names = (
            ("no_update", "no_delete")
            if connection.dialect.name == "sqlite"
            else ("no_change", "no_emptying")
        )
        for name in names:
            table = "" if connection.dialect.name == "sqlite" else " ON decision_log"
            connection.execute(text(f"DROP TRIGGER IF EXISTS decision_log_{name}{table}"))
        connection.execute(text(statement))


def test_a_line_keeps_what_a_decision_rests_on_and_says_nothing_of_who_it_was_for(engine):
    log(engine, decided())
    line = DecisionLog(engine).line(1)
    content = line.content()
    assert (line.conversation_id, line.seq, line.at) == ("c1", 4, 1000)
    assert content["facts"] == FACTS and content["answer"]["step"] == "refuse_delivery"
    assert content["policy_version"] == POLICIES.latest("amazon").version
    assert (content["model"], content["wording"], content["said"]) == (
        "m1",
        "w" * 64,
        ["amazon.step.shipped"],
    )
    assert len(content["order"]) == 64 and NUMBER not in line.entry


def test_an_order_has_one_hash_for_its_customer_and_another_once_the_key_is_gone(engine):
    log(engine, decided(), decided(status="delivered", opened=False))
    with writing(engine) as connection:
        forget_customer(connection, "c1")
        assert connection.execute(select(keys)).all() == []
    log(engine, decided())
    first, second, third = (line.content()["order"] for line in DecisionLog(engine).lines())
    assert first == second != third
    assert faults_of(engine) == []


def test_a_guest_has_no_order_and_no_key(engine):
    log(engine, decided(), customer=None)
    assert DecisionLog(engine).line(1).content()["order"] is None
    with engine.connect() as connection:
        assert connection.execute(select(keys)).all() == []


def test_what_is_not_committed_leaves_no_gap(engine):
    log(engine, decided())
    with pytest.raises(ActFailed):
        log(engine, decided(), Act("decided", {"facts": FACTS}))
    log(engine, decided())
    assert [line.id for line in DecisionLog(engine).lines()] == [1, 2]
    assert faults_of(engine) == []


@pytest.mark.parametrize("gone", ["facts", "answer", "wording", "said", "language", "model"])
def test_a_decision_that_lacks_something_is_not_said(engine, gone):
    act = decided()
    with pytest.raises(ActFailed, match=f"without `{gone}`"):
        log(engine, Act("decided", {name: value for name, value in act.values.items() if name != gone}))


@pytest.mark.parametrize("statement", ["UPDATE decision_log SET at = 0", "DELETE FROM decision_log"])
def test_the_database_refuses_to_change_a_line(engine, statement):
    log(engine, decided())
    with pytest.raises(DBAPIError, match="append-only"), writing(engine) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE decision_log SET entry = replace(entry, 'refuse_delivery', 'cancel') WHERE id = 2",
            "line 2 was changed",
        ),
        ("UPDATE decision_log SET at = at + 1 WHERE id = 3", "line 3 was changed"),
        ("UPDATE decision_log SET conversation_id = 'c2' WHERE id = 1", "line 1 was changed"),
        ("DELETE FROM decision_log WHERE id = 2", "line 2 is missing"),
        ("DELETE FROM decision_log WHERE id IN (2, 3)", "lines 2 to 3 are missing"),
        ("DELETE FROM decision_log WHERE id = 4", "line 4 is missing"),
        ("DELETE FROM decision_log", "lines 1 to 4 are missing"),
        ("UPDATE decision_log SET id = 9 WHERE id = 4", "lines 4 to 8 are missing"),
        ("UPDATE decision_log_head SET last = 3", "the log's end is noted as line 3"),
    ],
)
def test_a_line_that_was_changed_or_removed_is_found(engine, statement, told):
    log(engine, *(decided() for _ in range(4)))
    assert faults_of(engine) == []
    tampering(engine, statement)
    assert any(fault.startswith(told) for fault in faults_of(engine)), faults_of(engine)


def test_lines_that_changed_places_are_found(engine):
    log(engine, decided(), decided(status="delivered", opened=False), decided())
    tampering(engine, "UPDATE decision_log SET id = CASE id WHEN 1 THEN 12 WHEN 2 THEN 11 ELSE id END")
    tampering(engine, "UPDATE decision_log SET id = id - 10 WHERE id > 10")
    assert {"line 1 was changed", "line 2 was changed"} <= set(faults_of(engine))


def test_what_was_heard_is_kept_with_the_reply_and_goes_with_the_conversation(engine):
    log(engine, Act("heard", {"model": "m1", "intent": "nlu_fallback", "guess": "greet", "confidence": 0.3}))
    with writing(engine) as connection:
        row = connection.execute(select(heard)).one()
        assert tuple(row) == ("c1", 4, "m1", "nlu_fallback", "greet", 0.3)
        connection.execute(text("DELETE FROM conversations WHERE id = 'c1'"))
        assert connection.execute(select(heard)).all() == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"intent": 3},
        {"intent": "x", "model": 1},
        {"intent": "x", "confidence": "y"},
        {"intent": "x", "guess": 2},
    ],
)
def test_what_was_heard_has_a_shape(engine, values):
    with pytest.raises(ActFailed):
        log(engine, Act("heard", values))


ENTRIES = st.lists(
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2).map(json.dumps), min_size=1, max_size=8
)


def chained(entries: list[str]):
    head, lines = Head(0, FIRST), []
    for place, entry in enumerate(entries):
        line = made(head, at=place, conversation_id="c", seq=place, entry=entry)
        head = Head(line.id, line.hash)
        lines.append(line)
    return lines, head


@given(ENTRIES)
def test_what_was_chained_has_no_fault(entries):
    assert list(faults(*chained(entries))) == []


@given(ENTRIES, st.data())
def test_no_order_but_its_own_and_no_part_of_a_log_is_whole(entries, data):
    lines, head = chained(entries)
    others = data.draw(
        st.lists(st.sampled_from(lines), max_size=len(lines) + 1).filter(lambda some: some != lines)
    )
    assert list(faults(others, head)) != []


@given(ENTRIES)
def test_a_whole_log_made_anew_does_not_have_the_end_that_was_noted(entries):
    _, noted = chained(entries)
    lines, head = chained([*entries[:-1], entries[-1] + " "])
    assert not list(faults(lines, head))
    assert list(faults(lines, head, noted)) == [f"line {noted.last} is not the one that was noted"]


def test_on_the_same_versions_nothing_differs(engine):
    log(engine, *(decided(status=status) for status in ("unshipped", "shipped", "preparing", "cancelled")))
    replayed = list(replay(POLICIES, DecisionLog(engine).lines()))
    assert len(replayed) == 4
    assert all(one.same_version and not one.changes for one in replayed)


def test_only_what_was_decided_since_is_replayed(engine):
    log(engine, decided(), at=1000)
    log(engine, decided(), at=2000)
    assert [line.id for line in DecisionLog(engine).lines(since=2000)] == [2]


def test_conversations_that_are_answered_at_once_make_one_chain(engine):
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(log, engine, decided(), at=number) for number in range(24)]:
            done.result()
    assert [line.id for line in DecisionLog(engine).lines()] == list(range(1, 25))
    assert faults_of(engine) == []
