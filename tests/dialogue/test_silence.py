"""After a day of silence: go on or begin anew."""

from datetime import timedelta

import pytest
from conversation import Conversation, an_order

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")


def silent_for(wait: timedelta) -> Conversation:
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    assert talk.asked() == ["opened"]
    talk.now += wait
    return talk


def test_just_under_a_day_is_no_silence():
    talk = silent_for(timedelta(hours=24) - timedelta(seconds=1))
    talk.say("開けていません", "nlu_fallback")
    assert talk.steps() == ["return"]


def test_after_a_day_it_is_asked_whether_to_go_on():
    talk = silent_for(timedelta(hours=24))
    talk.say("開けていません", "nlu_fallback")
    assert talk.names() == ["resume.order"]
    assert [title for title, _ in talk.buttons()] == ["続ける", "最初から始める"]
    assert not talk.steps()


@pytest.mark.parametrize("answer", ["続ける", "はい", "yes please", "1番目"])
def test_going_on_takes_up_what_was_typed(answer: str):
    talk = silent_for(timedelta(days=3))
    talk.say("開けていません", "nlu_fallback")
    if answer == "続ける":
        talk.press(answer)
    else:
        talk.say(answer, "affirm")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


@pytest.mark.parametrize("answer", ["最初から始める", "いいえ", "最初からお願いします"])
def test_not_going_on_forgets_order_and_facts(answer: str):
    talk = silent_for(timedelta(days=3))
    talk.say("こんにちは", "greet")
    if answer == "最初から始める":
        talk.press(answer)
    else:
        talk.say(answer, "deny")
    assert talk.names() == ["start_over"]
    assert (talk.state.order, talk.state.goal, talk.state.told) == (None, None, {})


def test_who_greets_and_goes_on_gets_the_open_question_in_short():
    talk = silent_for(timedelta(days=1))
    talk.say("こんにちは", "greet")
    talk.press("続ける")
    assert talk.names() == ["question.opened"]
    assert talk.text().startswith("先ほどの質問に戻ります。")


def test_a_new_wish_instead_of_an_answer_begins_anew():
    other = an_order("250-2222222-2222222", seller="direct", titles=("傘 / Umbrella",))
    talk = silent_for(timedelta(days=2))
    talk.orders = (DELIVERED, other)
    talk.say("こんにちは", "greet")
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.names() == ["which_order"]


def test_a_button_of_the_day_before_waits_too():
    talk = silent_for(timedelta(days=2))
    talk.press("開けていない")
    assert talk.names() == ["resume.order"]
    talk.press("続ける")
    assert talk.steps() == ["return"]


def test_a_button_to_go_on_means_nothing_later():
    talk = silent_for(timedelta(days=2))
    talk.say("こんにちは", "greet")
    going_on = talk.buttons()[0][1]
    talk.choose(going_on)
    talk.choose(going_on)
    assert talk.names() == ["payload_expired", "question.opened"]


def test_where_there_is_nothing_to_go_on_with_nothing_is_asked():
    talk = Conversation(None)
    talk.say("こんにちは", "greet")
    talk.now += timedelta(days=9)
    talk.say("アマゾンで発送済みの荷物をキャンセルしたい", "cancel_order")
    assert talk.steps() == ["refuse_delivery"]


def test_an_order_no_longer_to_be_seen_is_not_named():
    talk = silent_for(timedelta(days=2))
    talk.orders = None
    talk.say("こんにちは", "greet")
    assert talk.names() == ["resume"]
