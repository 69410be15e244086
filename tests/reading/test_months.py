"""A release told by its month or season: its first and last day, and nothing where a day is told."""

from datetime import date, datetime

import pytest

from reading.months import release_month

NOW = datetime.fromisoformat("2026-11-24T06:00:00+09:00")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("March 2027", "2027-03-01", "2027-03-31"),
        ("2027-03", "2027-03-01", "2027-03-31"),
        ("来年の3月です", "2027-03-01", "2027-03-31"),
        ("2027年12月", "2027-12-01", "2027-12-31"),
        ("next spring", "2027-03-01", "2027-05-31"),
        ("冬", "2026-12-01", "2027-02-28"),
        ("来月", "2026-12-01", "2026-12-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("February", "2027-02-01", "2027-02-28"),
    ],
)
def test_an_answer_names_the_month(text: str, first: str, last: str):
    """Read on 24 November 2026: without a year it is the next one."""
    assert release_month(text, NOW, asked=True) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2027-07-31", "March 5", "3月5日", "3月上旬", "March or April", "yes"])
def test_a_day_or_two_months_are_no_month(text: str):
    assert release_month(text, NOW, asked=True) is None


@pytest.mark.parametrize(
    "text", ["it releases in March 2027", "発売日は来年の3月です", "a preorder for March 2027"]
)
def test_a_month_beside_the_release_is_its_month(text: str):
    assert release_month(text, NOW) == (date(2027, 3, 1), date(2027, 3, 31))


@pytest.mark.parametrize("text", ["I pre-ordered in March", "I may cancel it", "3月に予約しました"])
def test_another_month_says_nothing_of_the_release(text: str):
    assert release_month(text, NOW) is None


def test_what_was_released_was_so_in_the_last_such_month():
    assert release_month("it was released in October", NOW) == (date(2026, 10, 1), date(2026, 10, 31))
