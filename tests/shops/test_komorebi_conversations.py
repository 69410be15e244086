"""Conversations about the example shop: its name, its numbers and its own facts, in both languages."""

from dataclasses import replace

import conversation
import pytest
from conversation import Conversation, an_order, at

from wording import entries, load_wording

pytestmark = pytest.mark.usefixtures("shops")
NOTHING = "nlu_fallback"
SCARF = an_order(
    "KM-100002",
    policy="komorebi",
    status="delivered",
    payment_method="card",
    paid=True,
    placed_at=at("2026-03-20T09:00:00+09:00"),
    delivered_at=at("2026-03-24T11:30:00+09:00"),
    titles=("ウールのマフラー",),
)


def test_a_guest_is_asked_the_shops_own_facts():
    guest = Conversation()
    guest.say("こもれびで買った服を返品したい", "return_item")
    assert (guest.asked(), guest.names()) == (["sale"], ["komorebi.question.sale"])
    guest.press("通常の価格")
    assert guest.asked() == ["worn"]
    guest.say("着てないです", NOTHING)
    assert guest.asked() == ["delivered_at"]
    guest.say("3日前に届きました", NOTHING)
    assert guest.of("step")[0]["until"] == "2026-04-13T00:00:00+09:00"
    assert "4月12日（日）の終わり" in guest.text()


def test_in_english_too():
    guest = Conversation(language="en")
    guest.say("I want to return a dress I bought at Komorebi", "return_item")
    guest.press("Full price")
    guest.say("I only tried it on", NOTHING)
    guest.say("March 5", NOTHING)
    assert guest.of("step")[0]["rule"] == "komorebi.delivered.too_late"
    assert guest.of("step")[0]["contact"] == "komorebi"
    assert "14 days" in guest.text()


def test_all_of_it_said_at_once_is_heard():
    guest = Conversation(language="en")
    guest.say(
        "I want to return a full price dress from the Komorebi store,"
        " it arrived on 20 March and I have not worn it",
        "return_item",
    )
    assert guest.of("step")[0]["until"] == "2026-04-04T00:00:00+09:00"


def test_what_was_told_before_the_shop_is_kept_until_it_is_named():
    guest = Conversation()
    guest.say("3日前に届いた服を返品したい。未着用です", "return_item")
    assert guest.asked() == ["policy"]
    guest.say("こもれびです", NOTHING)
    assert guest.asked() == ["sale"]
    guest.say("定価です", NOTHING)
    assert guest.of("step")[0]["rule"] == "komorebi.delivered.in_time"


def test_another_shop_has_no_use_for_them():
    guest = Conversation()
    guest.say("3日前に届いた未着用の服を返品したい。Amazonです", "return_item")
    assert guest.asked() == ["opened"]


def test_a_customers_order_is_found_by_its_number_and_fills_its_own_facts():
    customer = Conversation(orders=(SCARF,))
    customer.say("km100002を返品したいです", "return_item")
    customer.press("通常の価格")
    customer.say("タグ付きです", NOTHING)
    step = customer.of("step")[0]
    assert (step["order_number"], step["until"]) == ("KM-100002", "2026-04-08T00:00:00+09:00")
    assert "komorebi.question.delivered_at" not in customer.names()


def test_where_to_look_is_the_shops_own_answer():
    guest = Conversation(language="en")
    guest.say("I want to return a Komorebi dress, it has been delivered", "return_item")
    guest.say("I don't know", NOTHING)
    assert guest.names()[0] == "komorebi.question.sale.where"


def test_what_cannot_matter_is_not_asked():
    late = replace(SCARF, delivered_at=at("2026-03-05T11:30:00+09:00"))
    customer = Conversation(orders=(late,), language="en")
    customer.say("I want to return order KM-100002", "return_item")
    customer.say("it was not on sale", NOTHING)
    assert (customer.steps(), customer.asked()) == (["contact_support"], [])
    assert customer.names()[0] == "komorebi.open.worn"


def test_the_records_count_where_a_customer_says_otherwise():
    customer = Conversation(orders=(SCARF,))
    customer.say("KM-100002、セールではない未着用のもので、昨日届きました。返品したい", "return_item")
    assert customer.of("step")[0]["until"] == "2026-04-08T00:00:00+09:00"
    assert customer.names()[0].startswith("records.differ")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("intent", ["penalty", "what_is_cancel_request", "contact_human"])
def test_general_questions_are_answered_with_its_clauses(intent, language):
    guest = Conversation(language=language)
    guest.say({"ja": "こもれびのことで聞きたい", "en": "a question about komorebi"}[language], intent)
    assert guest.names() == [f"komorebi.answer.{intent}"]


def test_its_entries_are_answered_from_its_clauses():
    found = {
        entry.id: entry for entry in entries(conversation.kit().wording) if entry.id.startswith("komorebi.")
    }
    assert len(found) == 10
    conditions = found["komorebi.faq.return_conditions"]
    assert conditions.cites == ("K10", "K11", "K12", "K14")
    assert "14日以内" in conditions.answer["ja"] and "14 days" in conditions.answer["en"]


def test_the_two_shops_are_not_touched():
    assert "komorebi" not in load_wording().policies


def test_what_may_still_happen_to_an_own_fact_is_said_in_the_shops_words():
    guest = Conversation(language="en")
    guest.say(
        "I want to return a full price dress from the Komorebi store,"
        " it arrived on 20 March and I have not worn it",
        "return_item",
    )
    assert said_of_changes(guest) == [
        "• From Saturday, 4 April, 0:00 (Japan time): contact support. The same if you wear it before then."
    ]


def test_what_may_still_happen_to_an_own_fact_is_said_in_japanese_too():
    guest = Conversation()
    guest.say("こもれびで買った服を返品したい", "return_item")
    guest.press("通常の価格")
    guest.say("着てないです", NOTHING)
    guest.say("3日前に届きました", NOTHING)
    assert "お召しになったとき" in "".join(said_of_changes(guest))


def said_of_changes(guest: Conversation) -> list[str]:
    """The lines about what may still change the step."""
    texts = [block["text"] for block in guest.of("text") if block["name"] == "reply.changes"]
    return [line for text in texts for line in text.splitlines()[1:]]
