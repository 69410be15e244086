"""How long a window is, and in what that is counted."""

import pytest

from decision.calendar import JAPANESE
from decision.rows import Window

NOTHING = {"hours": 0, "calendar_days": 0, "business_days": 0}


@pytest.mark.parametrize(
    ("length", "unit", "count"),
    [
        ({"hours": 6}, "hours", 6),
        ({"calendar_days": 8}, "calendar days", 8),
        ({"business_days": 2}, "business days", 2),
    ],
    ids=str,
)
def test_a_window_says_how_long_it_is(length, unit, count):
    window = Window("cancelled_at", 0, (), cites=(), calendar=JAPANESE, **{**NOTHING, **length})
    assert (window.unit, window.count) == (unit, count)
