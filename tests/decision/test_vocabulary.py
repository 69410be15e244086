"""The facts that every policy knows, and the short ways in which they are written down."""

import pytest

from decision.vocabulary import BY_NAME, Fact, _boolean, _choice, _instant

GATE = ("status", "delivered")


def test_a_choice_is_written_with_its_values_in_one_text():
    assert _choice("size", "small big", GATE) == Fact("size", "choice", ("small", "big"), (GATE,))


def test_a_boolean_has_both_values():
    assert _boolean("worn", GATE, ("request", "none")) == (
        Fact("worn", "boolean", (True, False), (GATE, ("request", "none")))
    )


def test_an_instant_lists_no_values():
    assert _instant("worn_at", GATE) == Fact("worn_at", "instant", (), (GATE,))


@pytest.mark.parametrize(
    ("name", "past"), [("now", False), ("requested_at", True), ("release_date", False), ("paid", False)]
)
def test_an_instant_other_than_now_lies_in_the_past(name, past):
    assert BY_NAME[name].past is past
