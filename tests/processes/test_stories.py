"""Conversations over HTTP against the real gateway, bot and actions."""

from pathlib import Path

import pytest
from stories import Story, play, stories

pytestmark = pytest.mark.processes
FOLDER = Path(__file__).parent.parent / "stories"


@pytest.mark.parametrize("story", list(stories(FOLDER)), ids=str)
def test_story(story: Story, running):
    running.stock(story.orders)
    play(story, running.chat(story.customer, language="ja"))
