"""`torikeshi stories run` on the real bot: its exit status, its reports, and what `--update` makes."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.processes
FILE = """\
fixtures:
  - in_april:
      now: 2026-04-01T10:00:00+09:00
      orders:
        - order_number: 130008888
          customer_id: c1
          policy: amiami
          item: in_stock
          status: unshipped
          payment_deadline: 2026-04-03
          title: ランプ
      customer: c1
  - in_may: {now: "2026-05-02T10:00:00+09:00"}
test_cases:
  - test_case: before_the_deadline
    fixtures: [in_april]
    steps:
      - user: I don't want the lamp any more, please cancel it
      - step: {step: cancel, until: 2026-04-04T00:00:00+09:00}   # the day's end
  - test_case: 期限のあと
    fixtures: [in_april, in_may]
    steps:
      - user: ランプはもう要らないのでキャンセルしたい
      - step: {step: cancel, order_number: 130008888}   # it was, in April
      - language: ja
"""


def stories(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "torikeshi"), "stories", "run", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_story_that_fails_is_reported_and_the_others_go_on(file, tmp_path):
    reports = [tmp_path / "report.xml", tmp_path / "report.html"]
    done = stories(str(file), "--junit", str(reports[0]), "--html", str(reports[1]))
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 failed, 1 passed" in done.stdout
    assert "step: - cancel" in done.stdout and "+ contact_support" in done.stdout
    assert ElementTree.parse(reports[0]).getroot().get("failures") == "1"
    assert "期限のあと" in reports[1].read_text(encoding="utf-8")


def test_after_an_update_everything_passes(file):
    done = stories(str(file), "--update")
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_text(encoding="utf-8") == FILE.replace(
        "{step: cancel, order", "{step: contact_support, order"
    )
