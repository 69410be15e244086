"""A person is there in certain hours of Japanese business days, or always."""

from __future__ import annotations

from datetime import datetime

import pytest

from web.handover.hours import opens_at, read_hours


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-24T09:00:00+09:00", None),
        ("2026-11-24T17:59:59+09:00", None),
        ("2026-11-24T08:59:59+09:00", "2026-11-24T09:00:00+09:00"),
        ("2026-11-24T18:00:00+09:00", "2026-11-25T09:00:00+09:00"),
        ("2026-11-23T12:00:00+09:00", "2026-11-24T09:00:00+09:00"),  # a holiday
        ("2026-11-27T15:00:00Z", "2026-11-30T09:00:00+09:00"),  # Saturday in Japan
        ("2026-12-31T20:00:00+09:00", "2027-01-04T09:00:00+09:00"),
    ],
)
def test_a_person_is_there_in_the_hours_of_business_days(now: str, opens: str | None):
    found = opens_at(read_hours("09:00-18:00"), datetime.fromisoformat(now))
    assert found == (datetime.fromisoformat(opens) if opens else None)


def test_without_hours_somebody_is_always_there():
    assert opens_at(read_hours(""), datetime.fromisoformat("2026-01-01T03:00:00+09:00")) is None


@pytest.mark.parametrize("text", ["9-18", "18:00-09:00", "25:00-26:00", "09:00-09:00", "always"])
def test_hours_that_cannot_be_read_are_refused(text: str):
    with pytest.raises(ValueError, match="09:00-18:00"):
        read_hours(text)
