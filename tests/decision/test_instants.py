"""Instants and days in text: which years are read, and how an instant is written again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from decision.instants import JAPAN, in_japan, iso, parse_date, parse_instant, read_instant, written


@pytest.mark.parametrize("day", ["1950-01-01", "1950-12-31", "2098-01-01", "2098-12-31"])
def test_the_first_and_the_last_year_are_read(day):
    assert parse_date(day) == date.fromisoformat(day)
    assert parse_instant(f"{day}T23:59:59Z") == datetime.fromisoformat(f"{day}T23:59:59+00:00")


@pytest.mark.parametrize("day", ["1949-12-31", "2099-01-01"])
def test_the_years_beside_them_are_not(day):
    assert (parse_date(day), parse_instant(f"{day}T12:00:00Z")) == (None, None)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("2026-04-01T10:00:00Z", "2026-04-01T10:00:00+00:00"),
        ("2026-04-01T10:00:00-00:00", "2026-04-01T10:00:00+00:00"),
        ("2026-04-01T10:00:00.5-05:30", "2026-04-01T10:00:00.500000-05:30"),
        ("2026-04-01T10:00:00.000+09:00", "2026-04-01T10:00:00+09:00"),
    ],
)
def test_an_instant_is_written_again_with_its_own_offset_and_six_digits_or_none(text, again):
    instant = parse_instant(text)
    assert (read_instant(text)[1], iso(instant), instant.isoformat()) == (again, again, again)


def test_japans_offset_is_one_object_so_that_its_instants_are_compared_fast():
    assert parse_instant("2026-04-01T10:00:00+09:00").tzinfo is JAPAN
    assert read_instant("2026-04-01T10:00:00Z")[0].tzinfo is JAPAN


def test_an_instant_of_a_named_zone_is_written_with_the_offset_of_then():
    summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London"))
    assert iso(summer) == "2026-07-01T12:00:00+01:00"
    assert written(summer) == "2026-07-01T20:00:00+09:00"
    assert in_japan(summer).tzinfo is JAPAN
