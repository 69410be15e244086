"""The button that makes a story of a conversation: a file, a line of the audit trail, no name."""

from __future__ import annotations

import pytest
from person import hands_over

from decision import load_policies
from torikeshi.stories.reading import read_stories

POLICIES = load_policies()


@pytest.fixture
def handed_over(shop, rasa) -> None:
    rasa.answer = hands_over
    shop.begin().say("mori@example.org です。担当者をお願いします")


def test_the_conversation_comes_as_a_story_file(sign_in, handed_over, tmp_path):
    agent = sign_in("agent")
    answer = agent.post("/console/inbox/1/story")
    assert answer.headers["content-disposition"].startswith('attachment; filename="recorded_')
    assert "example.org" not in answer.text
    path = tmp_path / "a.yml"
    path.write_bytes(answer.content)
    (story,) = read_stories([path], POLICIES)
    assert [step.kind for step in story.steps] == ["user", "utter", "language"]


@pytest.mark.parametrize(("language", "said"), [("ja", "実際の会話"), ("en", "a real conversation")])
def test_what_it_says_of_itself_is_in_the_agents_language(sign_in, handed_over, language: str, said: str):
    agent = sign_in("agent")
    agent.post("/console/language", language=language)
    assert said in agent.post("/console/inbox/1/story").text.splitlines()[0]


def test_who_made_it_is_in_the_audit_trail(sign_in, handed_over):
    sign_in("agent").post("/console/inbox/1/story")
    assert "ストーリーとして保存" in sign_in("admin").get("/console/audit").text
