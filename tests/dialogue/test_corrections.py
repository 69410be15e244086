"""What is taken back: wish, order, line or fact. It is decided again, and said what changed."""

import pytest
from conversation import Conversation, an_order

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")
UNSHIPPED = an_order("250-2222222-2222222", seller="direct", titles=("充電器 / Charger",))
SHIPPED = an_order("250-3333333-3333333", seller="direct", status="shipped", titles=("傘 / Umbrella",))
SET = an_order(
    "250-7777777-7777777",
    seller="direct",
    status="delivered",
    titles=("マグ / Mug", "皿 / Plate", "箸 / Chopsticks"),
)


def chosen(language: str = "ja") -> Conversation:
    talk = Conversation((UNSHIPPED, SHIPPED), language=language)
    talk.say({"ja": "キャンセルしたい", "en": "I want to cancel"}[language], "cancel_order")
    talk.press("250-2222222")
    assert talk.steps() == ["cancel"]
    return talk


@pytest.mark.parametrize(
    ("language", "text"),
    [("ja", "いや、もう一つの注文の方です"), ("en", "no, the other order"), ("ja", "やっぱり傘の方で")],
)
def test_the_other_order(language: str, text: str):
    talk = chosen(language)
    talk.say(text, "deny")
    assert talk.names()[0] == "changed.order"
    assert [(s["order_number"], s["step"]) for s in talk.of("step")] == [
        ("250-3333333-3333333", "refuse_delivery")
    ]


def test_another_order_among_several_is_asked_for():
    talk = Conversation((UNSHIPPED, SHIPPED, DELIVERED), language="en")
    talk.say("cancel the charger please", "cancel_order")
    talk.say("sorry, not that one, the other order", "deny")
    assert talk.names()[-1] == "which_order"
    assert "250-2222222-2222222" not in str(talk.buttons())


def test_another_wish():
    talk = Conversation((DELIVERED,))
    talk.say("数量を減らしたい", "change_order_or_quantity")
    talk.say("やっぱり返品で", "return_item")
    assert talk.state.goal == "cancel"
    assert talk.names()[0] == "changed.wish"
    assert talk.asked() == ["opened"]


def test_a_wish_taken_back_is_no_answer_to_the_question():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("いや、数量を減らしたい", "change_order_or_quantity")
    assert "opened" not in talk.state.told_here()
    assert talk.state.goal == "reduce_quantity"


@pytest.mark.parametrize("text", ["no, the other ones", "いや、そっちじゃなくて他の商品"])
def test_the_other_lines_and_no_answer_to_the_question(text: str):
    talk = Conversation((SET,), language="en")
    talk.say("I want to return the plate", "return_item")
    talk.say(text, "deny")
    assert talk.names()[0] == "changed.line"
    assert talk.state.lines == (1, 3)
    assert "opened" not in talk.state.told_here()


def test_another_line_by_its_name_alone():
    talk = Conversation((SET,))
    talk.say("皿を返品したい、開けてしまいました", "return_item")
    talk.say("やっぱりマグの方で", "nlu_fallback")
    assert talk.names()[0] == "changed.line"
    assert [(s["line"], s["rule"]) for s in talk.of("step")] == [(1, "amazon.delivered.opened")]


@pytest.mark.parametrize(
    ("first", "then", "rule"),
    [
        (
            "アマゾンの注文をキャンセルしたい、まだ発送されてない",
            "sorry, it HAS shipped",
            "amazon.shipped",
        ),
        ("アマゾンの荷物が届いて開けました。返品したい", "いや、開けてなかった", "amazon.delivered.unopened"),
    ],
)
def test_a_fact_is_replaced_and_the_reply_says_so(first: str, then: str, rule: str):
    talk = Conversation(None)
    talk.say(first, "return_item" if "返品" in first else "cancel_order")
    assert talk.of("step")[0]["rule"] != rule
    talk.say(then, "nlu_fallback")
    assert talk.names()[0] == "changed.fact"
    assert talk.of("step")[0]["rule"] == rule


def test_a_fact_that_the_records_have_is_not_said_to_have_changed():
    talk = Conversation((SHIPPED,))
    talk.say("まだ発送されてないのでキャンセルしたい", "cancel_order")
    talk.say("やっぱり届いてました", "nlu_fallback")
    assert "changed.fact" not in talk.names()
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_a_second_message_that_only_adds_changes_nothing():
    talk = Conversation(None)
    talk.say("アマゾンの注文をキャンセルしたい", "cancel_order")
    talk.say("まだ発送されていません", "nlu_fallback")
    assert not [name for name in talk.names() if name.startswith("changed.")]


