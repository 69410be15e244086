"""Replies to facts, as the bot would give them."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

import pytest

from decision import Decision, decide, load_policies
from wording import Text, load_wording
from wording.reply import explain

NOW = "2026-08-07T15:20:00+09:00"
POLICIES = lru_cache(load_policies)
Reply = Callable[..., dict[str, str]]


@pytest.fixture
def reply() -> Reply:
    """The whole reply to facts as one text for each language."""

    def say(order_number: str | None = None, title: str | None = None, **facts: object) -> dict[str, str]:
        return {
            language: "\n".join(text.text for text in texts(language, order_number, title, **facts))
            for language in ("ja", "en")
        }

    return say


def texts(
    language: str, order_number: str | None = None, title: str | None = None, **facts: object
) -> tuple[Text, ...]:
    given = {"goal": "cancel", "now": NOW, **facts}
    decision = decide(POLICIES(), given)
    assert isinstance(decision, Decision), decision
    return explain(
        load_wording(),
        decision,
        given,
        language,
        now=datetime.fromisoformat(NOW),
        order_number=order_number,
        title=title,
    )
