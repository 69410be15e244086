"""The gateway's parts, put together once at start and handed to every call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import Engine

from decision import Policies, load_policies
from orders.database import connect
from orders.store import OrderStore
from web.acts import Acts, Handler
from web.asking import Asking, Say
from web.bell import Bell
from web.bot import RasaBot
from web.codes.asking import NAME as SEND_CODE
from web.codes.asking import SendCode
from web.codes.mailing import MailCode
from web.codes.secret import CodeKey
from web.codes.store import KIND as CODE
from web.codes.store import Codes
from web.console.accounts import Accounts
from web.decisionlog.acts import logging_acts
from web.erasing.eraser import KIND as FORGET
from web.erasing.eraser import Eraser
from web.erasing.sweeping import sweep_for_ever
from web.erasing.tracker import Tracker
from web.feedback import FeedbackStore
from web.handover.act import NAME as HAND_OVER
from web.handover.act import WEBHOOK, HandOver
from web.handover.store import HandoverStore
from web.handover.webhook import Webhook
from web.logs import where
from web.mail import FolderMailer, Mailer, SmtpMailer
from web.outbox.store import Outbox
from web.outbox.worker import Deliver, Worker
from web.rates import Rates
from web.readiness import Readiness
from web.records import Block, Language
from web.settings import Settings
from web.store import ConversationStore
from web.turn_store import TurnStore
from web.turns import TurnParts, Turns
from wording import Wording, load_wording

MAIL_FOLDER = "mail"
"""In `var/`, for mails that are caught instead of being sent."""
NO_SENDER = "torikeshi@localhost"
"""Of mail that leaves this machine never."""
LAST_SECONDS = 10.0
"""How long turns whose callers have left may still take at the end."""
log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """What the calls work with."""

    settings: Settings
    engine: Engine
    policies: Policies
    say: Say
    conversations: ConversationStore
    orders: OrderStore
    bot: RasaBot
    bell: Bell
    turns: Turns
    outbox: Outbox
    worker: Worker
    codes: Codes
    handovers: HandoverStore
    feedback: FeedbackStore
    accounts: Accounts
    rates: Rates
    readiness: Readiness

    @property
    def eraser(self) -> Eraser:
        """Who removes conversations."""
        return eraser_of(self.settings, self.engine)

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
        close = asyncio.create_task(self.turns.close_lost())
        sweep = asyncio.create_task(sweep_for_ever(self.eraser, self.settings.retention_days))
        try:
            yield
        finally:
            for task in (watch, send, close, sweep):
                task.cancel()
            await self.turns.close(LAST_SECONDS)
            await self.bot.close()
            await self.readiness.close()
            await asyncio.to_thread(self.engine.dispose)


def build(settings: Settings) -> Gateway:
    """The gateway of these settings; the database must have been brought up to date before."""
    engine = connect(settings.database_url)
    conversations, orders, outbox = ConversationStore(engine), OrderStore(engine), Outbox(engine)
    bot, bell, rates = RasaBot(settings.bot_url), Bell(conversations.last_seqs), Rates(settings)
    codes = Codes(engine, CodeKey(settings.key_for("codes by mail")))
    say = sayer(wording := load_wording())
    mail_code = MailCode(codes, orders, mailer(settings), wording)
    asking, acts = Asking(bot, codes, say, settings), _acts(settings, codes, rates)
    parts = TurnParts(
        store=TurnStore(engine), asking=asking, bell=bell, say=say, settings=settings, acts=acts
    )
    return Gateway(
        settings=settings,
        engine=engine,
        policies=load_policies(extra=settings.policies),
        say=say,
        conversations=conversations,
        orders=orders,
        bot=bot,
        bell=bell,
        turns=Turns(parts),
        outbox=outbox,
        worker=Worker(outbox, _deliver(settings, mail_code, engine)),
        codes=codes,
        handovers=HandoverStore(engine),
        feedback=FeedbackStore(engine),
        accounts=Accounts(engine),
        rates=rates,
        readiness=Readiness(conversations.check, bot_url=settings.bot_url, actions_url=settings.actions_url),
    )


def sayer(wording: Wording) -> Say:
    """Says a sentence of `wording` as the blocks of a reply."""

    def say(name: str, language: Language, /, **values: object) -> Sequence[Block]:
        text = wording.say(name, language, **values)
        return ({"type": "text", "name": name, "text": text, "language": language},)

    return say


def _acts(settings: Settings, codes: Codes, rates: Rates) -> Acts:
    """Who does what the bot wants done, by name."""
    handlers: dict[str, Handler] = {
        SEND_CODE: SendCode(codes, rates),
        HAND_OVER: HandOver(tells=bool(settings.webhook_url)),
    }
    return Acts(logging_acts() | handlers)


def mailer(settings: Settings) -> Mailer:
    """Who sends mail: the server that is set, else a folder that catches it."""
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url, settings.mail_from)
    return FolderMailer(settings.var / MAIL_FOLDER, settings.mail_from or NO_SENDER)


def eraser_of(settings: Settings, engine: Engine) -> Eraser:
    """Who removes conversations from this database and from the bot's memory."""
    return Eraser(engine, Tracker(settings.tracker_url), settings.key_for("audit"))


def _deliver(settings: Settings, mail_code: Deliver, engine: Engine) -> dict[str, Deliver]:
    """Who sends what lies in the outbox, by kind."""
    deliver: dict[str, Deliver] = {FORGET: eraser_of(settings, engine).forget}
    if settings.mails:
        deliver[CODE] = mail_code
    if settings.webhook_url:
        deliver[WEBHOOK] = Webhook(settings.webhook_url, settings.webhook_key)
    return deliver
