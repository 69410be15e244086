"""The example shop's rules by the command line: proved, decided, explained, imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision import Decision, Question, decide, load_policies
from orders import migrate
from orders.database import connect
from orders.store import OrderStore
from web.settings import ROOT

FOLDER = ROOT / "examples" / "shops"
POLICIES = load_policies(FOLDER)
NOW = "2026-04-01T10:00:00+09:00"
DELIVERED = {"status": "delivered", "sale": False, "worn": False}


def komorebi(**facts: object) -> Decision | Question:
    return decide(POLICIES, {"goal": "cancel", "now": NOW, "policy": "komorebi", **facts})


def ran(*arguments: str, lines: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "torikeshi", *arguments],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **settings},
    )


def test_the_shop_passes_its_check_with_the_two_and_alone():
    together = ran("policy", "check", TORIKESHI_POLICIES=str(FOLDER))
    assert (together.returncode, together.stderr) == (0, "")
    assert "3 policies" in together.stdout and " 0 findings" in together.stdout
    alone = ran("policy", "check", "--policy", str(FOLDER / "komorebi.yml"))
    assert alone.returncode == 0 and " 0 findings" in alone.stdout


def test_every_clause_is_carried():
    done = ran("policy", "coverage", TORIKESHI_POLICIES=str(FOLDER))
    assert done.returncode == 0 and "200 clauses of 3 policies" in done.stderr


def test_a_decision_by_the_command_line():
    facts = {"goal": "cancel", "policy": "komorebi", **DELIVERED, "delivered_at": "2026-03-24T11:30:00+09:00"}
    done = ran("decide", "--now", NOW, lines=json.dumps(facts), TORIKESHI_POLICIES=str(FOLDER))
    answer = json.loads(done.stdout)
    assert (answer["step"], answer["until"], answer["rule"]) == (
        "return",
        "2026-04-08T00:00:00+09:00",
        "komorebi.delivered.in_time",
    )


def test_the_time_for_returns_ends_with_its_last_day():
    delivered = {**DELIVERED, "delivered_at": "2026-03-24T23:59:59+09:00"}
    last = komorebi(**delivered, now="2026-04-07T23:59:59.999999+09:00")
    first = komorebi(**delivered, now="2026-04-08T00:00:00+09:00")
    assert isinstance(last, Decision) and isinstance(first, Decision)
    assert (last.step, first.step, first.reason) == ("return", "contact_support", "too_late")


def test_the_shops_own_days_off_count():
    answer = komorebi(status="preparing", request="pending", requested_at="2026-03-31T22:00:00+09:00")
    assert isinstance(answer, Decision) and answer.until is not None
    # Wednesday 1 April is a day off, so that Thursday and Friday are the two business days
    assert (answer.step, answer.until.isoformat()) == ("wait", "2026-04-04T00:00:00+09:00")


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, "status"),
        ({"status": "delivered"}, "sale"),
        ({"status": "delivered", "sale": False}, "worn"),
        (DELIVERED, "delivered_at"),
    ],
)
def test_what_is_not_known_is_asked_and_only_if_it_matters(facts, asked):
    question = komorebi(**facts)
    assert isinstance(question, Question) and question.ask == asked


@pytest.mark.parametrize(
    ("facts", "step", "reason"),
    [
        ({"status": "unshipped"}, "cancel", "not_shipped"),
        ({"status": "shipped", "sale": False}, "return", "on_its_way"),
        ({"status": "shipped", "sale": True}, "contact_support", "sale_final"),
        ({"status": "delivered", "sale": True}, "contact_support", "sale_final"),
        ({"status": "delivered", "sale": False, "worn": True}, "contact_support", "worn"),
        ({"status": "cancelled"}, "none", "already_cancelled"),
    ],
)
def test_the_step(facts, step, reason):
    answer = komorebi(**facts)
    assert isinstance(answer, Decision)
    assert (answer.step, answer.reason) == (step, reason)
    assert answer.contact == ("komorebi" if step == "contact_support" else None)


def test_its_facts_are_unknown_elsewhere():
    done = ran(
        "decide",
        "--now",
        NOW,
        lines='{"goal": "cancel", "policy": "amazon", "worn": true}',
        TORIKESHI_POLICIES=str(FOLDER),
    )
    assert done.returncode == 1 and json.loads(done.stdout)["error"]["field"] == "worn"


def test_its_orders_are_imported_with_their_own_facts(tmp_path: Path):
    engine = connect(f"sqlite:///{tmp_path / 'shop.db'}")
    migrate.upgrade(engine)
    store = OrderStore(engine)
    assert store.import_file(FOLDER / "komorebi.orders.jsonl", POLICIES) == 7
    order = store.find("haru", "km100002")
    policy = POLICIES.latest("komorebi")
    assert order is not None
    facts = order.facts(order.lines[0], policy.starts.replace(year=2027), policy.own)
    assert facts["delivered_at"] == "2026-03-24T11:30:00+09:00"
    assert facts["placed_at"] == "2026-03-20T09:00:00+09:00"
    assert "worn" not in facts and "shipped_at" not in facts
    engine.dispose()
