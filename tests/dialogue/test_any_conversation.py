"""Whatever is said in whatever order: a reply, at most one question, the words before the data."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from conversation import Conversation, an_order, at
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue import State
from orders.model import Line

CANCELLED_AT = at("2026-03-31T21:00:00+09:00")
ORDERS = (
    an_order(
        "250-1111111-1111111", seller="direct", titles=("椅子 / Chair", "机 / Desk"), status="delivered"
    ),
    an_order("250-2222222-2222222", seller="marketplace", titles=("傘 / Umbrella",), status="shipped"),
    an_order("250-3333333-3333333", status="cancelled", titles=("鏡 / Mirror",), cancelled_at=CANCELLED_AT),
    an_order(
        "123456789", policy="amiami", lines=(Line(1, "人形", 1, "pre_order"), Line(2, "本", 1, "in_stock"))
    ),
)
SAID = (
    ("キャンセルしたい", "cancel_order"),
    ("cancel the umbrella and when do I get the refund for the other one?", "cancel_order"),
    ("傘を返品したいのと、鏡の返金はいつですか", "return_item"),
    ("やっぱり返品で", "return_item"),
    ("no, the other order", "deny"),
    ("いや、もう一つの商品の方", "nlu_fallback"),
    ("机だけお願いします", "change_order_or_quantity"),
    ("2番目", "out_of_scope"),
    ("全部", "nlu_fallback"),
    ("250-2222222-2222222", "nlu_fallback"),
    ("250-1111111-1111111と250-9999999-9999999をキャンセル", "cancel_order"),
    ("末尾1111", "nlu_fallback"),
    ("たぶん開けてないと思う", "nlu_fallback"),
    ("I think it shipped", "nlu_fallback"),
    ("もう届いて開けました", "nlu_fallback"),
    ("アマゾンです", "nlu_fallback"),
    ("あみあみの予約商品です", "preorder_backorder"),
    ("クレカで払った", "refund_timing"),
    ("how long do refunds take?", "refund_timing"),
    ("ペナルティはありますか", "penalty"),
    ("今どうなってますか", "order_status"),
    ("担当者と話したい", "contact_human"),
    ("昨日", "nlu_fallback"),
    ("はい", "affirm"),
    ("いいえ", "deny"),
    ("わからない", "nlu_fallback"),
    ("ほげ", "nlu_fallback"),
    ("今日の天気は", "out_of_scope"),
    ("最悪だ", "nlu_fallback"),
    ("最初からやり直したい", "nlu_fallback"),
    ("In English, please", "contact_human"),
    ("ありがとう", "thanks"),
)
MOVES = st.lists(
    st.one_of(st.sampled_from(SAID), st.integers(0, 7), st.sampled_from([timedelta(hours=25)])), max_size=12
)


def played(moves, orders) -> Iterator[Conversation]:
    """One conversation; a number presses that button of the last reply, if there is one."""
    talk = Conversation(orders)
    for move in moves:
        if isinstance(move, timedelta):
            talk.now += move
        elif isinstance(move, int):
            buttons = talk.buttons()
            if buttons:
                talk.choose(buttons[move % len(buttons)][1])
                yield talk
        else:
            talk.say(*move, ("cancel_order", "refund_timing", "return_item"))
            yield talk


@settings(max_examples=60)
@given(MOVES, st.sampled_from([None, (), ORDERS[:1], ORDERS]))
def test_every_reply_is_words_then_data_and_one_question_at_most(moves, orders):
    for talk in played(moves, orders):
        kinds = [block["type"] for block in talk.blocks]
        assert kinds[0] == "text"
        assert kinds.count("ask") <= 1
        assert "step" not in kinds[kinds.index("ask") :] if "ask" in kinds else True
        assert all(
            kinds[place - 1] in ("text", "ask") for place, kind in enumerate(kinds) if kind == "choices"
        )


@settings(max_examples=40)
@given(MOVES, st.sampled_from([None, ORDERS]))
def test_an_order_is_only_ever_one_of_the_customers_own(moves, orders):
    own = {order.order_number for order in orders or ()}
    for talk in played(moves, orders):
        assert {block["order_number"] for block in talk.blocks if "order_number" in block} <= own


@settings(max_examples=40)
@given(MOVES, st.sampled_from([None, ORDERS]))
def test_comfort_is_said_once_at_most(moves, orders):
    said = [name for talk in played(moves, orders) for name in talk.names() if name == "comfort"]
    assert len(said) <= 1


@settings(max_examples=40)
@given(MOVES, st.sampled_from([None, ORDERS]))
def test_the_state_is_plain_json_and_the_same_again(moves, orders):
    for talk in played(moves, orders):
        assert State.from_json(json.loads(json.dumps(talk.state.to_json()))) == talk.state


@pytest.mark.parametrize("orders", [None, ORDERS])
@settings(max_examples=60)
@given(moves=MOVES)
def test_whatever_went_before_gibberish_ends_with_a_person(orders, moves):
    talk = [Conversation(orders), *played(moves, orders)][-1]
    for _ in range(3):
        talk.say("ほげほげ", "nlu_fallback")
    assert talk.names() == ["unclear.person"]
