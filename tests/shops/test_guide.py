"""The guide to a shop of one's own says what is so: its file passes, its errors are those printed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from decision import Question, decide, load_policies
from decision.policy_shape import told
from decision.source import read_policy_file
from web.settings import ROOT

GUIDE = (ROOT / "docs" / "policy-authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n# lantern.yml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def lantern(tmp_path: Path) -> Path:
    path = tmp_path / "lantern.yml"
    path.write_text("".join(BLOCKS), encoding="utf-8")
    return path


def test_the_guides_file_passes_the_check(lantern):
    command = [sys.executable, "-m", "torikeshi", "policy", "check", "--policy", str(lantern)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "") and " 0 findings" in done.stdout


def test_its_first_question_is_the_one_printed(lantern):
    facts = {"goal": "cancel", "policy": "lantern", "status": "delivered", "now": "2026-04-01T10:00:00+09:00"}
    question = decide(load_policies(lantern.parent), facts)
    assert isinstance(question, Question)
    assert (question.ask, question.possible) == ("delivered_at", ("return", "contact_support"))
    assert '{"ask":"delivered_at","possible":["return","contact_support"],"assumed":[]}' in GUIDE


def test_the_mistakes_of_an_empty_file_are_those_printed(tmp_path):
    (tmp_path / "lantern.yml").write_text("", encoding="utf-8")
    for line in told(read_policy_file(tmp_path / "lantern.yml")):
        assert line in GUIDE


def test_what_it_links_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / link).exists(), link
