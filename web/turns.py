"""A turn: store what the customer sent, ask the bot, store what it said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import WeakValueDictionary

import structlog

from web.acts import Act, ActFailed, Acts, Doing
from web.bot import BotReply
from web.logs import where
from web.moments import milliseconds
from web.records import Answer, Begun, Block, Content, Conversation, Language, Lease, Submission

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from web.asking import Asking, Say
    from web.bell import Bell
    from web.messages import CustomerMessage
    from web.settings import Settings
    from web.turn_store import TurnStore

LEASE_SECONDS = 30
"""Longer than any turn: it ends a lease only if the process that took it has died."""
RETRY_SECONDS = 0.1
CLOSING_SECONDS = 3.0
"""Between two looks for turns whose process has died."""
log = structlog.get_logger()


class Busy(RuntimeError):
    """The message before this one is still under way after all the waiting."""


class OtherBody(ValueError):
    """This client_message_id has been used for something else."""


@dataclass(frozen=True, kw_only=True)
class TurnParts:
    """The parts of the gateway that a turn goes through."""

    store: TurnStore
    asking: Asking
    bell: Bell
    say: Say
    settings: Settings
    acts: Acts


class Turns:
    """All turns of this process. A turn goes on when its caller leaves."""

    def __init__(self, parts: TurnParts) -> None:
        self._store, self._asking, self._bell, self._say = parts.store, parts.asking, parts.bell, parts.say
        self._settings, self._acts = parts.settings, parts.acts
        self._running: dict[tuple[str, str], tuple[str, asyncio.Task[Answer]]] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, conversation: Conversation, message: CustomerMessage, address: str = "") -> Answer:
        """The answer to `message`; the stored one if it is known, also while it is under way.

        `address` is where it comes from in the network. Raises `Busy` and `OtherBody`.
        """
        key = (conversation.id, message.id)
        if key not in self._running:
            task = asyncio.create_task(self._turn(conversation, message, address))
            self._running[key] = (message.digest, task)
            task.add_done_callback(lambda done: self._forget(key, done))
        digest, task = self._running[key]
        if digest != message.digest:
            raise OtherBody
        return await asyncio.shield(task)

    async def close(self, seconds: float) -> None:
        """Give the turns under way `seconds` to end."""
        if tasks := [task for _, task in self._running.values()]:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        self._asking.close()

    def _forget(self, key: tuple[str, str], task: asyncio.Task[Answer]) -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()  # looked at, so that a caller who left is no complaint of asyncio's

    async def _turn(self, conversation: Conversation, message: CustomerMessage, address: str) -> Answer:
        if (known := await self._answered(conversation.id, message.id)) is not None:
            return _repeated(known, message)
        deadline = time.monotonic() + self._settings.wait_seconds
        async with self._alone(conversation.id, deadline):
            lease, begun = await self._begin(conversation.id, message, deadline)
            self._bell.ring(conversation.id)
            if isinstance(begun, Submission):
                return _repeated(begun, message)
            reply = await self._reply(conversation, message, begun)
            answer = await self._finish(conversation, message, lease, reply, address)
        self._bell.ring(conversation.id)
        return answer

    async def _answered(self, conversation_id: str, client_message_id: str) -> Submission | None:
        """The message if it need not wait for the turn under way: it is answered. Else `begin` tells."""
        if conversation_id not in self._locks:
            return None
        return await asyncio.to_thread(self._store.answered, conversation_id, client_message_id)

    @asynccontextmanager
    async def _alone(self, conversation_id: str, deadline: float) -> AsyncIterator[None]:
        """Wait for this process's other turns of the conversation, in the order they came."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                await lock.acquire()
        except TimeoutError as error:
            raise Busy from error
        try:
            yield
        finally:
            lock.release()

    async def _begin(
        self, conversation_id: str, message: CustomerMessage, deadline: float
    ) -> tuple[Lease, Begun | Submission]:
        """Wait for other processes' turns of the conversation, then begin this one."""
        while True:
            at = milliseconds()
            lease = Lease(uuid4().hex, at + LEASE_SECONDS * 1000)
            begun = await asyncio.to_thread(
                self._store.begin, conversation_id, message, lease, at, self._apology
            )
            if begun is not None:
                return lease, begun
            if time.monotonic() + RETRY_SECONDS >= deadline:
                raise Busy
            await asyncio.sleep(RETRY_SECONDS)

    async def close_lost(self) -> None:
        """Answer the turns of processes that died, for ever: their customers may only be waiting."""
        while True:
            try:
                found = await self._close_one()
            except Exception as error:  # the database may be away for a while
                log.warning("closing failed", **where(error))
                found = None
            if found is None:
                await asyncio.sleep(CLOSING_SECONDS)

    async def _close_one(self) -> str | None:
        at = milliseconds()
        lease = Lease(uuid4().hex, at + LEASE_SECONDS * 1000)
        found = await asyncio.to_thread(self._store.close_lost, lease, at, self._apology)
        if found is not None:
            self._bell.ring(found)
        return found

    def _apology(self, language: Language) -> Sequence[Block]:
        return self._say("please_resend", language)

    async def _reply(self, conversation: Conversation, message: CustomerMessage, begun: Begun) -> BotReply:
        if begun.left_person:
            return BotReply(begun.language, tuple(self._say("handover.back", begun.language)))
        if begun.with_person:
            return await self._asking.try_code(conversation, message, begun.language)
        return await self._asking.reply(conversation, message, begun)

    async def _finish(
        self,
        conversation: Conversation,
        message: CustomerMessage,
        lease: Lease,
        reply: BotReply,
        address: str,
    ) -> Answer:
        """Store the reply and do what it asks for; what cannot be done is not said either."""
        doing = Doing(conversation=conversation, language=reply.language, address=address, at=milliseconds())
        finish = partial(self._store.finish, conversation.id, message.id, lease)
        try:
            if name := await self._acts.refusal(doing, reply.acts):
                reply = BotReply(reply.language, tuple(self._say(name, reply.language)))
            return await asyncio.to_thread(finish, _said(reply), partial(self._do, doing, reply.acts))
        except ActFailed as error:
            log.warning("act failed", conversation_id=conversation.id, reason=str(error))
            own = self._asking.own_reply(message, reply.language)
            return await asyncio.to_thread(finish, _said(own))

    def _do(self, doing: Doing, acts: Sequence[Act], connection: Connection, seq: int) -> None:
        self._acts.apply(connection, replace(doing, seq=seq), acts)


def _said(reply: BotReply) -> Content:
    return Content(
        role="bot", at=milliseconds(), language=reply.language, replies=reply.blocks, turn=reply.turn
    )


def _repeated(known: Submission, message: CustomerMessage) -> Answer:
    if known.digest != message.digest:
        raise OtherBody
    if known.answer is None:
        raise Busy
    return known.answer
