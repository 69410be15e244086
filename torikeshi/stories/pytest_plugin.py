"""Story files as pytest's tests, each story by its name; all that are chosen are played at once.

A folder of stories takes part by a `conftest.py` that imports `pytest_collect_file`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from torikeshi.stories.outcome import Outcome
from torikeshi.stories.story import Story

SUFFIXES = (".yml", ".yaml")
JOBS = 4
MARK = "processes"
_OUTCOMES = pytest.StashKey[dict[str, Outcome]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take every YAML file of the folder for stories."""
    return StoryFile.from_parent(parent, path=file_path) if file_path.suffix in SUFFIXES else None


class StoryFailed(Exception):
    """A story did not go as expected; the text is its conversation."""


class StoryFile(pytest.File):
    """A file of stories."""

    def collect(self) -> Iterator[pytest.Item]:
        """The stories; what is wrong with the file is told as it is on the command line."""
        from torikeshi.opening import policies
        from torikeshi.stories.nodes import BadStory
        from torikeshi.stories.reading import read_stories

        try:
            stories = read_stories([self.path], policies())
        except BadStory as error:
            raise self.CollectError(str(error)) from error
        for story in stories:
            yield StoryItem.from_parent(self, name=story.name, story=story)


class StoryItem(pytest.Item):
    """One story."""

    def __init__(self, *, story: Story, **given: Any) -> None:
        super().__init__(**given)
        self.story = story
        self.add_marker(MARK)

    def runtest(self) -> None:
        """Fail with the conversation if anything in it was not as expected."""
        from torikeshi.stories import telling

        outcome = _outcomes(self.session)[self.story.id]
        if not outcome.passed:
            raise StoryFailed(telling.failure(outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The conversation alone, without places in code."""
        if isinstance(excinfo.value, StoryFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the story stands."""
        return self.path, self.story.line - 1, self.name


def _outcomes(session: pytest.Session) -> dict[str, Outcome]:
    """What came of all chosen stories, which are played when the first of them is asked for."""
    if _OUTCOMES not in session.stash:
        from torikeshi.stories.running import play_on_own_stage

        stories = [item.story for item in session.items if isinstance(item, StoryItem)]
        played = asyncio.run(play_on_own_stage(stories, JOBS, lambda _: None))
        session.stash[_OUTCOMES] = {outcome.story.id: outcome for outcome in played}
    return session.stash[_OUTCOMES]