@pytest.mark.parametrize("text", ["最初からやり直したい", "can we start over?", "今までの話は忘れてください"])
def test_starting_over_forgets_order_facts_and_buttons(text: str):
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    opened = talk.buttons()[0][1]
    talk.say(text, "nlu_fallback")
    assert talk.names() == ["start_over"]
    assert (talk.state.order, talk.state.goal, talk.state.told) == (None, None, {})
    talk.choose(opened)
    assert talk.names()[0] == "payload_expired"
    assert not talk.asked()


def test_a_story_with_another_wish_of_its_own_is_that_wish():
    talk = Conversation(None)
    talk.say("アマゾンで発送済みの荷物を返品したい", "return_item")
    talk.say("キャンセルしたのに返金されていません", "refund_timing")
    assert talk.state.goal == "refund"


@pytest.mark.parametrize(
    "text", ["別の商品が届いたので返品したいです", "I received a different item, I want to return it"]
)
def test_a_wrong_thing_in_the_parcel_is_no_other_order(text: str):
    talk = Conversation((DELIVERED, SHIPPED))
    talk.say("イヤホンを返品したい", "return_item")
    talk.say(text, "return_item")
    assert talk.of("ask")[0]["order_number"] == DELIVERED.order_number


def test_the_other_order_of_somebody_with_one_is_asked_for_by_number():
    talk = Conversation((DELIVERED,), language="en")
    talk.say("I want to return it", "return_item")
    talk.say("no, the other order", "deny")
    assert talk.names() == ["order.type_number"]
    assert not talk.state.told_here()


def test_another_wish_about_a_number_is_that_wish():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("250-3333333-3333333をキャンセルしたい", "cancel_order")
    talk.say("250-2222222-2222222は元に戻してください", "undo_cancel_request")
    assert talk.state.goal == "undo_request"


def test_a_wish_about_a_line_by_name_is_that_wish():
    talk = Conversation((SET,))
    talk.say("皿を返品したい、開けてしまいました", "return_item")
    talk.say("やっぱりマグは元に戻してください", "undo_cancel_request")
    assert talk.state.goal == "undo_request"


def test_neither_of_both_is_not_both():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("いいえ、両方とも違います", "deny")
    assert not talk.steps()


def test_first_of_all_is_no_place_in_a_list():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("まず最初に、返金はいつになるのか教えてください", "refund_timing")
    assert not talk.steps()
    assert talk.asked() == ["opened"]


def test_only_that_line_whatever_the_model_makes_of_it():
    talk = Conversation((SET,))
    talk.say("全部返品したい、未開封です", "return_item")
    assert talk.steps() == ["return", "return", "return"]
    talk.say("やっぱり皿だけ", "undo_cancel_request")
    assert talk.names()[0] == "changed.line"
    assert [(step["line"], step["step"]) for step in talk.of("step")] == [(2, "return")]


def test_a_fact_of_one_line_is_none_of_the_others():
    talk = Conversation((SET,))
    talk.say("マグと皿を返品したい", "return_item")
    talk.say("マグだけ開けました", "return_item")
    assert [(step["line"], step["rule"]) for step in talk.of("step")] == [(1, "amazon.delivered.opened")]
    assert talk.of("ask")[0]["line"] == 2
    talk.say("皿は開けてません", "nlu_fallback")
    assert [(step["line"], step["rule"]) for step in talk.of("step")] == [(2, "amazon.delivered.unopened")]
    talk.say("いや、全部開けてました", "nlu_fallback")
    assert {step["rule"] for step in talk.of("step")} == {"amazon.delivered.opened"}


def test_the_newer_order_is_the_other_one():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("傘をキャンセルしたい", "cancel_order")
    talk.say("あと新しい方もキャンセルしたい", "cancel_order")
    assert talk.of("step")[0]["order_number"] == "250-2222222-2222222"


def test_the_second_one_after_the_first():
    talk = Conversation((UNSHIPPED, SHIPPED), language="en")
    talk.say("I want to cancel something", "cancel_order")
    talk.say("the first one", "affirm")
    talk.say("and the second one?", "change_order_or_quantity")
    assert [step["order_number"] for step in talk.of("step")] == ["250-3333333-3333333"]


def test_cancelling_after_all_takes_no_request_back():
    talk = Conversation((UNSHIPPED,))
    talk.say("間違えて2個頼んだので1個にしたい", "change_order_or_quantity")
    talk.say("いや、やっぱり全部キャンセルで", "undo_cancel_request")
    assert talk.steps() == ["cancel"]
