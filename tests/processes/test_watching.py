"""`torikeshi stories run --watch` on the real bot: what a change touches is played again, and no more."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE_SECONDS

from web.settings import ROOT

pytestmark = pytest.mark.processes
WAITING = "waiting for changes"
OF_KOMOREBI = """\
fixtures:
  - ordered:
      now: "2026-04-01T10:00:00+09:00"
      orders: [{order_number: KM-100001, customer_id: haru, policy: komorebi, status: unshipped, placed_at: "2026-03-31T20:15:00+09:00", title: Shirt}]
      customer: haru
test_cases:
  - test_case: the_shirt
    fixtures: [ordered]
    steps:
      - user: please cancel KM-100001
      - text_contains: Cancel the order now.
"""  # noqa: E501 - one order, one line
OF_AMIAMI = """\
test_cases:
  - test_case: the_back_order
    steps:
      - user: can I cancel a back-order?
      - step: {step: contact_support, rule: amiami.back_order}
"""
LONGEST_SECONDS = 10 * PATIENCE_SECONDS


class Watch:
    """The command while it runs; stopped if it has not said what is waited for after a long time."""

    def __init__(self, stories: Path, policies: Path) -> None:
        command = [str(Path(sys.executable).parent / "torikeshi"), "stories", "run", str(stories), "--watch"]
        environment = {**os.environ, "TORIKESHI_POLICIES": str(policies)}
        signal.signal(signal.SIGINT, signal.default_int_handler)  # it hears of Ctrl-C even where we do not
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self._end = threading.Timer(LONGEST_SECONDS, self.process.kill)
        self._end.start()

    def round(self) -> list[str]:
        """What is told until the next wait."""
        assert self.process.stdout is not None
        told = []
        for line in self.process.stdout:
            told.append(line.rstrip())
            if WAITING in line:
                return told
        raise AssertionError("\n".join(told))

    def interrupted(self) -> int:
        """The exit status after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def forget(self) -> None:
        """It has ended: nothing more is to be stopped."""
        self._end.cancel()


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A story about a shop of a folder of policies, and one about another shop."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "komorebi.yml").write_text(OF_KOMOREBI, encoding="utf-8")
    (folder / "amiami.yml").write_text(OF_AMIAMI, encoding="utf-8")
    return folder


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """That shop's policy, in a folder of its own."""
    folder = tmp_path / "policies"
    folder.mkdir()
    return Path(shutil.copy(ROOT / "examples" / "shops" / "komorebi.yml", folder))


@pytest.fixture
def watch(stories: Path, policy: Path) -> Iterator[Watch]:
    watch = Watch(stories, policy.parent)
    yield watch
    watch.process.kill()
    watch.process.wait()
    watch.forget()


def played(told: list[str]) -> list[tuple[str, str]]:
    """Each story of a round with how it went."""
    lines = [line.split() for line in told if line.startswith(("passed ", "FAILED ")) and "::" in line]
    return sorted((Path(words[1]).name.partition("::")[2], words[0]) for words in lines)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_change_plays_what_it_touches(watch, stories, policy):
    """A story, a shop's words, a policy that cannot be read; then it is stopped by Ctrl-C."""
    assert played(watch.round()) == [("the_back_order", "passed"), ("the_shirt", "passed")]
    edit(stories / "amiami.yml", "contact_support", "return")
    assert played(watch.round()) == [("the_back_order", "FAILED")]
    edit(policy, "Cancel the order now.", "Do cancel the order.")
    assert played(watch.round()) == [("the_shirt", "FAILED")]
    edit(policy, "policy: komorebi", "policy: [")
    assert played(watch.round()) == []
    edit(stories / "amiami.yml", "step: return", "step: contact_support")
    assert played(watch.round()) == []
    edit(policy, "policy: [", "policy: komorebi")
    edit(stories / "komorebi.yml", "Cancel the order now.", "Do cancel the order.")
    told = watch.round()
    while ("the_shirt", "passed") not in played(told):  # the two changes may be seen one after the other
        told += watch.round()
    assert ("the_back_order", "passed") in played(told)
    assert watch.interrupted() == 130
