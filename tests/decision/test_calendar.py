"""Japanese business days: the checked-in table against the library, and the weeks that are hard."""

from datetime import date, timedelta

import holidays
import pytest
from answers import NOW, amazon, amiami

from decision.calendar import JAPANESE, holidays_of, nth_business_day_after

YEARS = range(1949, 2100)


def test_the_table_is_that_of_the_library():
    library = holidays.country_holidays("JP", years=YEARS)
    assert {day for year in YEARS for day in holidays_of(year)} == set(library)


def test_a_business_day_is_monday_to_friday_and_no_holiday():
    library = holidays.country_holidays("JP", years=range(2024, 2031))
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(7 * 365)]
    assert [day for day in days if JAPANESE.is_business_day(day)] == [
        day for day in days if day.weekday() < 5 and day not in library
    ]


NEXT = {
    "the Friday before Golden Week 2026": ("2026-05-01", "2026-05-07"),
    "the substitute holiday of 6 May 2026": ("2026-05-06", "2026-05-07"),
    "the day before Showa Day": ("2026-04-28", "2026-04-30"),
    "the Friday before Silver Week 2026, with a bridge day": ("2026-09-18", "2026-09-24"),
    "a substitute Monday": ("2025-02-23", "2025-02-25"),
    "New Year's Eve": ("2026-12-31", "2027-01-04"),
    "the last day of the year is a business day": ("2024-12-30", "2024-12-31"),
    "a leap day's eve": ("2028-02-28", "2028-02-29"),
    "a leap day": ("2028-02-29", "2028-03-01"),
    "Mountain Day on a Tuesday": ("2026-08-10", "2026-08-12"),
    "a one-off holiday of the enthronement in 2019": ("2019-04-26", "2019-05-07"),
    "the Olympic year's moved holidays": ("2021-07-21", "2021-07-26"),
    "the last days that instants can reach": ("2098-12-31", "2099-01-02"),
}


@pytest.mark.parametrize(("day", "following"), NEXT.values(), ids=NEXT)
def test_the_first_business_day_after(day, following):
    assert nth_business_day_after(date.fromisoformat(day), 1) == date.fromisoformat(following)


CARD = {
    "2026-04-28T12:00:00+09:00": "2026-05-12T00:00:00+09:00",  # 30 Apr, 1, 7, 8, 11 May
    "2026-09-18T23:59:59.999999+09:00": "2026-10-01T00:00:00+09:00",  # 24, 25, 28, 29, 30 Sep
    "2026-09-17T15:00:00Z": "2026-10-01T00:00:00+09:00",  # the 18th in Japan
    "2026-12-29T10:00:00+09:00": "2027-01-07T00:00:00+09:00",  # 30, 31 Dec, 4, 5, 6 Jan
    "2028-02-28T10:00:00+09:00": "2028-03-07T00:00:00+09:00",
}


@pytest.mark.parametrize(("cancelled_at", "until"), CARD.items())
def test_a_card_refund_counts_five_business_days_after_the_japanese_date(cancelled_at, until):
    facts = {"status": "cancelled", "payment_method": "card", "cancelled_at": cancelled_at}
    assert amazon(cancelled_at, goal="refund", **facts)["until"] == until


ANSWERS = {
    "2026-08-06T09:00:00+09:00": "2026-08-08T00:00:00+09:00",
    "2026-08-07T09:00:00+09:00": "2026-08-11T00:00:00+09:00",  # Monday the 10th; the 11th is the holiday
    "2026-08-10T09:00:00+09:00": "2026-08-13T00:00:00+09:00",
    "2026-05-01T09:00:00+09:00": "2026-05-08T00:00:00+09:00",
    "2026-05-01T15:00:00Z": "2026-05-08T00:00:00+09:00",  # Saturday in Japan
}


@pytest.mark.parametrize(("requested_at", "until"), ANSWERS.items())
def test_amiami_answers_by_the_end_of_the_next_business_day(requested_at, until):
    assert amiami(requested_at, requested_at=requested_at)["until"] == until


def test_only_national_holidays_count_not_the_days_that_offices_take_off():
    asked = "2026-12-30T09:00:00+09:00"
    assert amiami(asked, requested_at=asked)["until"] == "2027-01-01T00:00:00+09:00"
    assert amiami(NOW, requested_at=NOW)["step"] == "wait"
