"""From facts to a profile: what of dates and numbers a policy tells apart, and what unknown ones can be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from answers import POLICIES
from shops import beside, either, fact, opened, shop
from tables import row

from decision.instants import EARLIEST
from decision.profiles import Choices, NowMatters, Profiles, flags, starts_of
from decision.vocabulary import FACTS

TICK = timedelta(microseconds=1)
NOW = datetime.fromisoformat("2026-08-07T09:20:00+09:00")  # still the 6th in New York
TIMES = shop(
    row("often", "none", {"times": {"at_least": 2}, "recent_cancellations": {"at_least": 5}}),
    facts=(fact("times", "count"),),
)
TWO = beside(TIMES)  # of which the small one tells 3 cancellations from fewer
NEW_YORK = opened(
    shop(*either("release_date", "before", "reached"), time_zone="America/New_York"),
    {**shop(*either("payment_deadline", "before", "passed")), "policy": "tokyo"},
)


def value(policies, policy, **facts) -> object:
    """What stands in the profile for the one fact that is given beside `now`."""
    (name,) = facts
    found = Profiles(policies).of({"now": NOW, **facts}, policy)
    return found[next(place for place, one in enumerate(FACTS) if one.name == name)]


def test_a_count_that_all_shops_know_has_the_classes_of_all_of_them_together():
    found = [Profiles(TWO).counts("recent_cancellations", policy) for policy in (None, *TWO.all)]
    assert found == [(0, 3, 5)] * 3


def test_a_count_of_a_shops_own_has_the_classes_that_this_shop_tells_apart():
    assert Profiles(TWO).counts("times", TWO.latest("shop")) == (0, 2)


@pytest.mark.parametrize(("times", "stands"), [(0, 0), (1, 0), (2, 2), (4, 2)])
def test_the_highest_number_of_a_class_that_is_reached_stands_for_a_count(times, stands):
    found = Profiles(TWO).of({"now": NOW, "times": times}, TWO.latest("shop"))
    assert found[len(FACTS)] == stands


def test_every_profile_has_a_place_for_each_fact_of_the_shop_with_the_most():
    profiles = Profiles(TWO)
    lengths = [len(profiles.of({"now": NOW}, policy)) for policy in (None, *TWO.all)]
    assert lengths == [len(FACTS) + 1] * 3


def test_now_itself_does_not_stand_in_a_profile():
    assert value(POLICIES, None, now=NOW) is None


@pytest.mark.parametrize(
    ("known", "stands"), [("shop", "before"), ("tokyo", "reached"), (None, None)], ids=str
)
def test_a_day_begins_where_the_shop_is_and_is_not_sure_while_that_is_unknown(known, stands):
    policy = NEW_YORK.latest(known) if known else None
    assert value(NEW_YORK, policy, release_date=date(2026, 8, 7)) == stands


@pytest.mark.parametrize(
    ("known", "stands"), [("shop", "before"), ("tokyo", "passed"), (None, None)], ids=str
)
def test_a_deadline_of_a_day_ends_where_the_shop_is(known, stands):
    policy = NEW_YORK.latest(known) if known else None
    assert value(NEW_YORK, policy, payment_deadline=date(2026, 8, 6)) == stands


@pytest.mark.parametrize(("day", "stands"), [(6, "reached"), (9, "before")])
def test_a_day_is_sure_where_it_is_the_same_by_the_clocks_of_all_shops(day, stands):
    assert value(NEW_YORK, None, release_date=date(2026, 8, day)) == stands


def choices(policies=TWO) -> Choices:
    return Choices(Profiles(policies), policies.all)


def possible(policies, now: datetime, fact_name: str) -> tuple:
    """The values that the fact can have at `now` under the last policy."""
    found = choices(policies)
    return found.named(found.at(now))[policies.all[-1].id][fact_name]


def test_what_hangs_on_no_instant_is_the_same_at_any():
    assert possible(TWO, NOW, "payment_deadline") == ("before", "passed")
    assert possible(TWO, NOW, "times") == choices().undated()["shop"]["times"] == (0, 2)
    assert possible(TWO, NOW, "recent_cancellations") == (0, 3, 5)
    assert possible(TWO, NOW, "paid") == (True, False)


@pytest.mark.parametrize("name", ["release_date", "sent_back_at"])
def test_what_a_day_or_an_instant_can_be_is_not_known_without_now(name):
    with pytest.raises(NowMatters):
        choices().undated()["shop"][name]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-08-07T15:20:00+09:00", ("before", "reached")),
        ("2098-12-30T23:59:59+09:00", ("before", "reached")),
        ("2098-12-31T00:00:00+09:00", ("reached",)),
        ("1950-01-01T00:00:00+09:00", ("before", "reached")),
        ("1950-01-01T00:00:00+23:59", ("before",)),
    ],
)
def test_a_day_lies_ahead_and_behind_except_at_the_ends_of_the_calendar(now, days):
    assert possible(TWO, datetime.fromisoformat(now), "release_date") == days


def test_what_was_found_for_a_day_is_remembered_for_it_alone():
    found = choices(POLICIES)
    assert found.at(NOW) is found.at(NOW)
    last = datetime.fromisoformat("2098-12-31T12:00:00+09:00")
    assert found.at(NOW) != found.at(last)


def windows(**length) -> tuple:
    source = shop(
        row("open", "return", {"sent_back_at": "open"}),
        row("over", "none", {"sent_back_at": "over"}),
        windows=[{"fact": "sent_back_at", **length, "cites": ["C1"]}],
    )
    return opened(source).all[0].windows


SIX_HOURS, TWO_DAYS, TWO_BUSINESS_DAYS = windows(hours=6), windows(calendar_days=2), windows(business_days=2)


def test_without_windows_now_and_the_earliest_instant_stand_for_all():
    assert starts_of(NOW, ()) == [NOW, EARLIEST]


@pytest.mark.parametrize(
    ("one", "over"),
    [
        (SIX_HOURS, "2026-08-07T03:20:00+09:00"),
        (TWO_DAYS, "2026-08-04T23:59:59.999999+09:00"),
        (TWO_BUSINESS_DAYS, "2026-08-04T23:59:59.999999+09:00"),
    ],
    ids=["hours", "days", "business days"],
)
def test_for_each_window_the_latest_instant_from_which_it_is_over_is_tried(one, over):
    assert starts_of(NOW, one) == [NOW, datetime.fromisoformat(over), EARLIEST]
    assert [flags(start, NOW, one) for start in starts_of(NOW, one)] == [(True,), (False,), (False,)]
    assert flags(datetime.fromisoformat(over) + TICK, NOW, one) == (True,)


def test_over_a_weekend_business_days_reach_further_back_than_days():
    monday = datetime.fromisoformat("2026-08-10T00:00:00+09:00")
    assert starts_of(monday, TWO_BUSINESS_DAYS)[1] == datetime.fromisoformat("2026-08-06T00:00+09:00") - TICK
    assert starts_of(monday, TWO_DAYS)[1] == datetime.fromisoformat("2026-08-08T00:00+09:00") - TICK


def test_instants_are_tried_from_the_latest_to_the_earliest():
    found = starts_of(NOW, (*TWO_DAYS, *SIX_HOURS))
    assert found == sorted(found, reverse=True) and len(found) == 4


@pytest.mark.parametrize("one", [SIX_HOURS, TWO_DAYS], ids=["hours", "days"])
def test_no_instant_before_the_earliest_is_tried(one):
    assert starts_of(EARLIEST, one) == [EARLIEST]
    later = EARLIEST + timedelta(hours=1)
    assert starts_of(later, one) == [later, EARLIEST]


def test_a_window_that_is_over_from_the_earliest_instant_on_adds_none():
    assert starts_of(EARLIEST + timedelta(hours=6), SIX_HOURS) == [EARLIEST + timedelta(hours=6), EARLIEST]
    assert flags(EARLIEST, EARLIEST + timedelta(hours=6), SIX_HOURS) == (False,)


def test_the_days_of_a_window_are_counted_up_to_the_first_midnight_of_the_calendar():
    first = datetime(1950, 1, 1, 15, tzinfo=UTC)  # the midnight that begins 2 January in Japan
    assert starts_of(first, windows(calendar_days=1))[1:] == [first - timedelta(days=1) - TICK, EARLIEST]


PAID = {
    "card": {"hours": 6},
    "konbini": {"hours": 48},
    "e_money": {"hours": 30},
    "atm": {"calendar_days": 1},
    "cod": {"business_days": 2},
}
MANY = shop(
    row("open", "return", {"sent_back_at": "open"}),
    row("over", "none", {"sent_back_at": "over"}),
    windows=[
        {"fact": "sent_back_at", "when": {"payment_method": how}, **length, "cites": ["C1"]}
        for how, length in PAID.items()
    ],
)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("day", [(2026, 3, 8), (2026, 3, 9), (2026, 8, 7), (2026, 11, 1), (2026, 11, 2)])
def test_what_is_possible_at_an_instant_does_not_hang_on_those_asked_for_before(zone, day):
    policies = opened(MANY | {"time_zone": zone})
    midnight = datetime(*day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = [midnight + timedelta(hours=number) for number in range(27)]
    nows = [hour + tick for hour in hours for tick in (-TICK, timedelta(0), TICK)]
    alone = [choices(policies).at(now) for now in nows]
    forward, back = choices(policies), choices(policies)
    assert [forward.at(now) for now in nows] == alone
    assert [back.at(now) for now in reversed(nows)] == alone[::-1]
