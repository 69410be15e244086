"""A release of which only the month is known is decided on where the month decides; else the day is asked."""

from datetime import date

import pytest
from conversation import Conversation

PRE_ORDER = "I want to cancel my AmiAmi preorder, not invoiced"


def asked() -> Conversation:
    talk = Conversation(None, language="en")
    talk.say(PRE_ORDER, "cancel_order")
    assert talk.asked() == ["release_date"]
    return talk


@pytest.mark.parametrize("answer", ["May 2026", "2026-05", "in May", "next month"])
def test_a_month_to_come_is_reckoned_with_its_first_day(answer: str):
    talk = asked()
    talk.say(answer, "out_of_scope")
    assert talk.names()[0] == "release.reckoned"
    assert talk.steps() == ["cancel"]
    assert str(talk.of("step")[0]["until"]).startswith("2026-05-01")


def test_a_month_that_is_over_is_released():
    talk = asked()
    talk.say("February 2026", "out_of_scope")
    assert talk.steps() == ["contact_support"]


def test_of_this_month_the_day_is_asked_as_often_as_it_takes():
    talk = asked()
    for _ in range(3):
        talk.say("April 2026", "out_of_scope")
        assert talk.asked() == ["release_date"]
    talk.say("the 30th", "out_of_scope")
    assert talk.steps() == ["cancel"]


def test_a_month_told_with_the_wish_is_not_asked_again():
    talk = Conversation(None, language="ja")
    talk.say("あみあみの予約商品をキャンセルしたい。請求はまだです。発売日は来年の3月です", "cancel_order")
    assert talk.steps() == ["cancel"]


def test_the_day_itself_is_not_remarked_upon():
    talk = asked()
    talk.say("May 1, 2026", "out_of_scope")
    assert "release.reckoned" not in talk.names()
    assert talk.state.told_here()["release_date"] == date(2026, 5, 1).isoformat()
