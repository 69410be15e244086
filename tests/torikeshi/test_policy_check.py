"""`torikeshi policy check`: a line for each finding, then what was walked; never a traceback."""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from decision import PolicyError, decide, load_policies
from torikeshi.commands import run
from web.settings import ROOT

pytestmark = pytest.mark.slow

Change = Callable[[dict[str, Any]], None]


def row_of(source: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in source["rows"] if row["id"] == name)


@pytest.fixture
def checked(tmp_path, capsys):
    """The exit status and the lines for a copy of amiami's rules with a change."""

    def ran(change: Change) -> tuple[int, list[str]]:
        source = yaml.safe_load((ROOT / "policies" / "amiami.yml").read_text())
        change(source)
        path = tmp_path / "amiami.yml"
        path.write_text(yaml.safe_dump(source, allow_unicode=True, sort_keys=False))
        return check(capsys, "--policy", str(path))

    return ran


def check(capsys, *arguments: str) -> tuple[int, list[str]]:
    with pytest.raises(SystemExit) as ended:
        run(["policy", "check", *arguments])
    said = capsys.readouterr()
    assert said.err == ""
    return ended.value.code, said.out.splitlines()


def findings(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("amiami.yml:", "wording:"))]


def test_the_policies_have_no_finding_and_what_was_walked_is_said(capsys):
    status, lines = check(capsys)
    assert status == 0 and findings(lines) == []
    walked = re.fullmatch(
        r"([\d,]+) combinations of 2 policies walked, ([\d,]+) contradictory ones left out;"
        r" 0 findings, ([\d.]+) s",
        lines[-1],
    )
    assert walked and int(walked[1].replace(",", "")) > 100_000 and float(walked[3]) < 5


def test_a_copy_of_a_policy_can_be_checked_alone(checked):
    status, lines = checked(lambda source: None)
    assert status == 0 and "of 1 policies" in lines[-1]


def test_several_files_may_follow(capsys):
    files = [str(ROOT / "policies" / name) for name in ("amiami.yml", "amazon.yml")]
    one, two = check(capsys, "--policy", *files), check(capsys, "--policy", files[0], "--policy", files[1])
    assert one[0] == two[0] == 0
    assert "of 2 policies" in one[1][-1] and "of 2 policies" in two[1][-1]


def drop_refund(source):
    source["rows"].remove(row_of(source, "refund"))


def double_shipped(source):
    source["rows"].append(copy.deepcopy(row_of(source, "shipped")) | {"id": "quantity.shipped"})


def never(source):
    row_of(source, "delivered")["when"]["seller"] = "direct"


def always(source):
    row_of(source, "shipped")["when"]["paid"] = [True, False]


def unknown(source):
    row_of(source, "shipped")["cites"].append("A99")


def unused(source):
    source["faq"] = [entry for entry in source["faq"] if entry["id"] != "comments"]


def unused_without_entries(source):
    del source["faq"]


def no_text(source):
    row_of(source, "refund")["reason"] = "no_such_reason"


def digit(source):
    source["texts"]["how.wait"]["en"] += " It takes 3 days."


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (drop_refund, "amiami.yml: gap: no row holds for `goal` refund "),
        (double_shipped, "amiami.yml: overlap: `shipped` (contact_support) and `quantity.shipped`"),
        (never, "amiami.yml: dead row: `delivered` holds for no combination"),
        (always, "amiami.yml: dead condition: `paid` could be left out of `shipped`"),
        (unknown, "amiami.yml: unknown clause: `A99` is cited by row `shipped`"),
        (unused, "amiami.yml: unused clause: `A30` is carried by no row"),
        (unused_without_entries, "amiami.yml: unused clause: `A05` is carried by no row"),
        (no_text, "wording: rule `amiami.refund`: no text `amiami.step.no_such_reason`"),
        (digit, "wording: `amiami.how.wait`: the digit `3` stands in `en`"),
    ],
)
def test_each_kind_of_finding_is_a_line_and_fails_the_check(checked, change, line):
    status, lines = checked(change)
    found = findings(lines)
    assert status == 1
    assert any(one.startswith(line) for one in found), found
    assert lines[-1].startswith(tuple("123456789")) and f"{len(found)} findings" in lines[-1]


def test_the_facts_of_a_gap_can_be_pasted_into_decide(checked, tmp_path):
    _, lines = checked(drop_refund)
    facts = json.loads(lines[0][lines[0].index(": {") + 2 :])
    assert facts["goal"] == "refund"
    with pytest.raises(PolicyError):
        decide(load_policies(folder=tmp_path), facts)


BROKEN = {
    "no YAML": "rows: [",
    "nothing": "",
    "a list": "- a\n",
    "no rows": "policy: x\nvalid_from: 2026-01-01\n",
    "no day": "policy: x\nvalid_from: soon\nrows: []\n",
    "rows of another shape": "policy: x\nvalid_from: 2026-01-01\nrows: 3\n",
    "a row without an id": "policy: x\nvalid_from: 2026-01-01\nrows: [{when: {}}]\n",
    "an unknown value": "policy: x\nvalid_from: 2026-01-01\n"
    "rows: [{id: a, when: {status: gone}, step: none, reason: b, cites: []}]\n",
    "cites of another shape": "policy: x\nvalid_from: 2026-01-01\n"
    "rows: [{id: a, when: {}, step: none, reason: b, cites: 3}]\n",
    "clauses of another shape": "policy: x\nvalid_from: 2026-01-01\n"
    "rows: [{id: a, when: {}, step: none, reason: b, cites: []}]\nclauses: 3\n",
    "texts of another shape": "policy: x\nvalid_from: 2026-01-01\n"
    "rows: [{id: a, when: {}, step: none, reason: b, cites: []}]\ntexts: 3\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_a_line(capsys, tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text)
    status, lines = check(capsys, "--policy", str(path))
    assert status == 1
    assert re.match(r"x\.yml:[0-9]+:[0-9]+: .", lines[0])


def test_a_file_that_is_no_text_is_a_line(capsys, tmp_path):
    path = tmp_path / "x.yml"
    path.write_bytes(b"\xff\xfe\x00")
    status, lines = check(capsys, "--policy", str(path))
    assert status == 1 and lines[0].startswith("x.yml:1:1: the file cannot be read: ")


def test_a_further_policy_is_checked_with_the_others(capsys, tmp_path, monkeypatch):
    (tmp_path / "x.yml").write_text(
        "policy: x\nname: {ja: エックス, en: X}\nvalid_from: 2026-01-01\nrows: []\n", encoding="utf-8"
    )
    monkeypatch.setenv("TORIKESHI_POLICIES", str(tmp_path))
    status, lines = check(capsys)
    assert status == 1 and lines[0].startswith("x.yml: gap: no row holds for all facts")
    assert "of 3 policies" in lines[-1]


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (["check", "--policy"], {}),
        (["check", "--policy", "no-such-file.yml"], {}),
        (["check", "--policy", "."], {}),
        (["check", "--fast"], {}),
        (["nonsense"], {}),
        ([], {}),
        (["check"], {"TORIKESHI_POLICIES": "/nowhere"}),
    ],
    ids=str,
)
def test_wrong_usage_is_exit_two(arguments, settings):
    done = subprocess.run(
        [sys.executable, "-m", "torikeshi", "policy", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | settings,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_the_installed_command_has_help():
    command = Path(sys.executable).parent / "torikeshi"
    done = subprocess.run([command, "policy", "check", "--help"], capture_output=True, text=True, check=True)
    assert "--policy" in done.stdout
