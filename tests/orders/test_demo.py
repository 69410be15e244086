"""The demo shop shows every rule at any clock, and leaves alone what is not its own."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision import Decision, decide, load_policies
from orders.demo import DEMO_CUSTOMERS, load_demo, refresh_demo
from orders.demo.relative import at
from orders.demo.shop import demo_orders
from orders.store import OrderStore

GOALS = ("cancel", "cancel_part", "reduce_quantity", "undo_request", "refund")
POLICIES = load_policies()


def every_rule() -> set[str]:
    folder = Path(decision.__file__).parents[1] / "policies"
    tables = [yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("amiami", "amazon")]
    return {f"{table['policy']}.{row['id']}" for table in tables for row in table["rows"]}


def reached(now: datetime) -> set[str]:
    answers = [
        decide(POLICIES, {"goal": goal, "now": now.isoformat(), **order.facts(line, now)})
        for order in demo_orders(now)
        for line in order.lines
        for goal in GOALS
    ]
    return {answer.rule for answer in answers if isinstance(answer, Decision)}


@settings(max_examples=5)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)))
def test_the_demo_orders_reach_every_rule_at_any_clock(now: datetime):
    assert every_rule() <= reached(now)


@settings(max_examples=15)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC)))
def test_what_the_demo_orders_say_happened_in_a_plausible_order(now: datetime):
    for order in demo_orders(now):
        steps = [order.placed_at, order.requested_at, order.cancelled_at]
        way = [order.placed_at, order.shipped_at, order.delivered_at, order.sent_back_at, now]
        for times in (steps, way):
            known = [time for time in times if time is not None]
            assert known == sorted(known), order.order_number
        assert max(time for time in steps if time is not None) <= now


def test_the_demo_customers_have_many_orders_one_and_none(now: datetime):
    counts = Counter(order.customer_id for order in demo_orders(now))
    assert sum(counts.values()) >= 40
    assert set(counts) | {"customer-i"} == set(DEMO_CUSTOMERS)
    assert (counts["customer-h"], counts["customer-i"]) == (1, 0)
    assert min(count for name, count in counts.items() if name != "customer-h") >= 5


def test_no_number_stands_twice_in_the_demo_shop(engine, now: datetime):
    assert load_demo(engine, now) == len(list(demo_orders(now)))


def test_the_demo_shop_is_loaded_into_an_empty_database_only(engine, store: OrderStore, jsonl, now):
    store.import_file(
        jsonl(
            {"order_number": "1", "customer_id": "c", "policy": "amazon", "status": "shipped", "title": "X"}
        )
    )
    assert load_demo(engine, now) == 0
    assert store.customers() == ("c",)


def test_a_later_start_moves_the_untouched_demo_orders_along(engine, store: OrderStore, now):
    load_demo(engine, now)
    before = store.of_customer("customer-a")
    later = now + timedelta(days=7)
    refresh_demo(engine, later)
    after = store.of_customer("customer-a")
    assert [order.order_number for order in after] == [order.order_number for order in before]
    assert all(
        new.placed_at - old.placed_at == timedelta(days=7) for old, new in zip(before, after, strict=True)
    )
    refresh_demo(engine, later)
    assert store.of_customer("customer-a") == after


def test_an_order_that_an_import_changed_is_left_alone(engine, store: OrderStore, jsonl, now):
    total = load_demo(engine, now)
    number = store.of_customer("customer-h")[0].order_number
    changed = {
        "order_number": number,
        "customer_id": "customer-h",
        "policy": "amiami",
        "status": "shipped",
        "title": "Changed",
    }
    store.import_file(jsonl(changed))
    assert refresh_demo(engine, now + timedelta(days=3)) == total - 1
    (order,) = store.of_customer("customer-h")
    assert (order.status, order.placed_at, order.lines[0].title) == ("shipped", None, "Changed")


def test_refreshing_adds_no_demo_orders(engine, store: OrderStore, now):
    assert refresh_demo(engine, now) == 0
    assert store.is_empty()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("-3d 10:00", "2026-04-05T10:00:00+09:00"),
        ("+5d", "2026-04-13"),
        ("-2h", "2026-04-08T08:00:00+09:00"),
        ("-30m", "2026-04-08T09:30:00+09:00"),
    ],
)
def test_times_are_relative_to_the_japanese_day(text: str, iso: str):
    assert at(text, datetime(2026, 4, 8, 1, 0, 59, tzinfo=UTC)) == iso


@pytest.mark.parametrize("text", ["", "3d", "-3d 10", "yesterday", "-3d 25:00"])
def test_any_other_time_is_an_error(text: str, now: datetime):
    with pytest.raises(ValueError):
        at(text, now)
