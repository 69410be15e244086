"""What is remembered by class answers as what looks at each fact anew; instants are read as ever."""

import random
from datetime import UTC, datetime, time, timedelta, timezone
from importlib import import_module

import pytest
from answers import POLICIES
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import partial

from bench.corpus import complete
from decision import FactsError, load_policies
from decision.calendar import JAPANESE, Calendar
from decision.instants import iso, parse_instant, read_instant
from decision.loader import FOLDER, load_files
from decision.remembered import Remembered
from decision.rows import Window

Decider = import_module("decision.decide").Decider


def bytes_of(decide, facts: dict) -> object:
    try:
        return decide(facts).as_json()
    except FactsError as error:
        return error.as_json()


def mixed(seed: int, count: int):
    """Complete facts of which some get a value or a gap from elsewhere, and partial ones."""
    rng = random.Random(seed)
    whole = list(complete(seed, count))
    for facts in whole:
        yield facts
        other = rng.choice(whole)
        yield {**facts, **{name: other[name] for name in rng.sample(list(other), 2)}}
        yield {name: value for name, value in facts.items() if rng.random() < 0.9}
        yield partial(rng)


@pytest.mark.slow
def test_an_answer_by_class_is_the_one_that_a_closer_look_gives():
    by_class, closer = Decider(POLICIES), Decider(POLICIES)
    for facts in mixed(5, 1_500):
        assert bytes_of(by_class.decide, facts) == bytes_of(closer._decide, facts), facts


def test_complete_facts_of_the_two_policies_never_take_the_closer_look(monkeypatch):
    decider = Decider(POLICIES)
    monkeypatch.setattr(decider, "_decide", None)
    assert all(decider.decide(facts).as_json() for facts in complete(6, 500))


def test_few_plans_serve_many_complete_facts(monkeypatch):
    decider, made = Decider(POLICIES), []
    plan = decider._plan
    monkeypatch.setattr(decider, "_plan", lambda given: made.append(given) or plan(given))
    for facts in complete(7, 3_000):
        decider.decide(facts)
    assert len(made) < 300


def test_a_closer_look_is_taken_where_no_policy_is_named():
    decider = Decider(POLICIES)
    named = next(facts for facts in complete(8, 50) if facts["policy"] == "amazon")
    bare = {name: value for name, value in named.items() if name != "policy"}
    assert decider.decide(bare).rule == decider.decide(named).rule


def test_what_is_remembered_stays_within_its_bounds_and_what_is_asked_for_lately_stays():
    kept = Remembered[int, str](10)
    for number in range(1000):
        kept.put(number, str(number))
        assert kept.get(0) == "0"
    assert len(kept._young) + len(kept._old) <= 20


INSTANTS = st.datetimes(datetime(1951, 1, 1), datetime(2098, 1, 1))
OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(INSTANTS, OFFSETS, st.sampled_from(["seconds", "milliseconds", "microseconds"]))
def test_an_instant_is_read_and_written_as_python_does(clock, zone, spec):
    text = clock.replace(tzinfo=zone).isoformat(timespec=spec)
    read = parse_instant(text)
    assert read == read_instant(text)[0] == datetime.fromisoformat(text)
    assert iso(read) == read_instant(text)[1] == datetime.fromisoformat(text).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01T10:00:00",
        "2026-04-01T10:00Z",
        "20260401T100000Z",
        "20260401T100000.000+09:00",
        "2026-W14-3T10:00:00Z",
        "2026-04-01 10:00:00Z",
        "2026-04-01T10:00:00z",
        "2026-04-01T10:00:00,5Z",
        "2026-04-01T10:00:00.Z",
        "2026-04-01T10:00:00.1234567Z",
        "2026-04-01T10:00:00.5+09Z",
        "2026-04-01T10:00:00+09:00:30",
        "2026-04-01T10:00:00+09:00+09:00",
        "2026-04-01T10:00:00+09:60",
        "2026-04-01T10:00:00+24:00",
        "2026-04-01T24:00:00Z",
        "2026-04-01T10:00:60Z",
        "2026-02-29T10:00:00Z",
        "２026-04-01T10:00:00Z",
        "2026-04-01T10:00:00.²Z",
        "1949-12-31T23:59:59Z",
        "2099-01-01T00:00:00Z",
        "2026-04-01T10:00:00Z\n",
        "Z",
        "",
    ],
)
def test_what_is_no_instant_is_none(text):
    assert parse_instant(text) is None


UNITS = st.sampled_from(["hours", "calendar_days", "business_days"])
ZONES = st.sampled_from([JAPANESE, Calendar(zone=timezone(timedelta(hours=-5)))])


@settings(max_examples=3 * settings().max_examples)
@given(INSTANTS, OFFSETS, UNITS, st.integers(1, 7), ZONES)
def test_a_window_ends_where_its_days_counted_one_by_one_do(clock, zone, unit, count, calendar):
    length = {"hours": 0, "calendar_days": 0, "business_days": 0, unit: count}
    window = Window("cancelled_at", 0, (), cites=(), calendar=calendar, **length)
    start = clock.replace(tzinfo=UTC).astimezone(zone)
    if unit == "hours":
        assert window.end(start) == start + timedelta(hours=count)
        return
    day, left = start.astimezone(calendar.zone).date(), count
    while left:
        day += timedelta(days=1)
        left -= unit == "calendar_days" or calendar.is_business_day(day)
    assert window.end(start) == datetime.combine(day + timedelta(days=1), time(), calendar.zone)


def test_what_is_read_of_the_projects_own_files_decides_as_the_whole():
    whole = load_files(sorted(FOLDER.glob("*.yml")))
    assert [one.version for one in load_policies().all] == [one.version for one in whole.all]
