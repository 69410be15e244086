"""What was not understood is seen in groups, and becomes examples to be reviewed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from web.unclear import Group, Unclear, as_examples, grouped, unclear


def one(text: str, language: str = "ja", guess: str | None = "cancel_order") -> Unclear:
    return Unclear(language, text, guess)


def test_like_messages_of_one_language_are_one_group_the_largest_first():
    groups = grouped(
        [
            one("届いたけど箱がない"),
            one("キャンセルできないの？"),
            one("キャンセル出来ないの"),
            one("キャンセルできない"),
        ]
    )
    assert [len(group.messages) for group in groups] == [3, 1]


def test_two_languages_are_never_one_group():
    assert len(grouped([one("cancel oder", "en"), one("cancel oder", "ja")])) == 2


def test_a_group_would_be_what_most_of_it_would_be():
    group = Group("ja", [one("あ", guess="penalty"), one("い", guess="greet"), one("う", guess="greet")])
    assert group.guess == "greet"


@given(st.lists(st.builds(one, st.text(), st.sampled_from(["ja", "en"]))))
def test_every_message_is_in_exactly_one_group(messages: list[Unclear]):
    found = [message for group in grouped(messages) for message in group.messages]
    assert sorted(map(repr, found)) == sorted(map(repr, messages))


@given(st.lists(st.builds(one, st.text(min_size=1))))
def test_the_examples_are_a_file_that_can_be_read_again(messages: list[Unclear]):
    content = yaml.safe_load(as_examples(grouped(messages), "ja"))
    assert {entry["intent"] for entry in content["nlu"]} <= {"cancel_order"}


def test_examples_hold_no_annotations_and_each_text_once():
    text = as_examples(grouped([one("[x](y) {z}"), one("[x](y) {z}")]), "ja")
    (entry,) = yaml.safe_load(text)["nlu"]
    assert entry == {"intent": "cancel_order", "examples": "- x(y) z\n"}


async def refuses(message: dict[str, Any], turn: Any) -> Any:
    block = {"type": "text", "name": "unclear", "text": "…", "language": "ja"}
    sure = "sure" in message["message"]
    intent, confidence = ("cancel_order", 0.9) if sure else ("nlu_fallback", 0.3)
    act = {"act": "heard", "model": "m", "intent": intent, "guess": "cancel_order", "confidence": confidence}
    custom = {"turn": turn.jti, "language": "ja", "blocks": [block], "acts": [act]}
    return [{"recipient_id": message["sender"], "custom": custom}]


@pytest.fixture
def talked(shop, rasa):
    rasa.answer = refuses
    customer = shop.begin()
    customer.say("キャンセルさせ")
    customer.say("sure: キャンセルしたい")


def test_only_what_was_not_understood_is_shown(talked, engine):
    assert unclear(engine) == (one("キャンセルさせ"),)


def test_a_number_alone_is_no_example_and_none_stands_in_one(shop, rasa, engine):
    rasa.answer = refuses
    customer = shop.begin()
    customer.say("250-1111111-1111111")
    customer.say("250-1111111-1111111 をどうにか")
    assert unclear(engine) == (one("### をどうにか"),)


def test_the_page_and_the_file_are_there_for_agents(talked, sign_in):
    browser = sign_in("agent")
    assert "キャンセルさせ" in browser.get("/console/unclear").text
    answer = browser.get("/console/unclear/examples.yml", params={"language": "ja"})
    assert yaml.safe_load(answer.text)["nlu"][0]["intent"] == "cancel_order"
