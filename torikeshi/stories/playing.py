"""Plays one story as a customer would: one message after the other, each reply against what is expected."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reading import language_of
from torikeshi.stories.matching import Block, Difference, differences, find, nearest
from torikeshi.stories.nodes import Scalar
from torikeshi.stories.outcome import NOTHING_SEEN, Exchange, Failure, Insight, Outcome
from torikeshi.stories.story import Step

FIRST_LANGUAGE = "ja"
"""A conversation's without anything that speaks for another: that of a browser that asks for none."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the blocks, their language, and what the bot made of the message."""

    blocks: tuple[Block, ...]
    language: str
    insight: Insight = NOTHING_SEEN


class CannotSay(RuntimeError):
    """The gateway did not take the message; the text says why."""


class Chat(Protocol):
    """One conversation with the bot."""

    async def open(self, language: str) -> Reply:
        """Begin the conversation. Raises `CannotSay`."""

    async def say(self, *, text: str | None = None, choice: str | None = None) -> Reply:
        """Send a text or a button's payload. Raises `CannotSay`."""


def opening_language(steps: Sequence[Step]) -> str:
    """The language in which a story's conversation is opened, by what stands before its first message.

    A button of the greeting or an expected `language` tells; typed words are answered in theirs anyway.
    """
    for step in steps:
        if step.kind == "language" and isinstance(step.wanted, Scalar):
            return step.text
        if step.says:
            return (language_of(step.text) if step.kind == "choice" else None) or FIRST_LANGUAGE
    return FIRST_LANGUAGE


async def play(outcome: Outcome, chat: Chat, *, onward: bool = False) -> None:
    """Play `outcome`'s story into it, to its end or to its first failure; `onward` also after one."""
    player = _Player(outcome, chat)
    try:
        player.note(None, await chat.open(opening_language(outcome.story.steps)), 0.0)
        for step in outcome.story.steps:
            await player.take(step)
            if outcome.failures and (player.stuck or not onward):
                return
    except CannotSay as error:
        player.fail(None, str(error))


class _Player:
    """The story under way: `_start` is the first block of the reply that is still to be matched."""

    def __init__(self, outcome: Outcome, chat: Chat) -> None:
        self._outcome, self._chat = outcome, chat
        self._start = 0
        self.stuck = False
        """Whether the story cannot go on: a button that it presses is not there."""

    def note(self, said: Step | None, reply: Reply, seconds: float) -> None:
        self._outcome.exchanges.append(Exchange(said, reply.blocks, reply.language, reply.insight, seconds))
        self._start = 0

    def fail(self, step: Step | None, reason: str, block: int | None = None) -> None:
        found: tuple[Difference, ...] = ()
        if step is not None and block is not None:
            found = differences(step.kind, step.wanted, self._last.blocks[block])
        place = len(self._outcome.exchanges) - 1
        self._outcome.failures.append(Failure(step, reason, block, found, place))

    @property
    def _last(self) -> Exchange:
        return self._outcome.exchanges[-1]

    async def take(self, step: Step) -> None:
        if step.kind == "user":
            await self._send(step, text=step.text)
        elif step.kind == "choice":
            await self._press(step)
        elif self._expect(step):
            self._last.met.append(step)

    async def _send(self, step: Step, **message: str) -> None:
        began = time.monotonic()
        reply = await self._chat.say(**message)
        self.note(step, reply, time.monotonic() - began)

    async def _press(self, step: Step) -> None:
        offered = self._last.choices()
        earlier = [choice for exchange in self._outcome.exchanges for choice in exchange.choices()]
        now = [one["payload"] for one in offered if step.text in (one["title"], one["payload"])]
        once = [one["payload"] for one in earlier if step.text == one["payload"]]
        if not now and not once:
            titles = ", ".join(f"`{one['title']}`" for one in offered) or "none"
            self.stuck = True
            self.fail(step, f"there is no such button; buttons of the last reply: {titles}")
            return
        await self._send(step, choice=[*now, *once][0])

    def _expect(self, step: Step) -> bool:
        if step.kind == "language":
            if step.text != self._last.language:
                self.fail(step, f"the reply is in `{self._last.language}`")
                return False
            return True
        if step.kind == "text_contains":
            if step.text not in self._last.text():
                self.fail(step, "the reply does not say so")
                return False
            return True
        return self._find(step)

    def _find(self, step: Step) -> bool:
        blocks = self._last.blocks
        place = find(step, blocks, self._start)
        if place is not None:
            self._start = place + 1
            self._last.checked.add(place)
            return True
        near = nearest(step, blocks, self._start)
        self.fail(step, self._reason(step, near), near)
        self._start = self._start if near is None else near + 1
        return False

    def _reason(self, step: Step, near: int | None) -> str:
        if find(step, self._last.blocks, 0) is not None:
            return "it comes earlier in the reply than what is expected before it"
        if near is None:
            rest = "no more" if self._start else "no"
            return f"the reply has {rest} `{step.kind}`"
        return f"the reply's `{step.kind}` is another"
