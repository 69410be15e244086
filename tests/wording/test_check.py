"""Every kind of fault in the texts is found, and told in one line."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wording.check import faults

ROOT = Path(__file__).parents[2]
Broken = Callable[[str, str, str], list[str]]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """The project's own texts with `old` made `new` in one file, and what is wrong with them then."""
    for folder in ("wording", "policies"):
        (tmp_path / folder).mkdir()
        for path in (ROOT / folder).glob("*.yml"):
            shutil.copy(path, tmp_path / folder)

    def found(file: str, old: str, new: str) -> list[str]:
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return list(faults((tmp_path / "wording", tmp_path / "policies")))

    return found


def test_the_project_has_no_fault() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "wording/reply.yml",
            'step.wait: {ja: "待つ", en: "wait"}',
            'step.wait: {ja: "待つ"}',
            "`en` is missing",
        ),
        ("wording/reply.yml", 'en: "wait"}', 'en: " "}', "`en` says nothing"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait", de: "warten"}', "`de` is no language"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait {"}', "a brace stands alone"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait {x.y}"}', "a brace stands alone"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait {clause}"}', "names nothing"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait {x}"}', "ja and en differ in {x:text}"),
        ("wording/reply.yml", "About order {order_number}:", "About order {order_number:number}:", "differ"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait 3 days"}', "the digit `3`"),
        ("wording/reply.yml", 'ja: "待つ"', 'ja: "３日待つ"', "the digit `３`"),
        ("wording/reply.yml", 'ja: "待つ"', 'ja: "三日待つ"', "the figure `三日`"),
        ("wording/reply.yml", 'en: "wait"}', 'en: "wait three days"}', "the figure `three days`"),
        ("wording/reply.yml", "{conditions:bullets}", "{conditions:stars}", "differ"),
        ("wording/values.yml", "{value:number}件", "{value:days}件", "differ"),
        ("wording/reply.yml", "step.wait:", "step.cancel:", "`step.cancel` stands twice"),
        ("wording/reply.yml", "step.wait:", "value.unknown:", "`value.unknown` is defined twice"),
        ("wording/reply.yml", "step.wait:", "step.waiting:", "no text `step.wait`"),
        (
            "wording/questions.yml",
            "question.cause.where:",
            "question.cause.place:",
            "no text `question.cause.where`",
        ),
        ("wording/changes.yml", "change.paid.true:", "change.paid.yes:", "no text `change.paid.true`"),
        ("wording/explain.yml", "explain.goal.refund:", "explain.refund:", "no text `explain.goal.refund`"),
        ("wording/values.yml", "value.item.pre_owned:", "value.item.used:", "no text `value.item.pre_owned`"),
        (
            "policies/amiami.yml",
            "  step.back_order:",
            "  step.backorder:",
            "no text `amiami.step.back_order`",
        ),
        (
            "policies/amiami.yml",
            "  step.back_order:",
            "  step.backorder:",
            "`amiami.step.backorder`: no rule says this",
        ),
        ("policies/amiami.yml", "  contact:", "  kontakt:", "no text `amiami.contact`"),
        (
            "wording/reply.yml",
            "reply.until.wait:",
            "reply.until.retry:",
            "no text `reply.until.wait`",
        ),
        ("policies/amazon.yml", "  how.retry:", "  way.retry:", "no text `amazon.how.cause_payment`"),
        (
            "policies/amazon.yml",
            "  fallback.keep_parcel:",
            "  way.keep:",
            "no text `amazon.fallback.keep_parcel`",
        ),
        (
            "policies/amazon.yml",
            "  warning.limited_window:",
            "  way.w:",
            "no text `amazon.warning.limited_window`",
        ),
        ("policies/amazon.yml", "  refund.e_money:", "  way.r:", "no text `amazon.refund.e_money`"),
        (
            "policies/amazon.yml",
            "  action.contact_support:",
            "  way.a:",
            "no text `amazon.action.contact_support`",
        ),
        ("policies/amazon.yml", "  Z46:", "  Z460:", "clause `Z46` is cited and has no sentence"),
        ("policies/amazon.yml", "{clause:Z92}", "{clause:Z992}", "{clause:Z992}"),
        ("policies/amazon.yml", "{figure:Z76}で", "{figure:Z760}で", "{figure:Z760}"),
        (
            "policies/amazon.yml",
            "{clause:Z46}{clause:Z62}",
            "{clause:Z46}{clause:Z92}",
            "pulls in Z92, which rule `shipped` does not cite",
        ),
        ("policies/amazon.yml", "kind: procedure", "kind: prose", "`kind` is `prose`"),
        ("policies/amiami.yml", "    source: ", "    book: ", "`source` says nothing"),
        ("policies/amiami.yml", "    where: ", "    place: ", "`where` says nothing"),
        ("policies/amiami.yml", "    where: ", "    page: x\n    where: ", "`page` is no language"),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: A06",
            "clause `A03`: `conflicts_with` is no list of clauses",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: [A60]",
            "`clause amiami.A03` conflicts with `A60`, which is no other clause",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: [A03]",
            "`clause amiami.A03` conflicts with `A03`, which is no other clause",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: [Z07]",
            "`clause amiami.A03` conflicts with `Z07`, which is no other clause",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: [A06, A07]",
            "`clause amiami.A03` conflicts with `A07`, which does not name it",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: []",
            "`clause amiami.A06` conflicts with `A03`, which does not name it",
        ),
        (
            "policies/amiami.yml",
            "conflicts_with: [A06]",
            "conflicts_with: []",
            "`clause amiami.A03` has only one of `conflicts_with` and `reading`",
        ),
        (
            "policies/amiami.yml",
            "    reading:\n      ja: ",
            "    reading:\n      de: ",
            "clause `A03`: `reading`: `ja` is missing",
        ),
        (
            "policies/amiami.yml",
            '    reading:\n      ja: "',
            '    reading:\n      ja: "2日、',
            "`reading amiami.A03`: the digit `2` stands in `ja`",
        ),
        (
            "policies/amiami.yml",
            "Expect it within {figure:A20}",
            "Expect it soon",
            "`reading amiami.A20`: ja and en differ in {figure:A20}",
        ),
        ("policies/amiami.yml", "figures: {}", "figures: {pages: {max: 3}}", "figure `pages` needs"),
        (
            "wording/reply.yml",
            'step.wait: {ja: "待つ", en: "wait"}',
            "step.wait: &a {ja: 待つ, en: wait}\nx: *a",
            "an alias is not allowed",
        ),
        ("wording/reply.yml", "step.wait:", "step.wait: :", "is no YAML"),
    ],
)
def test_a_fault_is_found(broken: Broken, file: str, old: str, new: str, fault: str) -> None:
    found = broken(file, old, new)
    assert any(fault in line for line in found), found
    assert all("\n" not in line for line in found)


def test_an_unknown_type_is_found(broken: Broken, tmp_path: Path) -> None:
    (tmp_path / "wording" / "more.yml").write_text('t: {ja: "{x:stars}", en: "{x:stars}"}', encoding="utf-8")
    assert any("`{x:stars}` has an unknown type" in line for line in broken("wording/reply.yml", "x", "x"))


def test_several_faults_are_several_lines(broken: Broken) -> None:
    found = broken(
        "wording/reply.yml",
        'step.wait: {ja: "待つ", en: "wait"}',
        'step.wait: {ja: "待つ"}\nother: {en: "x"}',
    )
    assert len(found) == 2


def test_the_command_prints_faults_and_exits_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wording.check"]
    good = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "")
    (tmp_path / "more.yml").write_text('step.wait: {ja: "待つ", en: "wait"}', encoding="utf-8")
    bad = subprocess.run(
        [*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ
    )
    assert bad.returncode == 1
    assert re.fullmatch(r"`more.yml`: `step.wait` is defined twice\n", bad.stdout)
