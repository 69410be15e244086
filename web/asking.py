"""Ask the bot: sign what its turn may know, try a code before it hears of it, answer if it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import structlog

from orders.access import sign_turn
from web import metrics
from web.bot import Bot, BotFailed, BotReply, Question
from web.codes.store import WRONG, Outcome
from web.handover.act import NAME as HAND_OVER
from web.handover.hours import opens_at
from web.languages import spoken_language
from web.moments import milliseconds
from web.records import Begun, Block, Conversation, Language

if TYPE_CHECKING:
    from web.codes.hearing import TypedCode
    from web.codes.store import Codes
    from web.messages import CustomerMessage
    from web.settings import Settings

log = structlog.get_logger()
CAN_MAIL = "mail_code"


class Say(Protocol):
    """The blocks of a wording's sentence."""

    def __call__(self, name: str, language: Language, /, **values: object) -> Sequence[Block]:
        """The sentence called `name`, with its values."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The orders that codes have opened in the conversation, and the one of this very turn."""

    orders: tuple[str, ...] = ()
    just_now: str | None = None


class Asking:
    """All questions of this process to the bot. One that is too slow is let finish, unheard."""

    def __init__(self, bot: Bot, codes: Codes, say: Say, settings: Settings) -> None:
        self._bot, self._codes, self._say, self._settings = bot, codes, say, settings
        self._calls: set[asyncio.Task[BotReply]] = set()

    def close(self) -> None:
        """Give up what is still being asked."""
        for call in self._calls:
            call.cancel()

    async def reply(self, conversation: Conversation, message: CustomerMessage, begun: Begun) -> BotReply:
        """The bot's reply; a code is tried here, and the bot hears only of the order that it opened."""
        if message.code is None:
            return await self._ask(conversation, message, begun, Opened(begun.opened))
        outcome = await self._attempt(conversation, message.code)
        if (number := outcome.order_number) is None:
            return self._of_code(outcome, begun.language)
        now_opened = Opened(tuple(dict.fromkeys((*begun.opened, number))), number)
        return await self._ask(conversation, replace(message, text=None), begun, now_opened)

    async def try_code(
        self, conversation: Conversation, message: CustomerMessage, language: Language
    ) -> BotReply:
        """What came of a code that is typed to a person, who cannot try it; the bot stays silent."""
        if message.code is None:  # never: nothing else to a person is answered here
            return self.own_reply(message, language)
        return self._of_code(await self._attempt(conversation, message.code), language)

    async def _attempt(self, conversation: Conversation, code: TypedCode) -> Outcome:
        outcome = await asyncio.to_thread(self._codes.attempt, conversation.id, code.digits, milliseconds())
        metrics.code(outcome.kind)
        return outcome

    def _of_code(self, outcome: Outcome, language: Language) -> BotReply:
        """Our own words on a code: `code_opened`, `code_wrong`, `code_expired`, `code_too_often`."""
        values: dict[str, object] = {"left": outcome.left} if outcome.kind == WRONG else {}
        if outcome.order_number is not None:
            values = {"order_number": outcome.order_number}
        return BotReply(language, tuple(self._say(f"code_{outcome.kind}", language, **values)))

    async def _ask(
        self, conversation: Conversation, message: CustomerMessage, begun: Begun, opened: Opened
    ) -> BotReply:
        """The bot's reply, or ours in its place if it fails or takes too long."""
        started, language = time.monotonic(), begun.language
        question = self._question(conversation, message, begun, opened)
        call = asyncio.create_task(self._bot.ask(question))
        self._calls.add(call)
        call.add_done_callback(self._call_done)
        try:
            async with asyncio.timeout(self._settings.turn_seconds):
                reply, outcome = await asyncio.shield(call), "answered"
        except TimeoutError:
            reply, outcome = self.own_reply(message, language), "too slow"
        except BotFailed as error:
            reply, outcome = self.own_reply(message, language), str(error)
        took = time.monotonic() - started
        metrics.turn(outcome, took)
        log.info("turn", conversation_id=conversation.id, outcome=outcome, ms=round(took * 1000, 1))
        return reply

    def _question(
        self, conversation: Conversation, message: CustomerMessage, begun: Begun, opened: Opened
    ) -> Question:
        turn = uuid4().hex
        token = sign_turn(
            self._settings.turn_key,
            conv=conversation.id,
            lang=begun.language,
            sub=conversation.customer_id,
            now=self._settings.now,
            orders=opened.orders,
            opened=opened.just_now,
            can=tuple(self._can(conversation)),
            person_at=opens_at(self._settings.hours, self._settings.now or datetime.now(UTC)),
            heard=begun.heard,
            jti=turn,
        )
        return Question(
            conversation_id=conversation.id,
            text=message.bot_text,
            choice=message.choice,
            token=token,
            turn=turn,
        )

    def _can(self, conversation: Conversation) -> Iterator[str]:
        """What the actions may offer because the gateway does it: a code by mail is for guests."""
        if self._settings.hands_over:
            yield HAND_OVER
        if conversation.customer_id is None and self._settings.mails:
            yield CAN_MAIL

    def own_reply(self, message: CustomerMessage, language: Language) -> BotReply:
        """What we say ourselves where the bot says nothing."""
        language = spoken_language(message.text or "") or language
        return BotReply(language, tuple(self._say("bot_unavailable", language)))

    def _call_done(self, call: asyncio.Task[BotReply]) -> None:
        self._calls.discard(call)
        if not call.cancelled():
            call.exception()  # a call that fails after its time is nobody's any more
