"""A story is matched with what the bot says: in order, named fields only, without being misled by types."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from decision import load_policies
from torikeshi.stories.outcome import Outcome
from torikeshi.stories.playing import CannotSay, Reply, opening_language, play
from torikeshi.stories.reading import read_stories
from torikeshi.stories.story import Story

POLICIES = load_policies()
STEP = {
    "type": "step", "step": "wait", "rule": "amazon.refund.card.due", "until": "2026-04-07T00:00:00+09:00",
    "refund": {"min_days": 3, "max_days": 5, "unit": "business_days", "via": "card", "action": None},
    "warnings": [], "cites": ["Z76", "Z66"], "assumed": ["paid"], "line": 2, "language": "en",
}  # fmt: skip
ASK = {"type": "ask", "fact": "status", "possible": ["cancel", "wait"]}
CHOICES = {
    "type": "choices",
    "choices": [{"title": "Yes", "payload": "fact/a"}, {"title": "No", "payload": "fact/b"}],
}


def text(name: str, said: str = "words") -> dict[str, Any]:
    return {"type": "text", "name": name, "text": said, "language": "en"}


REPLY = (text("first", "Wait until 6 April."), STEP, text("second"), ASK, CHOICES)


class Parrot:
    """Answers everything with the same blocks, and remembers what it was sent."""

    def __init__(self, blocks: tuple = REPLY, language: str = "en") -> None:
        self.blocks, self.language, self.heard, self.opened = blocks, language, [], ""

    async def open(self, language: str) -> Reply:
        self.opened = language
        return Reply((text("greeting", "Welcome"),), language)

    async def say(self, *, text: str | None = None, choice: str | None = None) -> Reply:
        self.heard.append(text or choice)
        return Reply(self.blocks, self.language)


def story(folder: Path, *steps: str) -> Story:
    path = folder / "a.yml"
    lines = "".join(f"      - {step}\n" for step in steps)
    path.write_text(f"test_cases:\n  - test_case: a\n    steps:\n{lines}", encoding="utf-8")
    return read_stories([path], POLICIES)[0]


def played(told: Story, chat: Any = None, *, onward: bool = False) -> Outcome:
    outcome = Outcome(told, datetime.now(UTC))
    asyncio.run(play(outcome, chat or Parrot(), onward=onward))
    return outcome


def reason(folder: Path, *steps: str) -> str:
    outcome = played(story(folder, *steps))
    return outcome.failures[0].reason if outcome.failures else ""


HOLDS = [
    "utter: first", "utter: second", "ask: status", "ask: {fact: status, possible: [wait, cancel]}",
    "language: en", "text_contains: 6 April", "step: {step: wait}", "step: {line: '2'}",
    "step: {rule: amazon.refund.card.due, line: 2}", "step: {contact: null}", "step: {fallback: ~}",
    "step: {until: 2026-04-07T00:00:00+09:00}", 'step: {until: "2026-04-07T00:00:00+09:00"}',
    "step: {warnings: []}", "step: {cites: [Z66, Z76]}", "step: {assumed: paid}",
    "step: {refund: {min_days: 3}}", "step: {refund: {max_days: 5.0, action: null}}",
    "step: {order_number: null}",
]  # fmt: skip


@pytest.mark.parametrize("line", HOLDS)
def test_what_the_reply_has_holds(tmp_path, line):
    assert reason(tmp_path, "user: hello", line) == ""


FAILS = {
    "utter: third": "another",
    "ask: opened": "another",
    "language: ja": "in `en`",
    "text_contains: 7 April": "does not say so",
    "step: {step: cancel}": "another",
    "step: {line: 1}": "another",
    "step: {until: 2026-04-07}": "another",
    "step: {contact: amazon}": "another",
    "step: {warnings: [shipping_cost]}": "another",
    "step: {cites: [Z76]}": "another",
    "step: {refund: null}": "another",
    "step: {refund: {min_days: 4}}": "another",
    "step: {rule: null}": "another",
    "choice: Maybe": "no such button",
}


@pytest.mark.parametrize("line", FAILS)
def test_what_the_reply_has_not_fails(tmp_path, line):
    assert FAILS[line] in reason(tmp_path, "user: hello", line)


def test_blocks_are_matched_in_order(tmp_path):
    assert "earlier" in reason(tmp_path, "user: hello", "utter: second", "utter: first")


def test_one_block_meets_one_expectation(tmp_path):
    assert reason(tmp_path, "user: hello", "step: {step: wait}", "step: {step: wait}") != ""


def test_where_words_and_language_are_looked_for_does_not_depend_on_order(tmp_path):
    assert reason(tmp_path, "user: hello", "ask: status", "text_contains: 6 April", "language: en") == ""


def test_only_the_last_reply_counts(tmp_path):
    told = story(tmp_path, "user: hello", "user: again", "text_contains: Welcome")
    assert played(told).failures[0].reason == "the reply does not say so"


def test_what_stands_first_is_matched_with_the_greeting(tmp_path):
    assert reason(tmp_path, "utter: greeting", "user: hello", "utter: first") == ""


@pytest.mark.parametrize("named", ["No", "fact/b"])
def test_a_button_is_pressed_by_title_or_payload(tmp_path, named):
    chat = Parrot()
    played(story(tmp_path, "user: hello", f"choice: {named}"), chat)
    assert chat.heard == ["hello", "fact/b"]


def test_a_story_ends_at_its_first_failure(tmp_path):
    chat = Parrot()
    outcome = played(story(tmp_path, "user: one", "utter: third", "user: two"), chat)
    assert (len(outcome.failures), chat.heard) == (1, ["one"])


def test_for_an_update_a_story_goes_on(tmp_path):
    told = story(tmp_path, "user: one", "utter: third", "ask: opened", "user: two", "language: ja")
    assert [failure.exchange for failure in played(told, onward=True).failures] == [1, 1, 2]


def test_the_block_that_differs_least_is_named(tmp_path):
    near = {**STEP, "step": "cancel"}
    outcome = played(
        story(tmp_path, "user: a", "step: {step: none, rule: amazon.refund.card.due, line: 9}"),
        Parrot(({**STEP, "rule": "x", "step": "y"}, {**near, "line": 9})),
    )
    assert outcome.failures[0].block == 1
    assert [found.field for found in outcome.failures[0].differences] == ["step"]


def test_a_message_that_is_not_taken_fails_the_story(tmp_path):
    class Deaf(Parrot):
        async def say(self, **_message: Any) -> Reply:
            raise CannotSay("the gateway answered 422")

    assert played(story(tmp_path, "user: hello"), Deaf()).failures[0].reason == "the gateway answered 422"


OPENED = {
    "user: hello": "ja", "language: en": "en", "choice: Cancel my order": "en", "choice: 返品したい": "ja",
    "utter: greeting": "ja",
}  # fmt: skip


@pytest.mark.parametrize("line", OPENED)
def test_the_first_language_is_the_one_that_a_story_begins_in(tmp_path, line):
    assert opening_language(story(tmp_path, line).steps) == OPENED[line]
