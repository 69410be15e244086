"""What came of stories is told: in words, as JUnit XML, as a page, and counted as coverage."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from decision import load_policies
from torikeshi.commands import run
from torikeshi.errors import UserError
from torikeshi.stories import junit, telling
from torikeshi.stories.coverage import demanded, intents, lines, shortfalls
from torikeshi.stories.covering import cover
from torikeshi.stories.outcome import Insight, Outcome
from torikeshi.stories.page import page
from torikeshi.stories.playing import Reply, play
from torikeshi.stories.reading import read_stories
from web.settings import ROOT
from wording import load_wording

POLICIES = load_policies()
STEP = {
    "type": "step", "step": "wait", "rule": "amazon.refund.card.due", "order_number": "250-1",
    "cites": ["Z76"], "warnings": [], "fallback": "contact_support", "language": "en",
}  # fmt: skip
SAID = {"type": "text", "name": "amazon.step.refund_due", "text": "Wait\x01 <b>&", "language": "en"}
CHOICES = {"type": "choices", "choices": [{"title": "返品 <i>", "payload": "wish/return_item/null"}]}
INSIGHT = Insight(
    "refund_timing", 0.87, {"amazon.refund.card.due": ("given goal=refund", "row due")}, ("Boom: x",)
)
FILE = """\
test_cases:
  - {test_case: good, steps: [{user: hello}, {step: {step: wait}}, {utter: none}]}
  - {test_case: bad <b>, steps: [{user: when\x07}, {step: {step: cancel, fallback: null}}]}
"""


class Bot:
    async def open(self, language: str) -> Reply:
        return Reply((SAID,), language)

    async def say(self, **_message: Any) -> Reply:
        return Reply((SAID, STEP, {**SAID, "name": "none"}, CHOICES), "en", INSIGHT)


@pytest.fixture
def outcomes(tmp_path: Path) -> list[Outcome]:
    path = tmp_path / "a.yml"
    path.write_text(FILE.replace("\x07", ""), encoding="utf-8")
    found = [Outcome(story, datetime.now(UTC)) for story in read_stories([path], POLICIES)]
    for outcome in found:
        asyncio.run(play(outcome, Bot()))
    return found


def test_one_passes_and_one_fails(outcomes):
    assert [outcome.passed for outcome in outcomes] == [True, False]


@pytest.mark.parametrize(
    "said",
    [
        "> user: when   [refund_timing 0.87]", "buttons: 返品 <i>",
        "decided by amazon.refund.card.due: given goal=refund",
        "! Boom: x", "line 3", "expected  step: {step: cancel, fallback: null}", "step: - cancel", "+ wait",
        "fallback: - null", "+ contact_support", "customer (guest)",
    ],
)  # fmt: skip
def test_a_failure_tells_the_conversation_and_the_difference(outcomes, said):
    assert said in telling.failure(outcomes[1])


def test_the_summary_counts(outcomes):
    assert telling.summary(outcomes, 1.234) == "1 failed, 1 passed in 1.2 s"


def test_junit_is_xml_with_a_case_for_each_story(outcomes, tmp_path):
    path = tmp_path / "new" / "report.xml"
    junit.write(path, outcomes, 2.0)
    root = ElementTree.parse(path).getroot()
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "2", "1")
    good, bad = root.iter("testcase")
    assert (good.get("name"), bad.get("name")) == ("good", "bad <b>")
    assert list(good) == []
    failure = bad.find("failure")
    assert failure is not None and "expected  step" in (failure.text or "")


def test_the_page_needs_nothing_else_and_escapes_what_was_said(outcomes):
    text = page(outcomes, 2.0)
    assert "<b>&" not in text and "&lt;b&gt;&amp;" in text
    assert "返品 &lt;i&gt;" in text
    assert not any(outside in text for outside in ("<script", "<link", "http://", "https://", "src="))
    assert "prefers-color-scheme: dark" in text and "color-scheme: light dark" in text
    assert text.index("bad &lt;b&gt;") < text.index("</span> good")


def test_only_what_a_story_expects_counts_as_covered(outcomes):
    rules, questions, heard, fallbacks, clauses = cover(outcomes, POLICIES, load_wording(), ["refund_timing"])
    assert rules.count("amazon.refund.card.due", ("en", "order")) == 1
    assert rules.count("amazon.refund.card.due", ("ja", "order")) == 0
    assert sum(rules.count(name, column) for name in rules.names for column in rules.columns) == 1
    assert heard.count("refund_timing", ("en",)) == 1
    assert fallbacks.count("contact_support", ("en",)) == 1
    assert clauses.count("amazon.Z76", ("en",)) == 1
    assert questions.covered("en") == 0


def test_what_is_missing_is_named(outcomes):
    rules = cover(outcomes, POLICIES, load_wording(), [])[0]
    [amiami, english] = [one for one in shortfalls(rules, {"amiami": 1, "amazon": 3}) if one.language == "en"]
    assert (amiami.percent, len(amiami.missing)) == (0, 24)
    assert english.percent == pytest.approx(2.5)
    assert "amazon.refund.card.due" not in english.missing


def test_nothing_is_short_where_little_is_demanded(outcomes):
    rules = cover(outcomes, POLICIES, load_wording(), [])[0]
    assert [one.language for one in shortfalls(rules, {"amazon": 2})] == ["ja"]


def test_the_table_has_a_line_for_each_rule(outcomes):
    sections = cover(outcomes, POLICIES, load_wording(), intents(ROOT / "domain.yml"))
    text = "\n".join(lines(sections))
    assert sum(line.startswith(("amiami.", "amazon.")) for line in text.splitlines()) > 64
    assert "Rules: ja 0 %, en 2 %" in text


def test_the_project_demands_every_rule_of_both_shops():
    assert demanded(ROOT / "pyproject.toml") == {"amiami": 100, "amazon": 100}


@pytest.mark.parametrize("percent", ["101", "-1", '"all"', "true"])
def test_a_demand_that_is_no_percentage_is_told(tmp_path, percent):
    path = tmp_path / "pyproject.toml"
    path.write_text(f"[tool.torikeshi.stories.rules]\namiami = {percent}\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"rules\.amiami"):
        demanded(path)


def test_a_bad_file_is_told_without_playing_anything(tmp_path, capsys):
    path = tmp_path / "a.yml"
    path.write_text("test_cases:\n  - test_case: a\n    steps: [{usr: b}]\n", encoding="utf-8")
    assert run(["stories", "run", str(path)]) == 2
    assert f"{path}:3: `usr` is no known step" in capsys.readouterr().err


def test_an_expression_that_chooses_nothing_is_told(tmp_path, capsys):
    path = tmp_path / "a.yml"
    path.write_text(
        json.dumps({"test_cases": [{"test_case": "a", "steps": [{"user": "b"}]}]}), encoding="utf-8"
    )
    assert run(["stories", "run", str(path), "-k", "zzz"]) == 2
    assert "none of 1 stories" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "new", "record", "coverage"])
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["stories", command, "--help"])
    assert ended.value.code == 0
    assert "Usage" in capsys.readouterr().out
