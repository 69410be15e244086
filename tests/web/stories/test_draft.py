"""Stories drafted from what is stored: the clock, the orders and the expectations, and where they end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from decision import decide, load_policies
from orders.model import Line, Order
from torikeshi.stories.reading import read_stories
from web.records import Content, Item
from web.stories.draft import Draft, draft
from web.stories.stored import Stored

POLICIES = load_policies()
NUMBER = "250-1234567-7654321"
NOW = datetime.fromisoformat("2026-04-01T10:00:00+09:00")
FACTS = {
    "goal": "cancel",
    "now": NOW.isoformat(),
    "policy": "amazon",
    "seller": "direct",
    "status": "unshipped",
}
AT = int(NOW.timestamp() * 1000)


def order(**changes: Any) -> Order:
    given = {"policy": "amazon", "seller": "direct", "status": "unshipped"} | changes
    return Order(
        order_number=NUMBER, customer_id="tanaka", lines=(Line(1, "充電器"),), email="t@example.org", **given
    )


def said(name: str) -> dict[str, Any]:
    return {"type": "text", "name": name, "text": "…", "language": "ja"}


def step(**changes: Any) -> dict[str, Any]:
    answer = decide(POLICIES, FACTS).as_json()
    kept = {name: answer[name] for name in ("step", "rule", "fallback", "cites")}
    return {"type": "step", "order_number": NUMBER, **kept, **changes}


def bot(*blocks: dict[str, Any], language: Any = "ja") -> Content:
    return Content(role="bot", at=AT, language=language, replies=blocks)


def customer(text: str | None = None, choice: str | None = None) -> Content:
    return Content(role="customer", at=AT, language="ja", text=text, choice=choice)


def agent(text: str) -> Content:
    return Content(role="agent", at=AT, language="ja", text=text)


GREETING = bot(said("greeting"))
DECIDED = (customer("キャンセルしたい"), bot(said("amazon.step.unshipped"), step()))


def drafted(*contents: Content, facts: Any = FACTS, **given: Any) -> Draft:
    items = [Item(number, content) for number, content in enumerate(contents, 1)]
    shown = {
        item.seq: [{"facts": facts}] * count
        for item in items
        if (count := sum(block["type"] == "step" for block in item.content.replies or ()))
    }
    found = Stored(
        id="0123456789", items=items, decided=shown, **{"customer": "tanaka", "orders": (order(),)} | given
    )
    return draft(found, POLICIES)


def test_a_step_is_expected_with_its_order_under_another_number():
    made = drafted(GREETING, *DECIDED)
    (other,) = (one["order_number"] for one in made.scene.orders)
    assert made.steps == (
        "user: キャンセルしたい",
        f'step: {{step: cancel, rule: amazon.unshipped, order_number: "{other}", fallback: contact_support}}',
        "language: ja",
    )
    assert NUMBER not in made.text([])


def test_the_file_can_be_read_as_stories_are(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text(drafted(GREETING, *DECIDED).text(["one line", "another"]), encoding="utf-8")
    (story,) = read_stories([path], POLICIES)
    assert (story.name, story.now, story.customer) == ("recorded_01234567", NOW, "customer-1")
    assert story.orders[0]["title"] == "充電器"


def test_an_order_is_as_it_was_when_it_was_decided_on():
    later = datetime.fromisoformat("2026-04-01T09:59:00+09:00")
    made = drafted(GREETING, *DECIDED, orders=(order(status="cancelled", cancelled_at=later),))
    assert made.scene.orders[0]["status"] == "unshipped"
    assert "cancelled_at" not in made.scene.orders[0]


def test_a_fact_that_only_the_customer_told_is_not_put_into_the_order():
    made = drafted(GREETING, *DECIDED, facts={**FACTS, "payment_method": "card"})
    assert "payment_method" not in made.scene.orders[0]


def test_a_fact_that_the_order_lacked_is_not_there():
    made = drafted(GREETING, *DECIDED, orders=(order(payment_method="card"),))
    assert "payment_method" not in made.scene.orders[0]


def test_whose_it_is_is_not_told():
    text = drafted(GREETING, customer("tanaka@example.org です"), bot(said("which_order"))).text([])
    assert "tanaka" not in text
    assert "example.org" not in text


def test_a_button_is_named_by_its_title_in_the_reply_before():
    buttons = {
        "type": "choices",
        "choices": [{"title": f"{NUMBER} 充電器", "payload": f"order/{NUMBER}/null"}],
    }
    made = drafted(
        GREETING,
        customer("キャンセル"),
        bot(said("which_order"), buttons),
        customer(None, f"order/{NUMBER}/null"),
        bot(step()),
    )
    other = made.scene.orders[0]["order_number"]
    assert f'choice: "{other} 充電器"' in made.steps


def test_a_button_of_an_earlier_reply_is_named_by_its_payload():
    buttons = {"type": "choices", "choices": [{"title": "はい", "payload": "confirm/yes"}]}
    contents = (
        customer("あ"),
        bot(said("a"), buttons),
        customer("い"),
        bot(said("b")),
        customer(None, "confirm/yes"),
        bot(said("c")),
    )
    assert 'choice: "confirm/yes"' in drafted(GREETING, *contents).steps


def test_a_conversation_opened_in_english_is_opened_in_english():
    made = drafted(
        bot(said("greeting"), language="en"), customer("123"), bot(said("which_order"), language="en")
    )
    assert made.steps == ("language: en", 'user: "123"', "utter: which_order")


@pytest.mark.parametrize("name", ["code_wrong", "guest.code.sent", "filing.done", "resume"])
def test_it_ends_before_what_no_story_can_set_up(name: str):
    made = drafted(GREETING, *DECIDED, customer("はい、お願いします"), bot(said(name)))
    assert len(made.steps) == 3
    assert [note.name for note in made.notes] == ["ends"]


@pytest.mark.parametrize("name", ["filing.offer", "guest.code.offer", "guest.code.hint"])
def test_it_goes_on_after_an_offer(name: str):
    made = drafted(GREETING, customer("あ"), bot(said("a"), said(name)), customer("い"), bot(said("b")))
    assert "utter: b" in made.steps


def test_it_ends_where_a_person_answers():
    contents = (
        customer("人を"),
        bot(said("handover.done")),
        customer("まだ？"),
        bot(said("handover.taken")),
        agent("はい"),
        customer("ども"),
    )
    made = drafted(GREETING, *contents)
    assert made.steps == ("user: 人を", "utter: handover.done", "language: ja", 'user: "まだ？"')


def test_a_message_that_the_bot_never_heard_is_left_out():
    made = drafted(GREETING, customer("もしもし"), bot(said("bot_unavailable")), *DECIDED)
    assert made.steps[0] == "user: キャンセルしたい"


def test_the_hour_at_which_a_person_is_there_is_not_expected():
    assert "utter: handover.done" in drafted(GREETING, customer("人を"), bot(said("handover.later"))).steps


def test_a_step_that_the_rules_of_today_would_not_show_is_told_and_not_expected():
    made = drafted(GREETING, DECIDED[0], bot(step(rule="amazon.old")))
    assert "amazon.unshipped" in made.steps[1]
    assert [note.name for note in made.notes] == ["otherwise"]


def test_an_order_that_nothing_tells_the_past_of_is_named():
    later = datetime.fromisoformat("2026-04-02T10:00:00+09:00")
    made = drafted(GREETING, customer("あ"), bot(said("a")), orders=(order(updated_at=later),))
    assert [note.name for note in made.notes] == ["changed"]


def test_a_conversation_without_an_answer_of_the_bot_says_nothing():
    assert not drafted(GREETING, customer("あ")).says_anything
