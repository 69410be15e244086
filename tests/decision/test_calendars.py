"""Calendars of a shop's own: time zones with summer time, days without business, holidays of its own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from shops import at_the, fact, shop
from tables import built, row

from decision import PolicyError
from decision.calendar import JAPANESE, Calendar, nth_business_day_after
from decision.instants import JAPAN
from decision.ownfacts import calendar_of

TICK = timedelta(microseconds=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def london() -> Calendar:
    return calendar_of({"time_zone": "Europe/London"})


def new_york() -> Calendar:
    return calendar_of({"time_zone": "America/New_York"})


def sundays() -> Calendar:
    days = [date(2026, 12, 25), date(2027, 1, 1)]
    return calendar_of({"calendar": {"closed": ["sunday"], "holidays": days}})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_without_a_word_the_calendar_is_japans():
    assert calendar_of({}) is JAPANESE
    assert calendar_of({"time_zone": "Asia/Tokyo", "calendar": "japan"}) is JAPANESE


def test_a_day_begins_at_the_midnight_of_the_shop_in_winter_and_in_summer():
    assert london().start(date(2026, 1, 15)) == utc("2026-01-15T00:00")
    assert london().start(date(2026, 7, 15)) == utc("2026-07-14T23:00")
    assert new_york().start(date(2026, 7, 15)) == utc("2026-07-15T04:00")


def test_the_day_on_which_summer_time_begins_has_23_hours():
    day = date(2026, 3, 29)
    assert london().end(day).astimezone(UTC) - london().start(day).astimezone(UTC) == timedelta(hours=23)


def test_the_day_on_which_summer_time_ends_has_25_hours():
    day = date(2026, 11, 1)
    assert new_york().end(day).astimezone(UTC) - new_york().start(day).astimezone(UTC) == timedelta(hours=25)


def test_two_instants_of_the_repeated_hour_are_told_apart():
    earlier, later = utc("2026-11-01T05:30"), utc("2026-11-01T06:30")
    assert new_york().local(earlier).isoformat() == "2026-11-01T01:30:00-04:00"
    assert new_york().local(later).isoformat() == "2026-11-01T01:30:00-05:00"
    assert new_york().local(earlier) < new_york().local(later)


def test_an_instant_lies_in_the_day_that_the_shop_has_then():
    assert london().day(utc("2026-07-14T22:59:59.999999")) == date(2026, 7, 14)
    assert london().day(utc("2026-07-14T23:00")) == date(2026, 7, 15)
    assert new_york().day(utc("2026-07-15T03:59")) == date(2026, 7, 14)


def test_a_japanese_instant_keeps_its_offset():
    assert JAPANESE.local(utc("2026-07-14T15:00")).isoformat() == "2026-07-15T00:00:00+09:00"
    assert sundays().zone is JAPAN


def test_the_days_without_business_are_those_that_the_shop_names():
    week = [date(2026, 8, 3) + timedelta(days=number) for number in range(7)]  # from a Monday
    assert [sundays().is_business_day(day) for day in week] == [True] * 6 + [False]


def test_each_weekday_can_be_named():
    for number, name in enumerate(WEEKDAYS):
        closed = calendar_of({"calendar": {"closed": [name]}})
        assert not closed.is_business_day(date(2026, 8, 3 + number))
        assert sum(closed.is_business_day(date(2026, 8, 3 + other)) for other in range(7)) == 6


def test_a_shop_may_work_every_day():
    always = calendar_of({"calendar": {"closed": []}})
    assert all(always.is_business_day(date(2026, 1, 1) + timedelta(days=number)) for number in range(366))


def test_own_holidays_are_days_off_and_national_ones_are_not():
    assert not sundays().is_business_day(date(2026, 12, 25))
    assert not sundays().is_business_day(date(2027, 1, 1))
    assert sundays().is_business_day(date(2026, 1, 1))
    assert sundays().is_business_day(date(2026, 8, 11))


def test_japans_holidays_hold_in_another_time_zone_where_the_file_says_nothing_else():
    assert not london().is_business_day(date(2026, 8, 11))
    assert not london().is_business_day(date(2026, 8, 8))
    assert london().is_business_day(date(2026, 12, 25))


def test_business_days_are_counted_by_the_shops_own_calendar():
    assert nth_business_day_after(date(2026, 12, 24), 1, sundays()) == date(2026, 12, 26)
    assert nth_business_day_after(date(2026, 12, 24), 2, sundays()) == date(2026, 12, 28)
    assert nth_business_day_after(date(2026, 12, 24), 0, sundays()) == date(2026, 12, 24)
    assert nth_business_day_after(date(2026, 12, 24), 2, JAPANESE) == date(2026, 12, 28)


def shop_in(zone: str, **window: int) -> dict:
    return shop(
        row("open", "return", {"status": "delivered", "delivered_at": "open"}, until="delivered_at"),
        row("over", "contact_support", {"status": "delivered", "delivered_at": "over"}),
        row("before", "wait", {"status": ["unshipped", "preparing", "shipped", "sent_back", "cancelled"]}),
        facts=(fact("delivered_at", "instant", under={"status": "delivered"}),),
        windows=[{"fact": "delivered_at", **window, "cites": ["C1"]}],
        time_zone=zone,
    )


def edge(source: dict, delivered: str, until: str) -> list:
    """Step and until a microsecond before `until` and at it."""
    end = datetime.fromisoformat(until)
    found = [at_the(source, moment.isoformat(), delivered_at=delivered) for moment in (end - TICK, end)]
    return [(one["step"], one["until"]) for one in found]


CASES = {
    "a fortnight over the beginning of summer time": (
        {"calendar_days": 14},
        "Europe/London",
        "2026-03-20T12:00:00+00:00",
        "2026-04-04T00:00:00+01:00",
    ),
    "a fortnight over the end of summer time": (
        {"calendar_days": 14},
        "America/New_York",
        "2026-10-25T23:59:59-04:00",
        "2026-11-09T00:00:00-05:00",
    ),
    "one day from the first instant of a day": (
        {"calendar_days": 1},
        "Europe/London",
        "2026-07-15T00:00:00+01:00",
        "2026-07-17T00:00:00+01:00",
    ),
    "one day from the last instant of the day before": (
        {"calendar_days": 1},
        "Europe/London",
        "2026-07-14T22:59:59.999999Z",
        "2026-07-16T00:00:00+01:00",
    ),
    "hours over the beginning of summer time are hours": (
        {"hours": 24},
        "Europe/London",
        "2026-03-28T12:00:00+00:00",
        "2026-03-29T13:00:00+01:00",
    ),
    "days over the end of summer time are times 24 hours": (
        {"days": 1},
        "America/New_York",
        "2026-10-31T12:00:00-04:00",
        "2026-11-01T11:00:00-05:00",
    ),
    "business days in another time zone": (
        {"business_days": 2},
        "Europe/London",
        "2026-03-26T23:30:00+00:00",
        "2026-03-31T00:00:00+01:00",
    ),
}


@pytest.mark.parametrize(("window", "zone", "delivered", "until"), CASES.values(), ids=CASES)
def test_a_window_ends_at_the_exact_edge_with_the_shops_offset_then(window, zone, delivered, until):
    assert edge(shop_in(zone, **window), delivered, until) == [("return", until), ("contact_support", None)]


def test_a_window_of_days_says_so_in_the_trace():
    found = at_the(shop_in("Asia/Tokyo", calendar_days=3), delivered_at="2026-08-06T10:00:00+09:00")
    assert found["trace"][-1] == (
        "until 2026-08-10T00:00:00+09:00 from delivered_at=2026-08-06T10:00:00+09:00 calendar_days=3"
    )


def test_an_instant_that_is_asked_can_lie_on_both_sides_of_its_window():
    found = at_the(shop_in("Europe/London", calendar_days=14), status="delivered")
    assert (found["ask"], found["possible"]) == ("delivered_at", ["return", "contact_support"])


def test_a_pending_request_is_waited_for_until_the_shops_own_business_day_ends():
    source = shop(
        row("due", "wait", {"request": "pending", "requested_at": "open"}, until="requested_at"),
        row("late", "contact_support", {"request": "pending", "requested_at": "over"}),
        row("other", "none", {"request": ["none", "accepted", "rejected"]}),
        windows=[{"fact": "requested_at", "business_days": 1, "cites": ["C1"]}],
        calendar={"closed": ["saturday", "sunday", "monday"], "holidays": [date(2026, 8, 11)]},
    )
    found = at_the(source, requested_at="2026-08-07T09:00:00+09:00")
    assert (found["step"], found["until"]) == ("wait", "2026-08-13T00:00:00+09:00")
    assert found["trace"][-1].endswith("days_off=2026-08-08,2026-08-09,2026-08-10,2026-08-11")


def test_no_day_off_is_a_dash_in_the_trace():
    source = shop_in("Asia/Tokyo", business_days=1)
    found = at_the(source, "2026-08-06T12:00:00+09:00", delivered_at="2026-08-05T09:00:00+09:00")
    assert found["trace"][-1].endswith(" business_days=1 days_off=-")


WRONG = {
    "an unknown zone": (
        {"time_zone": "Europe/Londn"},
        "`time_zone` is `Europe/Londn`: a name such as `Asia/Tokyo`",
    ),
    "no text": ({"time_zone": 9}, "`time_zone` is `9`"),
    "a path": ({"time_zone": "../etc/passwd"}, "`time_zone` is `../etc/passwd`"),
    "a folder": ({"time_zone": "Europe"}, "`time_zone` is `Europe`"),
    "an unknown weekday": (
        {"calendar": {"closed": ["sun"]}},
        "`closed` is `sun`: allowed is one of monday, tuesday, wednesday",
    ),
    "no day of business": (
        {
            "calendar": {
                "closed": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            }
        },
        "`closed` names all weekdays: one is needed on which the shop works",
    ),
    "a holiday that is no day": (
        {"calendar": {"holidays": [date(2026, 1, 1), "xmas"]}},
        "`holidays` is `xmas`: days as `2026-12-31` are allowed",
    ),
    "an unknown zone beside own days": ({"time_zone": "Here", "calendar": {"closed": []}}, "`time_zone` is"),
}


@pytest.mark.parametrize(("source", "message"), WRONG.values(), ids=WRONG)
def test_a_calendar_that_cannot_be_is_an_error_that_says_why(source, message):
    with pytest.raises(PolicyError) as raised:
        built(shop(row("all", "none", {"goal": "cancel"}), **source))
    assert str(raised.value).startswith(message)


def test_own_days_may_stand_in_another_zone():
    calendar = calendar_of({"time_zone": "Europe/London", "calendar": {"closed": ["monday"]}})
    assert calendar.start(date(2026, 7, 15)) == utc("2026-07-14T23:00")
    assert not calendar.is_business_day(date(2026, 8, 3))
    assert calendar.is_business_day(date(2026, 8, 8))
