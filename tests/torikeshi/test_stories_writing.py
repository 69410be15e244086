"""Stories that are written: updates in their place, new ones after the others, recorded ones nobody's."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import load_policies
from torikeshi.stories import written
from torikeshi.stories.drafting import add_story
from torikeshi.stories.nodes import Problems as Noted
from torikeshi.stories.nodes import Scalar, Table, read_nodes
from torikeshi.stories.outcome import Outcome
from torikeshi.stories.playing import Reply, play
from torikeshi.stories.reading import read_stories
from torikeshi.stories.story import Story
from torikeshi.stories.updating import update
from web.stories import yaml_text
from web.stories.anonymous import Alias

POLICIES = load_policies()
NOW = datetime.fromisoformat("2026-04-01T10:00:00+09:00")
STEP = {
    "type": "step", "step": "wait", "rule": "amazon.refund.card.due", "until": "2026-04-07T00:00:00+09:00",
    "cites": ["Z76"], "warnings": [], "language": "en",
}  # fmt: skip
ASK = {"type": "ask", "fact": "status", "possible": ["cancel", "wait"]}
SAID = {"type": "text", "name": "amazon.step.refund_due", "text": "Wait.", "language": "en"}
FILE = """\
# why these stories are here
fixtures:
  - guest:   # nobody in particular
      now: "2026-04-01T10:00:00+09:00"

test_cases:
  - test_case: a
    fixtures: [ guest ]
    steps:
      - user:   "hello there"  # as people write
      - utter: which_order
      - step: {step: cancel,  until: "2026-04-01T00:00:00+09:00",  cites: [Z1, Z2]}   # a comment
      - language: ja
"""


class Bot:
    """Says the same to everything."""

    def __init__(self, *blocks: Any) -> None:
        self._blocks = blocks

    async def open(self, language: str) -> Reply:
        return Reply((SAID,), language)

    async def say(self, **_message: Any) -> Reply:
        return Reply(self._blocks, "en")


def updated(path: Path, *blocks: Any) -> str:
    outcomes = []
    for story in read_stories([path], POLICIES):
        outcomes.append(Outcome(story, datetime.now(UTC)))
        asyncio.run(play(outcomes[-1], Bot(*blocks), onward=True))
    update(outcomes)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_an_update_changes_the_values_and_nothing_else(file):
    expected = (
        FILE.replace("which_order", "amazon.step.refund_due")
        .replace("cancel", "wait")
        .replace("2026-04-01T00:00", "2026-04-07T00:00")
        .replace("[Z1, Z2]", "[Z76]")
        .replace("language: ja", "language: en")
    )
    assert updated(file, SAID, STEP) == expected


def test_after_an_update_the_story_passes(file):
    updated(file, SAID, STEP)
    outcome = Outcome(read_stories([file], POLICIES)[0], datetime.now(UTC))
    asyncio.run(play(outcome, Bot(SAID, STEP)))
    assert outcome.passed


def test_an_update_puts_a_question_where_a_step_was(file):
    assert "      - ask: status   # a comment\n" in updated(file, SAID, ASK)


def test_an_update_takes_away_what_nothing_stands_for(file):
    text = updated(file, SAID)
    assert "step:" not in text.replace("steps:", "").replace("amazon.step.", "")
    assert "# as people write" in text


def test_an_update_leaves_words_that_a_reply_no_longer_has(file):
    file.write_text(FILE.replace("language: ja", "text_contains: Tuesday"), encoding="utf-8")
    assert "text_contains: Tuesday" in updated(file, SAID, STEP)


def test_an_update_keeps_line_ends_and_a_byte_order_mark(file):
    file.write_bytes(("\ufeff" + FILE.replace("\n", "\r\n")).encode())
    updated(file, SAID, STEP)
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf#")
    assert raw.count(b"\r\n") == raw.count(b"\n") == FILE.count("\n")
    assert b"cites: [Z76]" in raw


def story(path: Path, **given: Any) -> Story:
    return Story(given.pop("name", "b: c"), path, 1, (), **given)


ORDER = {
    "order_number": "130006666", "customer_id": "c1", "policy": "amiami", "status": "unshipped",
    "paid": False, "total": Decimal("12800.50"), "payment_deadline": "2026-04-03",
    "lines": [{"title": "yes"}, {"title": "本: 上"}],
}  # fmt: skip
STEPS = ["user: hello", "utter: greeting"]


@pytest.mark.parametrize("before", [None, FILE, "test_cases:\n- test_case: a\n  steps:\n  - user: x\n"])
def test_a_story_is_added_after_what_stands_there(tmp_path, before):
    path = tmp_path / "b.yml"
    if before:
        path.write_text(before, encoding="utf-8")
    add_story(path, story(path, orders=(ORDER,), customer="c1", now=NOW), STEPS)
    *others, added = read_stories([path], POLICIES)
    assert [other.name for other in others] == (["a"] if before else [])
    assert (added.name, added.customer, added.now, dict(added.orders[0])) == ("b: c", "c1", NOW, ORDER)
    assert [step.kind for step in added.steps] == ["user", "utter"]
    assert not before or before.splitlines()[0] in path.read_text(encoding="utf-8")


def test_a_story_without_orders_and_clock_needs_no_fixture(tmp_path):
    path = tmp_path / "b.yml"
    add_story(path, story(path, name="b"), STEPS)
    assert "fixtures" not in path.read_text(encoding="utf-8")
    assert read_stories([path], POLICIES)[0].name == "b"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])))
def test_any_text_is_read_as_it_was_written(tmp_path_factory, said):
    path = tmp_path_factory.mktemp("texts") / "a.yml"
    path.write_text(f"a: {yaml_text.text(said)}\nb: [{yaml_text.text(said)}]\n", encoding="utf-8")
    root = read_nodes(path, Noted())
    assert isinstance(root, Table)
    assert isinstance(root.values["a"], Scalar)
    assert (root.values["a"].text, written.node(root.values["b"])) == (said, f"[{yaml_text.text(said)}]")


def test_numbers_of_orders_are_replaced_everywhere_alike():
    alias = Alias(["250-1234567-7654321", "130006666"])
    new = alias.number("250-1234567-7654321")
    said = alias.text("２５０ー１２３４５６７ー７６５４３２１ と 130006666 をキャンセル")
    assert "1234567" not in said and "6666" not in said
    assert new in said
    assert alias.payload("order/250-1234567-7654321/null") == f"order/{new}/null"


def test_an_order_named_by_the_end_of_its_number_is_still_meant():
    alias = Alias(["130006666"])
    assert alias.text("末尾が6666の注文です") == f"末尾が{alias.number('130006666')[-4:]}の注文です"


def test_a_replaced_number_keeps_its_shape():
    assert Alias(["250-1234567-7654321"]).number("250-1234567-7654321")[3::8] == "--"
    assert len(Alias(["130006666"]).number("130006666")) == len("130006666")


def test_two_numbers_never_become_one():
    numbers = [f"13000{count:04}" for count in range(50)]
    alias = Alias(numbers)
    assert len({alias.number(number) for number in numbers}) == 50


def test_personal_data_is_masked():
    said = Alias().text("My mail is jo@example.org, call 090-1234-5678")
    assert "jo@" not in said and "1234" not in said
