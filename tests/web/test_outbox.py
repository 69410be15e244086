"""The outbox: nothing that was put in is lost, nothing of one key is put in twice, all of it is visible."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from databases import KINDS, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import eventually
from sqlalchemy import text
from typer.testing import CliRunner

from orders.database import connect, writing
from torikeshi.commands import app
from web.moments import milliseconds
from web.outbox.store import (
    DEAD,
    DONE,
    FIRST_PAUSE,
    LEASE,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    WAITING,
    Letter,
    Outbox,
    put,
)
from web.outbox.worker import NotDelivered, Worker

AT = 1_000_000


@pytest.fixture(params=KINDS)
def outbox(request, tmp_path):
    with opened(request.param, tmp_path) as engine:
        yield Outbox(engine)


def put_in(outbox, *keys, kind="mail", at=AT, **more):
    with writing(outbox.engine) as connection:
        for key in keys:
            put(connection, Letter(kind=kind, key=key, payload={"to": key}), at, **more)


def sent_by(outbox, kind="mail", failing=()):
    """Sends all that is due now; the keys in their order."""
    keys = []

    def deliver(row):
        keys.append(row.letter.key)
        if row.letter.key in failing:
            raise NotDelivered("refused", for_good=row.letter.key == "hopeless")

    worker = Worker(outbox, {kind: deliver})
    while worker.send_one(kind):
        pass
    return keys


def test_what_was_put_in_first_is_sent_first_and_once(outbox):
    put_in(outbox, "a", "b")
    assert sent_by(outbox) == ["a", "b"]
    assert sent_by(outbox) == []
    assert outbox.counts() == {("mail", DONE): 2}


def test_a_second_letter_of_one_key_is_none(outbox):
    put_in(outbox, "a")
    put_in(outbox, "a", "a")
    assert sent_by(outbox) == ["a"]
    put_in(outbox, "a")
    assert sent_by(outbox) == []


def test_what_is_put_in_by_a_transaction_that_fails_is_never_sent(outbox):
    with pytest.raises(ZeroDivisionError), writing(outbox.engine) as connection:
        put(connection, Letter(kind="mail", key="a", payload={}), AT)
        raise ZeroDivisionError
    assert sent_by(outbox) == []


def test_what_is_for_later_waits_until_then(outbox):
    put_in(outbox, "a", not_before=AT + 10)
    assert outbox.take("mail", AT + 9) is None
    assert outbox.take("mail", AT + 10).letter.key == "a"


def test_each_kind_has_its_own_queue(outbox):
    put_in(outbox, "a", kind="webhook")
    assert outbox.take("mail", AT) is None
    assert outbox.take("webhook", AT).letter.payload == {"to": "a"}


def test_what_a_worker_took_and_never_marked_is_taken_again_after_the_lease(outbox):
    put_in(outbox, "a")
    first = outbox.take("mail", AT)
    assert outbox.take("mail", AT + LEASE - 1) is None
    second = outbox.take("mail", AT + LEASE)
    assert (first.attempts, second.attempts, first.id) == (1, 2, second.id)


def test_whoever_has_lost_a_row_marks_nothing(outbox):
    put_in(outbox, "a")
    first = outbox.take("mail", AT)
    outbox.take("mail", AT + LEASE)
    outbox.done(first, AT + LEASE)
    assert outbox.counts() == {("mail", WAITING): 1}


def test_of_many_workers_each_row_is_taken_by_one(outbox):
    put_in(outbox, *(str(n) for n in range(20)))
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: outbox.take("mail", AT), range(30)))
    keys = [row.letter.key for row in taken if row is not None]
    assert len(keys) == len(set(keys))
    assert len(keys) == 20


def test_what_fails_is_tried_again_with_growing_pauses_and_then_given_up(outbox):
    put_in(outbox, "a")
    at, pauses = AT, []
    for _ in range(MOST_ATTEMPTS):
        row = outbox.take("mail", at)
        outbox.failed(row, at, "refused")
        due = next_at(outbox)
        pauses.append(due - at)
        at = due
    assert outbox.take("mail", at) is None
    assert outbox.counts() == {("mail", DEAD): 1}
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses == sorted(pauses) and max(pauses) == LONGEST_PAUSE


def next_at(outbox):
    with outbox.engine.connect() as connection:
        return connection.execute(text("SELECT next_at FROM outbox")).scalar_one()


def test_what_is_hopeless_is_given_up_at_once(outbox):
    put_in(outbox, "hopeless", "a")
    assert sent_by(outbox, failing=("hopeless",)) == ["hopeless", "a"]
    (row,) = outbox.dead()
    assert (row.letter.key, row.last_error) == ("hopeless", "refused")


def test_what_was_given_up_can_be_tried_again(outbox):
    put_in(outbox, "hopeless")
    sent_by(outbox, failing=("hopeless",))
    assert outbox.retry(AT, outbox.dead()[0].id) == 1
    assert sent_by(outbox) == ["hopeless"]
    assert outbox.dead() == ()
    assert outbox.retry(AT) == 0


def test_a_defect_of_a_handler_is_noted_by_its_type_alone(outbox):
    def deliver(_row):
        raise ValueError("taro@example.com")

    put_in(outbox, "a")
    Worker(outbox, {"mail": deliver}).send_one("mail")
    with outbox.engine.connect() as connection:
        assert connection.execute(text("SELECT last_error FROM outbox")).scalar_one() == "ValueError"


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["take", "crash", "sent", "fail"]), max_size=25))
def test_whatever_happens_a_letter_is_sent_given_up_or_still_waiting(tmp_path_factory, events):
    """Takes, crashes, failures and marks in any order: never lost, and done only after somebody sent it."""
    with opened("sqlite", tmp_path_factory.mktemp("outbox")) as engine:
        outbox, at, held, sent = Outbox(engine), AT, None, 0
        put_in(outbox, "a")
        for event in events:
            at += LEASE + LONGEST_PAUSE
            if event == "take":
                held = outbox.take("mail", at) or held
            elif held is not None and event == "sent":
                sent += 1
                outbox.done(held, at)
            elif held is not None and event == "fail":
                outbox.failed(held, at, "x")
            elif event == "crash":
                held = None
        (((_, state), count),) = outbox.counts().items()
        assert count == 1
        assert state != DONE or sent
        assert state in (DONE, DEAD) or outbox.take("mail", at + LEASE + LONGEST_PAUSE)


def test_the_gateway_counts_what_lies_in_the_outbox(shop):
    outbox = Outbox(gateway_engine(shop))
    put_in(outbox, "a", "b", kind="nobody_sends_it")
    assert 'torikeshi_outbox{kind="nobody_sends_it",state="waiting"} 2.0' in shop.http.get("/metrics").text
    outbox.engine.dispose()


def gateway_engine(shop):
    return connect(shop.settings.database_url)


def test_dead_letters_are_listed_and_retried_on_the_command_line_without_their_content(shop, monkeypatch):
    outbox = Outbox(gateway_engine(shop))
    put_in(outbox, "hopeless", at=milliseconds())
    sent_by(outbox, failing=("hopeless",))
    monkeypatch.setenv("TORIKESHI_DATABASE_URL", shop.settings.database_url)
    monkeypatch.setenv("TORIKESHI_VAR", str(shop.settings.var))
    listed = CliRunner().invoke(app, ["outbox", "list"])
    shown = json.loads(listed.stdout)
    assert (shown["kind"], shown["attempts"], shown["error"]) == ("mail", 1, "refused")
    assert "to" not in shown
    assert CliRunner().invoke(app, ["outbox", "retry", str(shown["id"])]).stdout.startswith("1 ")
    assert outbox.take("mail", milliseconds() + 1).letter.key == "hopeless"
    outbox.engine.dispose()


def test_the_gateway_sends_what_is_put_in_while_it_runs(outbox):
    """The worker's loop itself, as the gateway runs it."""
    seen = []

    async def run():
        task = asyncio.create_task(Worker(outbox, {"mail": lambda row: seen.append(row.letter.key)}).run())
        await asyncio.to_thread(put_in, outbox, "a", at=milliseconds())
        await asyncio.to_thread(eventually, lambda: seen)
        task.cancel()

    asyncio.run(run())
    assert seen == ["a"]
