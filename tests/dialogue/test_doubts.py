"""What was said in doubt is confirmed by one question first; until then it does not count."""

import pytest
from conversation import Conversation, an_order

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")
DOUBTED = [
    ("ja", "Amazonです。たぶんもう発送されたと思うんですけど、キャンセルしたい"),
    ("en", "I want to cancel my amazon order, I think it shipped"),
]


@pytest.mark.parametrize(("language", "text"), DOUBTED)
def test_a_doubtful_fact_is_asked_and_not_used(language: str, text: str):
    talk = Conversation(None, language=language)
    talk.say(text, "cancel_order")
    assert talk.names() == ["confirm"]
    assert talk.asked() == ["status"]
    assert len(talk.buttons()) == 2
    assert "status" not in talk.state.told_here()


@pytest.mark.parametrize("answer", ["はい", "そうです", "yes"])
def test_once_confirmed_it_counts(answer: str):
    talk = Conversation(None)
    talk.say(DOUBTED[0][1], "cancel_order")
    talk.say(answer, "affirm")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


@pytest.mark.parametrize("how", ["button", "word"])
def test_denied_it_is_asked_openly(how: str):
    talk = Conversation(None)
    talk.say(DOUBTED[0][1], "cancel_order")
    if how == "button":
        talk.press("いいえ")
    else:
        talk.say("いや、違います", "deny")
    assert talk.names() == ["question.status"]
    assert not talk.steps()


def test_denied_it_is_the_other_of_two_values():
    talk = Conversation((DELIVERED,), language="en")
    talk.say("maybe I opened it. can I return it?", "return_item")
    assert talk.names() == ["confirm"]
    talk.press("No")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_another_value_may_be_said_instead():
    talk = Conversation(None)
    talk.say(DOUBTED[0][1], "cancel_order")
    talk.say("いいえ、まだ発送されていません", "deny")
    assert talk.of("step")[0]["rule"] == "amazon.unshipped"


def test_a_doubt_in_an_answer_is_asked_about():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("たぶん開けてないと思う", "nlu_fallback")
    assert talk.names() == ["confirm"]
    talk.say("うん", "affirm")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_a_doubt_about_what_the_records_have_is_not_asked():
    talk = Conversation((an_order(seller="direct", status="shipped"),))
    talk.say("たぶんまだ発送されてないと思うのでキャンセルしたい", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_a_doubt_waits_until_it_matters():
    talk = Conversation(None)
    talk.say("たぶんもう発送されたと思うんですけど、キャンセルしたい", "cancel_order")
    assert talk.asked() == ["policy"]
    talk.press("Amazon")
    assert talk.names() == ["confirm"]


def test_a_confirmation_not_understood_is_put_differently_then_a_person():
    talk = Conversation(None)
    talk.say(DOUBTED[0][1], "cancel_order")
    first = talk.text()
    talk.say("ほげ", "nlu_fallback")
    assert talk.names() == ["unclear.answer", "confirm"]
    assert first not in talk.text()
    talk.say("ふが", "nlu_fallback")
    assert talk.names() == ["unclear.person"]
