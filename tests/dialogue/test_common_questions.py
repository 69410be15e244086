"""General questions are answered from the shops' entries: the one that fits, then what comes near."""

import pytest
from conversation import Conversation, an_order, kit

from wording import entries

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")


def answer_of(name: str, language: str = "ja") -> str:
    return next(entry.answer[language] for entry in entries(kit().wording) if entry.id == name)


@pytest.mark.parametrize(
    ("text", "intent", "entry"),
    [
        ("Amazonでペナルティはありますか", "penalty", "amazon.faq.penalty"),
        ("Amazonで何回もキャンセルしすぎるとどうなる？", "penalty", "amazon.faq.frequent_cancelling"),
        ("アマゾンのアカウントが停止された例はある？", "penalty", "amazon.faq.suspended_accounts"),
        ("マケプレの出品者への連絡方法は？", "marketplace_seller", "amazon.faq.writing_to_seller"),
        ("あみあみの取り寄せ商品について", "preorder_backorder", "amiami.faq.back_order"),
        ("あみあみの中古品の決まり", "preorder_backorder", "amiami.faq.in_stock"),
        (
            "アマゾンの注文キャンセルとリクエストの違いは",
            "what_is_cancel_request",
            "amazon.faq.request_or_cancellation",
        ),
    ],
)
def test_the_entry_that_fits_the_words_answers(text: str, intent: str, entry: str):
    talk = Conversation()
    talk.say(text, intent)
    assert talk.names()[0] == f"{entry.partition('.')[0]}.answer.{intent}"
    assert talk.of("text")[0]["text"] == answer_of(entry)


def test_where_no_shop_is_named_each_answers_under_its_name():
    talk = Conversation(language="en")
    talk.say("is there a penalty?", "penalty")
    assert talk.names()[:2] == ["amiami.answer.penalty", "amazon.answer.penalty"]
    assert [block["text"].partition(":")[0] for block in talk.of("text")[:2]] == ["AmiAmi", "Amazon"]


def test_what_comes_near_is_offered_and_answered_when_pressed():
    talk = Conversation(language="en")
    talk.say("amazon: does cancelling often bring a penalty?", "penalty")
    assert talk.names()[-1] == "faq.others"
    title, payload = talk.buttons()[0]
    assert payload.startswith("entry/amazon.faq.")
    name = payload.split("/")[1]
    talk.choose(payload)
    assert talk.names() == [f"{name}.answer"]
    assert talk.of("text")[0]["text"] == answer_of(name, "en") and title in [
        e.question["en"] for e in entries(kit().wording)
    ]


def test_beside_an_open_question_nothing_is_offered():
    talk = Conversation((DELIVERED,))
    talk.say("イヤホンを返品したい", "return_item")
    talk.say("ちなみに何度もキャンセルするとペナルティはありますか", "penalty")
    assert talk.names() == ["amazon.answer.penalty", "question.opened"]


def test_an_entry_pressed_beside_an_open_question_leads_back_to_it():
    talk = Conversation((DELIVERED,), language="en")
    talk.say("does amazon punish cancelling often?", "penalty")
    payload = talk.buttons()[0][1]
    talk.say("I want to return the earphones", "return_item")
    talk.choose(payload)
    assert talk.names()[-1] == "question.opened"


def test_words_that_say_nothing_of_it_are_answered_by_the_first_entry_and_offer_nothing():
    talk = Conversation()
    talk.say("アマゾンのことを教えて", "penalty")
    assert talk.names() == ["amazon.answer.penalty"]
    assert talk.of("text")[0]["text"] == answer_of("amazon.faq.penalty")


@pytest.mark.parametrize(
    "text", ["Amazonで何度もキャンセルするとペナルティはありますか", "ちなみにペナルティは？"]
)
def test_a_question_between_orders_to_choose_from_is_answered_and_the_choice_comes_again(text: str):
    talk = Conversation((DELIVERED, an_order("250-2222222-2222222", status="shipped")))
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.names() == ["which_order"]
    talk.say(text, "penalty")
    assert "amazon.answer.penalty" in talk.names() and talk.names()[-1] == "which_order"
