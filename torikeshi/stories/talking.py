"""A conversation held live on the stage, from which a story is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from orders.importing import ImportFailed
from torikeshi.errors import UserError
from torikeshi.stories.bot import NOT_RUN
from torikeshi.stories.outcome import Exchange
from torikeshi.stories.playing import FIRST_LANGUAGE, CannotSay, Reply
from torikeshi.stories.stage import GatewayChat, Stage
from torikeshi.stories.story import Story


class Talk:
    """The conversation so far: what was said, as kind and text, and what came; the opening apart."""

    def __init__(self, chat: GatewayChat, opening: Reply) -> None:
        self._chat = chat
        self.opening = _exchange(opening)
        self.said: list[tuple[str, str]] = []
        self.exchanges: list[Exchange] = []

    def offered(self, named: str) -> tuple[str, str] | None:
        """Title and payload of the button of the last reply with that title or payload."""
        last = self.exchanges[-1] if self.exchanges else self.opening
        found = (one for one in last.choices() if named in (one["title"], one["payload"]))
        return next(((one["title"], one["payload"]) for one in found), None)

    async def say(self, text: str) -> Exchange:
        """Type a text. Raises `CannotSay`."""
        return self._note("user", text, await self._chat.say(text=text))

    async def press(self, title: str, payload: str) -> Exchange:
        """Press a button that was offered. Raises `CannotSay`."""
        return self._note("choice", title, await self._chat.say(choice=payload))

    def _note(self, kind: str, text: str, reply: Reply) -> Exchange:
        self.said.append((kind, text))
        self.exchanges.append(_exchange(reply))
        return self.exchanges[-1]


def _exchange(reply: Reply) -> Exchange:
    return Exchange(None, reply.blocks, reply.language, reply.insight)


@asynccontextmanager
async def talking(on: Stage, story: Story, language: str = FIRST_LANGUAGE) -> AsyncIterator[Talk]:
    """A fresh conversation with the story's orders, customer and clock.

    Raises `UserError` where the orders cannot be taken or the gateway does not answer.
    """
    try:
        async with on.chat(story, datetime.now(UTC)) as chat:
            yield Talk(chat, await chat.open(language))
    except (ImportFailed, CannotSay) as error:
        raise UserError(str(error), NOT_RUN) from error
