"""Which order and which lines a customer means."""

from conversation import Conversation, an_order, at

SHIPPED = an_order(
    "250-1111111-1111111",
    seller="direct",
    status="shipped",
    request="pending",
    payment_method="card",
    placed_at=at("2026-03-28T10:00:00+09:00"),
)
UNSHIPPED = an_order(
    "250-2222222-2222222",
    seller="direct",
    titles=("充電器 / Charger",),
    placed_at=at("2026-03-30T10:00:00+09:00"),
)
CANCELLED = an_order("250-3333333-3333333", status="cancelled", seller="direct", titles=("傘 / Umbrella",))
PRE_ORDER = an_order("123456789", policy="amiami", item="pre_order", titles=("フィギュア / Figure",))


def test_one_order_that_can_be_meant_is_taken_and_named():
    talk = Conversation((SHIPPED, CANCELLED))
    talk.say("キャンセルリクエストしたのに発送された", "shipped_after_cancel_request")
    assert talk.steps() == ["refuse_delivery"]
    assert talk.of("step")[0]["order_number"] == "250-1111111-1111111"
    assert "250-1111111-1111111" in talk.text()


def test_of_several_orders_the_customer_chooses():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.names() == ["which_order"]
    assert [title[:19] for title, _ in talk.buttons()][:2] == ["250-2222222-2222222", "250-1111111-1111111"]
    assert talk.buttons()[-1][0] == "別の注文番号"


def test_a_chosen_order_is_decided_with_the_wish_that_came_before():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルリクエストしたのに発送された", "shipped_after_cancel_request")
    talk.press("250-1111111")
    assert talk.steps() == ["refuse_delivery"]


def test_a_typed_number_chooses_as_a_button_does():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルリクエストしたのに発送された", "shipped_after_cancel_request")
    talk.say("２５０ー１１１１１１１ー１１１１１１１", "nlu_fallback")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_a_number_with_a_word_beside_it_chooses_though_the_guess_is_how_it_stands():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルリクエストしたのに発送された", "shipped_after_cancel_request")
    talk.say("it's 250-1111111-1111111", "order_status", confidence=0.7)
    assert talk.steps() == ["refuse_delivery"]


def test_a_title_chooses_too():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("充電器のほうです", "nlu_fallback")
    assert talk.of("step")[0]["order_number"] == "250-2222222-2222222"


def test_a_place_in_the_list_chooses_too():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("2番目の", "out_of_scope")
    assert talk.of("step")[0]["order_number"] == "250-1111111-1111111"


def test_the_choice_is_remembered():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("250-2222222-2222222をキャンセルしたい", "cancel_order")
    talk.say("やっぱりキャンセルできますか", "cancel_order")
    assert talk.of("step")[0]["order_number"] == "250-2222222-2222222"


def test_an_unknown_number_falls_back_to_no_other_order():
    talk = Conversation((UNSHIPPED,))
    talk.say("250-9999999-9999999をキャンセルしたい", "cancel_order")
    assert talk.names() == ["order_not_found"]
    assert not talk.steps()


def test_after_an_unknown_number_the_right_one_is_decided_with_the_same_wish():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("250-9999999-9999999をキャンセルしたい", "cancel_order")
    talk.say("250-2222222-2222222", "nlu_fallback")
    assert talk.steps() == ["cancel"]


def test_a_wish_that_looks_back_means_the_cancelled_order():
    talk = Conversation((UNSHIPPED, CANCELLED))
    talk.say("返金はいつですか", "refund_timing")
    assert talk.asked() == ["cancelled_at"]
    assert talk.of("ask")[0]["order_number"] == "250-3333333-3333333"


def test_what_was_said_of_the_shop_leaves_out_the_others():
    talk = Conversation((UNSHIPPED, PRE_ORDER))
    talk.say("予約商品をキャンセルしたい", "cancel_order")
    assert talk.of("ask")[0]["order_number"] == "123456789"


