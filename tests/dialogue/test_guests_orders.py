"""A guest who speaks of several orders: each has what was told of it, and none is forgotten."""

import pytest
from conversation import Conversation

FIRST, SECOND = "249-1111111-1111111", "249-2222222-2222222"


def of_two(language: str, by_number: bool = True) -> Conversation:
    talk = Conversation(None, language)
    number = FIRST if by_number else ""
    if language == "en":
        talk.say(f"can I cancel my order {number}, amazon, not shipped", "cancel_order")
        second = f"and my other order{', ' + SECOND if by_number else ''}, can I cancel that one?"
    else:
        talk.say(f"アマゾンの注文{number}をキャンセルしたい、未発送です", "cancel_order")
        second = f"もう一つの注文{SECOND if by_number else ''}はキャンセルできますか"
    assert talk.steps() == ["cancel"]
    talk.say(second, "cancel_order")
    return talk


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("by_number", [True, False])
def test_nothing_told_of_the_first_order_is_used_for_the_second(language: str, by_number: bool):
    talk = of_two(language, by_number)
    assert (talk.names()[0], talk.steps(), talk.asked()) == ("changed.thread", [], ["policy"])
    assert not talk.state.told_here()


@pytest.mark.parametrize(
    ("text", "language", "by_number"),
    [
        (f"back to {FIRST}, what was the step?", "en", True),
        ("and the first order?", "en", False),
        ("最初の注文はどうでしたっけ", "ja", False),
        (f"{FIRST}のほうは?", "ja", True),
    ],
)
def test_who_comes_back_to_the_first_order_hears_its_step(text: str, language: str, by_number: bool):
    talk = of_two(language, by_number)
    talk.say("amazon", "out_of_scope")
    talk.say("delivered, not opened" if language == "en" else "届きました、未開封です", "return_item")
    assert talk.steps() == ["return"]
    talk.say(text, "out_of_scope")
    assert (talk.names()[0], talk.steps()) == ("changed.thread.back", ["cancel"])
    assert talk.state.told_here()["status"] == "unshipped"


def test_the_other_order_is_the_second_again_once_the_first_is_spoken_of():
    talk = of_two("en", by_number=False)
    talk.say("amazon, it has shipped", "order_status")
    assert talk.steps() == ["refuse_delivery"]
    talk.say("and the first order?", "out_of_scope")
    talk.say("and the other order?", "out_of_scope")
    assert talk.steps() == ["refuse_delivery"]


def test_a_number_told_late_names_the_order_spoken_of():
    talk = Conversation(None, "en")
    talk.say("cancel my amazon order", "cancel_order")
    talk.say(f"it's {FIRST}, not shipped", "order_status")
    assert talk.steps() == ["cancel"]


def test_a_number_corrected_is_still_the_same_order():
    talk = Conversation(None, "en")
    talk.say(f"cancel {FIRST}, amazon", "cancel_order")
    talk.say(f"sorry, I meant {SECOND}", "cancel_order")
    assert (talk.state.told_here()["policy"], talk.asked()) == ("amazon", ["status"])


@pytest.mark.parametrize(
    ("text", "language"),
    [("I placed another order by mistake", "en"), ("別の注文をしたので要らなくなりました", "ja")],
)
def test_another_order_as_a_reason_leaves_the_one_spoken_of(text: str, language: str):
    talk = Conversation(None, language)
    talk.say("cancel my amazon order" if language == "en" else "アマゾンをキャンセルしたい", "cancel_order")
    talk.say(text, "cancel_order")
    assert talk.state.told_here()["policy"] == "amazon"


def test_a_wish_that_was_left_for_another_order_is_that_wish_again():
    talk = Conversation(None, "en")
    talk.say("where is my refund from amazon? paid by card, cancelled on March 20", "refund_timing")
    talk.say("also, about another order: cancel it please, amazon, not shipped", "cancel_order")
    assert talk.steps() == ["cancel"]
    talk.say("back to the first order", "nlu_fallback")
    assert talk.state.goal == "refund"
