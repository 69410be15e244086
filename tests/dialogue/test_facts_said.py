"""Facts from the order, from words, from answers; corrections and contradictions."""

from conversation import Conversation, an_order, at

DELIVERED = an_order(
    seller="direct",
    status="delivered",
    payment_method="card",
    delivered_at=at("2026-03-30T14:00:00+09:00"),
)


def test_a_missing_fact_is_asked_in_words_and_with_buttons():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    assert talk.asked() == ["opened"]
    assert talk.names()[-1] == "question.opened"
    assert [title for title, _ in talk.buttons()] == ["開けた", "開けていない", "わからない"]


def test_a_button_answers_the_question():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.press("開けていない")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_free_text_answers_the_question():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("まだ開けてないです", "nlu_fallback")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_a_bare_yes_answers_the_question():
    talk = Conversation((DELIVERED,), language="en")
    talk.say("I want to return it", "return_item")
    talk.say("yes", "affirm")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.opened"


def test_the_answer_may_come_before_the_question():
    talk = Conversation((DELIVERED,))
    talk.say("届いたけどまだ開けてません。返品できますか", "return_item")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_who_does_not_know_hears_where_to_look_and_is_offered_a_person():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("わかりません", "nlu_fallback")
    assert talk.names() == ["question.opened.where", "unknown.person"]
    assert "返品" in talk.text()
    assert talk.buttons()[0][0] == "担当者に問い合わせる"


def test_the_question_stays_open_after_not_knowing():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("わかりません", "nlu_fallback")
    talk.say("開けました", "nlu_fallback")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.opened"


def test_a_later_message_corrects_a_fact():
    talk = Conversation((DELIVERED,))
    talk.say("まだ開けてません。返品したい", "return_item")
    talk.say("すみません、やっぱり開けていました", "nlu_fallback")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.opened"


def test_where_records_and_words_disagree_the_records_count_and_the_reply_says_so():
    order = an_order(seller="direct", status="shipped", shipped_at=at("2026-03-31T09:00:00+09:00"))
    talk = Conversation((order,), language="en")
    talk.say("It hasn't shipped yet, please cancel it", "cancel_order")
    assert talk.names()[0] == "records.differ.dated"
    assert "31 March" in talk.text()
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_records_that_know_it_more_exactly_are_no_contradiction():
    order = an_order(seller="direct", status="preparing", payment_method="card")
    talk = Conversation((order,))
    talk.say("まだ発送されてないのでキャンセルしたい", "cancel_order")
    assert not [name for name in talk.names() if name.startswith("records.")]


def test_a_guest_is_asked_for_the_facts_themselves():
    talk = Conversation(None)
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.asked() == ["policy"]
    talk.press("Amazon")
    assert talk.asked() == ["status"]
    talk.say("まだ発送されていません", "nlu_fallback")
    assert talk.steps() == ["cancel"]
    assert "order_number" not in talk.of("step")[0]


def test_a_guest_who_types_a_number_hears_the_same_for_every_number():
    replies = []
    for number in ("250-1111111-1111111", "250-9999999-9999999"):
        talk = Conversation(None)
        replies.append(talk.say(f"{number}をキャンセルしたい", "cancel_order"))
    assert replies[0] == replies[1]
    assert replies[0][0]["name"] == "guest.number"


def test_a_guest_who_asks_of_another_shop_starts_afresh():
    talk = Conversation(None)
    talk.say("取り寄せ商品はキャンセルできますか", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amiami.back_order"
    talk.say("アマゾンで発送済みの荷物をキャンセルしたい", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_a_refund_by_method_is_answered_at_once():
    talk = Conversation(None)
    talk.say("コンビニ払いの返金はどうなりますか", "refund_timing")
    assert talk.names()[0] == "amazon.answer.refund.konbini"


def test_the_money_of_a_refused_parcel_is_spoken_of():
    order = an_order(status="shipped", seller="direct", request="pending", payment_method="konbini")
    talk = Conversation((order,))
    talk.say("キャンセルリクエストしたのに発送された", "shipped_after_cancel_request")
    assert talk.of("step")[0]["fallback"] == "return"
    assert "ギフト" in talk.text()


def test_an_answer_counts_beside_what_only_the_records_know():
    order = an_order(seller="direct", request="rejected", payment_method="e_money")
    talk = Conversation((order,))
    talk.say("リクエストが通りません", "cancel_rejected_or_failed")
    assert talk.asked() == ["cause"]
    talk.press("システムエラー")
    assert talk.of("step")[0]["rule"] == "amazon.rejected.system"


def test_an_answer_counts_beside_what_only_the_wish_says():
    talk = Conversation(None)
    talk.say("Amazonでキャンセルが通りません、まだ発送されていません", "cancel_rejected_or_failed")
    assert talk.asked() == ["cause"]
    talk.press("システムエラー")
    assert talk.of("step")[0]["rule"] == "amazon.rejected.system"


def test_a_shop_says_in_its_own_words_where_to_look():
    talk = Conversation((an_order(status="unshipped", request="rejected"),))
    talk.say("リクエストが通りません", "cancel_rejected_or_failed")
    talk.press("わからない")
    assert talk.names()[0] == "amazon.where.cause"


def test_what_is_supposed_counts_where_no_order_is_meant():
    talk = Conversation(None)
    talk.say("アマゾンで発送済みの場合はキャンセルできますか", "cancel_order")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_more_of_the_story_is_no_other_wish():
    talk = Conversation(None)
    talk.say("アマゾンで発送されてしまったけどキャンセルしたい", "cancel_order")
    talk.say("クレカで払いました", "refund_timing")
    assert talk.state.goal == "cancel"
    assert talk.names()[0] == "amazon.step.shipped"


def test_a_general_question_about_a_request_of_ones_own_is_about_that_request():
    talk = Conversation(None, language="en")
    talk.say(
        "I bought it from a third-party seller, requested a cancellation an hour ago and got no answer",
        "marketplace_seller",
    )
    assert talk.asked() == ["status"]
