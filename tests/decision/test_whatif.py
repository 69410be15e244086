"""What would change a step: by time to the microsecond, by one fact that can still happen."""

import random
from datetime import datetime, timedelta

import pytest
from answers import NOW, POLICIES, answer
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from samples import NOWS, TICK, deadlines, partial, past_edges, release_dates, written

from decision import FACTS, Change, FactsError, settle, what_if

pytestmark = pytest.mark.slow

STORIES = st.integers(0, 10**9).map(lambda seed: partial(random.Random(seed), odd=0))
ORDER = [fact.name for fact in FACTS]
some = settings(max_examples=3 * settings().max_examples // 2)
AMIAMI = {"goal": "cancel", "now": NOW, "policy": "amiami"}
AMAZON = {"goal": "cancel", "now": NOW, "policy": "amazon", "seller": "direct"}
BOOKED = {**AMIAMI, "item": "pre_order", "release_date": "2026-08-30", "invoiced": False, "request": "none"}


def dated(rng: random.Random) -> dict:
    """Facts with all dates that an open window, a release or a deadline counts from."""
    now = datetime.fromisoformat(rng.choice(NOWS))
    since = written(rng.choice(past_edges(now)[len(past_edges(now)) // 2 :]))
    method = rng.choice(("card", "konbini", "e_money"))
    amazon = {"seller": rng.choice(("direct", "marketplace")), "payment_method": method}
    stories = (
        {"item": "pre_order", "release_date": rng.choice(release_dates(now)), "invoiced": False},
        {"item": rng.choice(("in_stock", "pre_owned")), "payment_deadline": rng.choice(deadlines(now))},
        {"policy": "amiami", "requested_at": since},
        {**amazon, "status": rng.choice(("unshipped", "preparing")), "requested_at": since},
        {**amazon, "goal": "refund", "cancelled_at": since},
        {**amazon, "sent_back_at": since},
    )
    return {"goal": "cancel", "now": written(now), **rng.choice(stories)}


DATED = st.integers(0, 10**9).map(lambda seed: dated(random.Random(seed)))


def changes(**facts) -> list[tuple]:
    """When or what, and the step."""
    found = what_if(POLICIES, facts)
    return [(written(one.at) if one.at else (one.fact, one.value), one.step) for one in found]


def decided(facts: dict) -> dict:
    found = answer(facts)
    assume("step" in found)
    return found


def at(facts: dict, instant: datetime) -> dict:
    return answer({**facts, "now": written(instant)})


def by_time(facts: dict) -> Change | None:
    return next((one for one in what_if(POLICIES, facts) if one.kind == "time"), None)


@some
@given(DATED | STORIES)
def test_every_change_is_true_and_leads_to_another_step(facts):
    step = decided(facts)["step"]
    for one in what_if(POLICIES, facts):
        changed = {"now": written(one.at)} if one.at else {one.fact: one.value}
        then = answer({**facts, **changed})
        assert (then["step"], then["rule"]) == (one.step, one.rule)
        assert one.step != step


@some
@given(DATED)
def test_a_microsecond_before_a_change_by_time_the_step_is_still_the_old_one(facts):
    step = decided(facts)["step"]
    change = by_time(facts)
    assume(change is not None)
    assert change.at > datetime.fromisoformat(facts["now"])
    assert change.at.utcoffset() == timedelta(hours=9)
    assert at(facts, change.at - TICK)["step"] == step


@some
@given(DATED | STORIES, st.randoms(use_true_random=False))
def test_nothing_nearer_by_time_exists(facts, rng):
    """Tried at every hour's, midnight's and given instant's edge of the next weeks, and in between."""
    step = decided(facts)["step"]
    change = by_time(facts)
    now = datetime.fromisoformat(facts["now"])
    day = now.astimezone(datetime.fromisoformat(NOW).tzinfo).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    tried = [day + timedelta(days=n) for n in range(1, 16)] + [now + timedelta(hours=n) for n in (6, 24, 168)]
    past = [facts[name] for name in ("requested_at", "cancelled_at", "sent_back_at") if name in facts]
    tried += [datetime.fromisoformat(one) + timedelta(hours=n) for one in past for n in (6, 24, 168)]
    tried += [now + timedelta(days=20 * rng.random()) for _ in range(10)]
    for instant in sorted(tried):
        if instant > now and (change is None or instant < change.at):
            then = at(facts, instant)
            if "ask" in then:
                return  # nothing is sure from there on
            assert then["step"] == step


@some
@given(STORIES)
def test_time_comes_first_then_the_facts_in_their_order_each_step_once(facts):
    decided(facts)
    found = what_if(POLICIES, facts)
    assert [one.kind for one in found] == sorted((one.kind for one in found), reverse=True)
    assert sum(one.kind == "time" for one in found) <= 1
    named = [one for one in found if one.fact]
    assert [one.fact for one in named] == sorted((one.fact for one in named), key=ORDER.index)
    assert len({(one.fact, one.step) for one in named}) == len(named)


@some
@given(STORIES)
def test_the_past_stays_as_it_was(facts):
    decided(facts)
    known = settle(POLICIES, facts).all
    for one in what_if(POLICIES, facts):
        assert one.fact not in ("policy", "seller", "item", "cause", "payment_method", "goal")
        assert one.fact is None or known[one.fact] != one.value


def test_an_open_question_has_no_changes():
    assert what_if(POLICIES, {"goal": "cancel", "now": NOW}) == ()


def test_facts_that_cannot_be_used_are_an_error():
    with pytest.raises(FactsError):
        what_if(POLICIES, {"goal": "cancel"})


def test_a_pre_order_ends_with_its_release_and_with_what_the_shop_does_before():
    assert changes(**BOOKED) == [
        ("2026-08-30T00:00:00+09:00", "contact_support"),
        (("status", "shipped"), "contact_support"),
        (("paid", True), "contact_support"),
        (("invoiced", True), "contact_support"),
        (("modifiable", False), "contact_support"),
    ]


def test_an_order_that_ships_can_be_refused_at_the_door():
    assert changes(**AMAZON, status="unshipped") == [(("status", "shipped"), "refuse_delivery")]


def test_a_parcel_that_is_opened_is_a_matter_for_support():
    assert changes(**AMAZON, status="delivered", opened=False) == [(("opened", True), "contact_support")]


def test_an_answer_that_is_due_comes_or_does_not():
    sent = {"status": "preparing", "request": "pending", "requested_at": "2026-08-07T12:00:00+09:00"}
    assert changes(**AMAZON, **sent) == [
        ("2026-08-07T18:00:00+09:00", "contact_support"),
        (("status", "shipped"), "refuse_delivery"),
        (("request", "accepted"), "none"),
    ]


def test_a_second_try_may_fail_too():
    failed = {"status": "unshipped", "request": "rejected", "cause": "system"}
    assert changes(**AMAZON, **failed) == [
        (("status", "shipped"), "refuse_delivery"),
        (("retried", True), "contact_support"),
    ]


def test_what_has_come_to_its_end_is_not_paid_any_more():
    assert changes(**{**AMAZON, "goal": "refund"}, status="sent_back", paid=False) == []


def test_an_edge_beyond_the_last_year_is_left_out():
    last = {"now": "2098-12-31T20:00:00+09:00", "requested_at": "2098-12-31T20:00:00+09:00"}
    assert by_time({**AMIAMI, **last, "status": "unshipped"}) is None


def test_given_implied_and_assumed_facts_are_told_apart():
    found = settle(POLICIES, {"goal": "cancel", "now": NOW, "seller": "direct", "opened": False})
    assert list(found.given) == ["goal", "now", "seller", "opened"]
    assert found.implied == {"policy": "amazon", "status": "delivered"}
    assert found.assumed == {
        "paid": True,
        "modifiable": True,
        "request": "none",
        "retried": False,
        "recent_cancellations": 0,
    }