def test_where_no_order_can_be_meant_the_words_decide():
    talk = Conversation((UNSHIPPED,), language="en")
    talk.say("can I cancel a back-order?", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amiami.back_order"
    assert "order_number" not in talk.of("step")[0]


def test_another_shop_named_later_is_not_decided_on_the_order_spoken_of():
    talk = Conversation((UNSHIPPED,), language="en")
    talk.say("please cancel my order", "cancel_order")
    talk.say("and can I cancel a back-order at AmiAmi?", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amiami.back_order"


def test_a_number_alone_tells_how_the_order_stands_and_asks_for_the_wish():
    talk = Conversation((UNSHIPPED, SHIPPED))
    talk.say("250-1111111-1111111", "nlu_fallback")
    assert talk.names() == ["order.status", "what_wish"]


def test_at_most_five_orders_are_offered():
    many = tuple(an_order(f"250-000000{n}-0000000") for n in range(8))
    talk = Conversation(many)
    talk.say("キャンセルしたい", "cancel_order")
    assert len(talk.buttons()) == 6


def test_every_line_is_decided_by_itself():
    order = an_order("123456789", policy="amiami", titles=("本体 / Body", "部品 / Parts"))
    back, new = order.lines
    order = an_order(
        "123456789",
        policy="amiami",
        payment_deadline=at("2026-04-05T00:00:00+09:00"),
        lines=(
            type(back)(1, back.title, 1, "back_order"),
            type(new)(2, new.title, 1, "in_stock"),
        ),
    )
    talk = Conversation((order,))
    talk.say("キャンセルしたい", "cancel_order")
    assert [(s["line"], s["step"]) for s in talk.of("step")] == [(1, "contact_support"), (2, "cancel")]


def test_one_line_of_several_is_a_part():
    order = an_order(status="shipped", seller="direct", titles=("椅子 / Chair", "机 / Desk"))
    talk = Conversation((order,))
    talk.say("机だけキャンセルしたい", "cancel_order")
    assert [(s["line"], s["rule"]) for s in talk.of("step")] == [(2, "amazon.shipped.part")]


def test_some_lines_without_saying_which_are_asked_for():
    order = an_order(status="shipped", seller="direct", titles=("椅子 / Chair", "机 / Desk"))
    talk = Conversation((order,), language="en")
    talk.say("I want to cancel only one of the items", "cancel_order")
    assert talk.names() == ["which_line"]
    talk.press("Desk")
    assert [(s["line"], s["rule"]) for s in talk.of("step")] == [(2, "amazon.shipped.part")]


def test_the_line_is_remembered_until_all_are_meant():
    order = an_order(status="shipped", seller="direct", titles=("椅子 / Chair", "机 / Desk"))
    talk = Conversation((order,))
    talk.say("机だけキャンセルしたい", "cancel_order")
    talk.say("やっぱり返品できますか", "return_item")
    assert [step["line"] for step in talk.of("step")] == [2]
    talk.say("全部キャンセルしたい", "cancel_order")
    assert [step["line"] for step in talk.of("step")] == [1, 2]


def test_one_piece_of_a_single_line_is_fewer_pieces():
    talk = Conversation((UNSHIPPED,))
    talk.say("3つのうち1つだけキャンセルしたい", "change_order_or_quantity")
    assert talk.of("step")[0]["rule"] == "amazon.quantity.before_dispatch"


def test_another_colour_does_not_cancel_anything():
    order = an_order(status="unshipped", seller="direct", titles=("椅子 / Chair", "机 / Desk"))
    talk = Conversation((order,))
    talk.say("色を変えたいです", "change_order_or_quantity")
    assert {step["rule"] for step in talk.of("step")} == {"amazon.quantity.before_dispatch"}


def test_facts_told_while_an_order_is_being_chosen_are_kept_for_it():
    delivered = an_order("250-4444444-4444444", seller="direct", status="delivered", titles=("鏡 / Mirror",))
    talk = Conversation((UNSHIPPED, delivered))
    talk.say("返品したい", "return_item")
    talk.say("まだ開けていません", "nlu_fallback")
    assert talk.names() == ["which_order"]
    talk.press("250-4444444")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_a_button_is_about_the_order_it_was_offered_for():
    first = an_order("250-5555555-5555555", seller="direct", status="delivered", titles=("鏡 / Mirror",))
    second = an_order("250-6666666-6666666", seller="direct", status="delivered", titles=("傘 / Umbrella",))
    talk = Conversation((first, second))
    talk.say("250-5555555-5555555を返品したい", "return_item")
    opened = next(payload for title, payload in talk.buttons() if title == "開けた")
    talk.say("250-6666666-6666666を返品したい", "return_item")
    talk.choose(opened)
    assert talk.of("step")[0]["order_number"] == "250-5555555-5555555"
