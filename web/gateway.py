"""The gateway's parts, put together once at start and handed to every call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import Engine

from decision import Policies, load_policies
from orders.database import connect
from orders.store import OrderStore
from web.acts import Acts
from web.bell import Bell
from web.bot import RasaBot
from web.decisionlog.acts import logging_acts
from web.console.accounts import Accounts
from web.feedback import FeedbackStore
from web.handover.act import NAME as HAND_OVER
from web.handover.act import WEBHOOK, HandOver
from web.handover.store import HandoverStore
from web.handover.webhook import Webhook
from web.logs import where
from web.outbox.store import Outbox
from web.outbox.worker import Deliver, Worker
from web.rates import Rates
from web.readiness import Readiness
from web.records import Block, Language
from web.settings import Settings
from web.store import ConversationStore
from web.turn_store import TurnStore
from web.turns import TurnParts, Turns
from wording import load_wording

LAST_SECONDS = 10.0
"""How long turns whose callers have left may still take at the end."""
log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """What the calls work with."""

    settings: Settings
    engine: Engine
    policies: Policies
    say: Callable[[str, Language], Sequence[Block]]
    conversations: ConversationStore
    orders: OrderStore
    bot: RasaBot
    bell: Bell
    turns: Turns
    outbox: Outbox
    worker: Worker
    handovers: HandoverStore
    feedback: FeedbackStore
    accounts: Accounts
    rates: Rates
    readiness: Readiness

    def now(self) -> datetime:
        """The instant that decisions and orders' dates go by: the fixed clock's, else the real one."""
        return self.settings.now or datetime.now(UTC)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """What runs beside the calls, from start to end."""
        watch = asyncio.create_task(
            self.bell.watch(lambda error: log.warning("watch failed", **where(error)))
        )
        send = asyncio.create_task(self.worker.run())
        try:
            yield
        finally:
            watch.cancel()
            send.cancel()
            await self.turns.close(LAST_SECONDS)
            await self.bot.close()
            await self.readiness.close()
            await asyncio.to_thread(self.engine.dispose)


def build(settings: Settings) -> Gateway:
    """The gateway of these settings; the database must have been brought up to date before."""
    engine = connect(settings.database_url)
    conversations = ConversationStore(engine)
    bot = RasaBot(settings.bot_url)
    bell = Bell(conversations.last_seqs)
    acts = Acts(logging_acts() | {HAND_OVER: HandOver(tells=bool(settings.webhook_url))})
    outbox = Outbox(engine)
    wording = load_wording()

    def say(name: str, language: Language) -> Sequence[Block]:
        text = wording.say(name, language)
        return ({"type": "text", "name": name, "text": text, "language": language},)

    return Gateway(
        settings=settings,
        engine=engine,
        policies=load_policies(extra=settings.policies),
        say=say,
        conversations=conversations,
        orders=OrderStore(engine),
        bot=bot,
        bell=bell,
        turns=Turns(
            TurnParts(store=TurnStore(engine), bot=bot, bell=bell, say=say, settings=settings, acts=acts)
        ),
        outbox=outbox,
        worker=Worker(outbox, _deliver(settings)),
        handovers=HandoverStore(engine),
        feedback=FeedbackStore(engine),
        accounts=Accounts(engine),
        rates=Rates(settings),
        readiness=Readiness(conversations.check, bot_url=settings.bot_url, actions_url=settings.actions_url),
    )


def _deliver(settings: Settings) -> dict[str, Deliver]:
    """Who sends what lies in the outbox, by kind."""
    return {WEBHOOK: Webhook(settings.webhook_url, settings.webhook_key)} if settings.webhook_url else {}
