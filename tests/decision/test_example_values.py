"""Facts that stand for a combination of finite values: where their instants lie."""

from datetime import datetime, timedelta

import pytest
from shops import START, shop
from tables import built, row

from decision.examples import example_value
from decision.instants import EARLIEST
from decision.vocabulary import BY_NAME

NOW = datetime.fromisoformat("2026-08-07T15:20:00+09:00")
ASKED = BY_NAME["requested_at"]


def long_over(now: datetime, **length: int) -> datetime:
    """The example of an instant whose window of this length is over."""
    window = {"fact": "requested_at", "cites": ["C1"], **length}
    policy = built(shop(row("all", "none", {"goal": "cancel"}), windows=[window]) | {"valid_from": START})
    return datetime.fromisoformat(str(example_value(ASKED, False, now, policy.windows)))


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (49, 4), (24 * 7, 8)])
def test_a_window_that_is_over_began_the_fewest_days_ago_by_doubling(hours, days):
    assert NOW - long_over(NOW, hours=hours) == timedelta(days=days)


def test_an_example_never_lies_before_the_first_instant():
    soon = EARLIEST + timedelta(days=100)
    assert long_over(soon, business_days=800) == EARLIEST
