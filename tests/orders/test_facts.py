"""An order's facts are those of one line, known, past and never contradictory."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import decide, load_policies
from decision.instants import JAPAN
from decision.vocabulary import BY_NAME
from orders.model import Line, Order
from orders.problems import RowError
from orders.row import read_order
from orders.row_facts import checker

NOW = datetime.fromisoformat("2026-04-08T10:00:00+09:00")
POLICIES = load_policies()


def order(**known: object) -> Order:
    fields = {"order_number": "1", "customer_id": "c", "policy": "amazon", "status": "shipped"} | known
    return Order(**{"lines": (Line(1, "Lamp"),)} | fields)


def test_unknown_fields_are_no_facts():
    it = order()
    assert it.facts(it.lines[0], NOW) == {"policy": "amazon", "status": "shipped"}


def test_a_lines_own_status_overrides_the_orders():
    it = order(lines=(Line(1, "Lamp"), Line(2, "Bulb", status="cancelled")))
    assert [it.facts(line, NOW)["status"] for line in it.lines] == ["shipped", "cancelled"]


def test_days_and_instants_are_iso_texts_in_japan_time():
    it = order(
        policy="amiami",
        payment_deadline=date(2026, 4, 9),
        requested_at=datetime(2026, 4, 7, 3, tzinfo=JAPAN),
        lines=(Line(1, "Figure", item="pre_order", release_date=date(2026, 5, 1)),),
    )
    assert it.facts(it.lines[0], NOW) == {
        "policy": "amiami",
        "status": "shipped",
        "payment_deadline": "2026-04-09",
        "requested_at": "2026-04-07T03:00:00+09:00",
        "item": "pre_order",
        "release_date": "2026-05-01",
    }


def test_what_belongs_to_a_status_is_told_only_of_lines_that_have_it():
    it = order(
        opened=True,
        cancelled_at=NOW,
        sent_back_at=NOW,
        lines=tuple(
            Line(number, "Thing", status=status)
            for number, status in enumerate(("shipped", "delivered", "cancelled", "sent_back"), 1)
        ),
    )
    told = [{"opened", "cancelled_at", "sent_back_at"} & it.facts(line, NOW).keys() for line in it.lines]
    assert told == [set(), {"opened"}, {"cancelled_at"}, {"sent_back_at"}]


@pytest.mark.parametrize("name", ["requested_at", "cancelled_at", "sent_back_at"])
@pytest.mark.parametrize(("offset", "told"), [(-1, True), (0, True), (1, False)])
def test_what_lies_after_now_is_left_out(name: str, offset: int, told: bool):
    status = {"requested_at": "shipped", "cancelled_at": "cancelled", "sent_back_at": "sent_back"}[name]
    it = order(status=status, **{name: NOW + timedelta(microseconds=offset)})
    assert (name in it.facts(it.lines[0], NOW)) is told


def values_of(name: str) -> st.SearchStrategy[object]:
    fact = BY_NAME[name]
    near = st.datetimes(datetime(2026, 4, 1), datetime(2026, 4, 15)).map(
        lambda naive: naive.replace(tzinfo=JAPAN).isoformat()
    )
    days = st.dates(date(2026, 4, 1), date(2026, 4, 15)).map(date.isoformat)
    kinds = {"instant": near, "date": days, "deadline": near | days, "count": st.integers(0, 4)}
    return kinds[fact.kind] if fact.kind in kinds else st.sampled_from(fact.values)


def rows() -> st.SearchStrategy[dict[str, object]]:
    """Rows with arbitrary allowed values, many of them contradictory."""
    line = {name: values_of(name) for name in ("item", "release_date", "status")}
    title = {"title": st.just("Thing")}
    ours = {name: values_of(name) for name in BY_NAME if name not in ("goal", "now", "policy", *line)}
    needed = {
        "order_number": st.just("1"),
        "customer_id": st.just("c"),
        "policy": st.sampled_from(("amazon", "amiami")),
        "status": values_of("status"),
        "lines": st.lists(st.fixed_dictionaries(title, optional=line), min_size=1, max_size=3),
    }
    return st.fixed_dictionaries(needed, optional=ours)


@given(rows(), st.sampled_from(BY_NAME["goal"].values))
def test_whatever_an_import_lets_in_can_be_decided(row: dict[str, object], goal: str):
    try:
        it = read_order(row, checker(POLICIES, None))
    except RowError:
        return
    for line in it.lines:
        decide(POLICIES, {"goal": goal, "now": NOW.isoformat(), **it.facts(line, NOW)})
