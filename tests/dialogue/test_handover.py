"""A person in the same conversation: the customer chooses, and the person gets what is known."""

import pytest
from conversation import NOW, Conversation, an_order, at

from dialogue.acts import HAND_OVER

SHIPPED = an_order(
    seller="direct", status="unshipped", request="pending", requested_at=at("2026-03-30T10:00:00+09:00")
)
CAN = frozenset({HAND_OVER})


def talk(**fields) -> Conversation:
    return Conversation((SHIPPED,), can=CAN, **fields)


def contacted(language: str = "ja") -> Conversation:
    it = talk(language=language)
    it.say("リクエストの返事がない" if language == "ja" else "no answer to my request", "cancel_status")
    return it


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_step_to_contact_support_offers_a_person_here(language: str):
    it = contacted(language)
    assert it.steps() == ["contact_support"]
    assert it.names()[-1] == "handover.offer"
    assert it.acts == ()


def test_whoever_asks_for_a_person_is_offered_one():
    it = talk()
    it.say("人と話したい", "contact_human")
    assert "handover.offer" in it.names()
    it.say("はい", "affirm")
    assert [act.name for act in it.acts] == [HAND_OVER]


def test_whoever_was_not_understood_twice_is_offered_one():
    it = talk()
    it.say("ほげ", "nlu_fallback", ("cancel_order",))
    it.say("ふが", "nlu_fallback", ("cancel_order",))
    assert it.names() == ["unclear.person", "handover.offer"]


def test_where_no_person_can_be_had_none_is_offered():
    it = Conversation((SHIPPED,))
    it.say("リクエストの返事がない", "cancel_status")
    assert "handover.offer" not in it.names()


def test_the_button_hands_over_with_order_facts_and_decision():
    it = contacted()
    it.press("ここで担当者と話す")
    (act,) = it.acts
    assert act.values["reason"] == "contact_support"
    brief = act.values["brief"]
    assert brief["order_number"] == SHIPPED.order_number
    (decided,) = brief["decisions"]
    assert decided["facts"]["request"] == "pending"
    assert decided["answer"]["step"] == "contact_support"
    assert decided["answer"]["cites"]


def test_the_reply_says_that_a_person_answers_from_now_on():
    it = contacted()
    it.press("ここで担当者と話す")
    assert it.names() == ["handover.done"]
    assert it.buttons() == [("自動応答に戻る", "bot//null")]


def test_a_person_who_is_not_there_now_is_announced_for_when_they_are():
    it = contacted()
    it.person_at = at("2026-04-02T09:00:00+09:00")
    it.press("ここで担当者と話す")
    assert it.names() == ["handover.later"]
    assert "4月2日" in it.text()
    assert "9:00" in it.text()


@pytest.mark.parametrize("text", ["わかりました", "はい", "OK", "了解です"])
def test_all_right_after_a_step_agrees_to_the_step_and_hands_nothing_over(text: str):
    it = contacted()
    it.say(text, "affirm")
    assert it.acts == ()


def test_a_yes_to_something_else_hands_nothing_over():
    it = contacted()
    it.say("ありがとう", "thanks")
    it.say("はい", "affirm")
    assert it.acts == ()


def test_a_no_hands_nothing_over():
    it = contacted()
    it.say("いいえ", "deny")
    assert it.acts == ()


def test_whoever_is_with_the_bot_already_may_press_the_way_back():
    it = contacted()
    it.press("ここで担当者と話す")
    it.press("自動応答に戻る")
    assert it.names() == ["handover.back"]
    assert it.now == NOW
