"""`-k` chooses stories by words, as pytest does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torikeshi.errors import UserError
from torikeshi.stories.choosing import chooser

NAME = "tests/stories/money.yml::カードの返金は営業日で数える"
WORDS = st.sampled_from(["money", "MONEY", "返金", "steps", "zzz"])


@pytest.mark.parametrize(
    "expression",
    [
        "money",
        "MONEY",
        "返金",
        "money and 返金",
        "zzz or 返金",
        "not zzz",
        "(zzz or money) and not steps",
        "not not money",
    ],
)
def test_chosen(expression):
    assert chooser(expression)(NAME)


@pytest.mark.parametrize(
    "expression", ["zzz", "not money", "money and zzz", "not (zzz or money)", "not 返金 or zzz"]
)
def test_not_chosen(expression):
    assert not chooser(expression)(NAME)


@pytest.mark.parametrize(
    "expression", ["and", "money and", "(money", "money)", "money 返金", "not", "()", ""]
)
def test_what_is_no_expression_is_told(expression):
    with pytest.raises(UserError, match="`-k` is"):
        chooser(expression)


@given(WORDS, WORDS)
def test_and_or_not_are_as_in_logic(one, other):
    left, right = chooser(one)(NAME), chooser(other)(NAME)
    assert chooser(f"{one} and {other}")(NAME) == (left and right)
    assert chooser(f"{one} or not {other}")(NAME) == (left or not right)
