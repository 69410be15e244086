"""`--watch` plays what a change touches and no more."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from torikeshi.stories.outcome import Exchange, Outcome
from torikeshi.stories.story import Story
from torikeshi.stories.watching import stamps, touched
from web.settings import ROOT

AMIAMI = Story("a", Path("a.yml"), 1, (), ({"policy": "amiami"},), "c1")
AMAZON = Story("b", Path("b.yml"), 1, ())
NEW = Story("c", Path("c.yml"), 1, ())
SAID = ({"type": "text", "name": "amazon.step.shipped", "text": ""},)
LAST = {
    AMIAMI.id: Outcome(AMIAMI, datetime.now(UTC)),
    AMAZON.id: Outcome(AMAZON, datetime.now(UTC), [Exchange(None, SAID, "ja")]),
}
CHANGES = {
    "a.yml": [AMIAMI, NEW],
    str(ROOT / "policies" / "amazon.yml"): [AMAZON, NEW],
    str(ROOT / "policies" / "amiami.yml"): [AMIAMI, NEW],
    str(ROOT / "wording" / "reply.yml"): [AMIAMI, AMAZON, NEW],
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_touches(path):
    meant = touched([Path(path)], LAST)
    assert [story for story in (AMIAMI, AMAZON, NEW) if meant(story)] == CHANGES[path]


def test_a_further_policy_touches_the_stories_of_its_shop(tmp_path, monkeypatch):
    """By what it says it is, not by the name of its file."""
    monkeypatch.setenv("TORIKESHI_POLICIES", str(tmp_path))
    path = tmp_path / "from-2027.yml"
    path.write_text("# rules\npolicy: amiami\n", encoding="utf-8")
    meant = touched([path], LAST)
    assert [story for story in (AMIAMI, AMAZON, NEW) if meant(story)] == [AMIAMI, NEW]


def test_what_is_wrong_with_a_policy_is_seen_by_all(tmp_path, monkeypatch):
    monkeypatch.setenv("TORIKESHI_POLICIES", str(tmp_path))
    meant = touched([tmp_path / "gone.yml"], LAST)
    assert all(map(meant, (AMIAMI, AMAZON, NEW)))


def test_a_file_written_again_is_seen(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("a", encoding="utf-8")
    before = stamps([tmp_path])
    os.utime(path, ns=(1, 1))
    after = stamps([tmp_path])
    assert [file for file in after if after[file] != before[file]] == [path]


def test_rules_words_and_code_are_watched_too():
    seen = stamps([])
    for name in (
        "policies/amazon.yml",
        "wording/reply.yml",
        "dialogue/turn.py",
        "data/nlu/undo.en.yml",
        "domain.yml",
    ):
        assert ROOT / name in seen
