"""The stage that stories are played on: one bot for all, and for each story a gateway and orders of its own.

The bot (Rasa with the real model) is the only process started. The action server and the gateways are the
production's own code, run here: so every story has its own clock, which travels in the gateway's signed turn
token as always, and its own database, found by the conversation that a turn belongs to.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy.exc import SQLAlchemyError

from actions.shop import load_kit, open_shop
from actions.turns import Shop
from decision import PolicyError
from dialogue import Kit
from orders.database import connect
from orders.importing import ImportFailed, import_file
from reading.shops import load_shops, use_shops
from torikeshi.errors import UserError
from torikeshi.opening import database
from torikeshi.serve import free_ports
from torikeshi.shopwords import write_shops
from torikeshi.stories.acting import Acting, serving
from torikeshi.stories.bot import bot_part, running, warm
from torikeshi.stories.outcome import NOTHING_SEEN, Failure, Outcome
from torikeshi.stories.playing import CannotSay, Reply, play
from torikeshi.stories.story import Story
from web.app import create_app
from web.gateway import build
from web.identity import sign_identity
from web.settings import Settings
from wording import WordingError

IDENTITY_KEYS = {"stories": "a secret that opens nothing but stories"}
URL = "http://127.0.0.1"
TURN_SECONDS = 28.0
"""As long as a turn token lives: on a busy machine a story waits where a customer would hear an apology."""
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Plays stories, several at once if asked to."""

    folder: Path
    """A temporary one, with `empty.db`: the tables and no orders."""
    kit: Kit
    acting: Acting
    policies: Path | None
    turn_key: str
    bot_url: str

    async def play(self, story: Story, *, onward: bool = False) -> Outcome:
        """Play `story` from a fresh conversation, with exactly its own orders; `onward` if it fails, too."""
        outcome = Outcome(story, began=datetime.now(UTC))
        started = time.monotonic()
        try:
            async with self.chat(story, outcome.began) as chat:
                await play(outcome, chat, onward=onward)
        except (OSError, SQLAlchemyError, ImportFailed) as error:
            outcome.failures.append(Failure(None, f"it could not be played: {error}"))
        outcome.seconds = time.monotonic() - started
        return outcome

    @asynccontextmanager
    async def chat(self, story: Story, began: datetime) -> AsyncIterator[GatewayChat]:
        """A conversation with the story's orders, customer and clock (`began`, if it has none)."""
        settings = self._settings(await asyncio.to_thread(self._database, story), story, began)
        gateway = build(settings)
        engine = connect(settings.database_url)
        shop = open_shop(self.kit, engine, self.turn_key)
        transport = httpx.ASGITransport(app=create_app(gateway))
        async with (
            gateway.running(),
            httpx.AsyncClient(transport=transport, base_url=URL, timeout=PATIENCE_SECONDS) as client,
        ):
            chat = GatewayChat(client, story.customer, self.acting, shop)
            yield chat
            chat.leave()
        engine.dispose()

    def _database(self, story: Story) -> Path:
        """A database of its own with the story's orders."""
        path = self.folder / f"{uuid4().hex}.db"
        shutil.copyfile(self.folder / "empty.db", path)
        if story.orders:
            rows = path.with_suffix(".jsonl")
            rows.write_text("\n".join(json.dumps(order, default=float) for order in story.orders), "utf-8")
            engine = connect(f"sqlite:///{path}")
            import_file(engine, rows, self.kit.policies, story.now)
            engine.dispose()
        return path

    def _settings(self, path: Path, story: Story, began: datetime) -> Settings:
        """Nothing of the environment counts: no story mails, calls or waits because of a shop's settings."""
        settings = Settings(
            _env_prefix="NO_SETTING_OF_",  # type: ignore[call-arg]  # pydantic-settings takes it
            var=self.folder,
            database_url=f"sqlite:///{path}",
            identity_keys=IDENTITY_KEYS,
            policies=self.policies,
            now=story.now or began,
            turn_key=self.turn_key,
            bot_url=self.bot_url,
            actions_url=self.bot_url,
        )
        return settings.model_copy(update={"turn_seconds": TURN_SECONDS})


@asynccontextmanager
async def stage(policies: Path | None = None) -> AsyncIterator[Stage]:
    """A stage with all shops, those in the folder `policies` too. Raises `UserError`."""
    with tempfile.TemporaryDirectory(prefix="torikeshi-stories-") as name:
        folder = Path(name)
        words = folder / "shops.json" if policies else None
        if policies and words:
            write_shops(policies, words)
            use_shops(load_shops(words))
        kit = load_kit(policies)
        actions_port, bot_port = free_ports(2)
        acting, bot = Acting(), bot_part(folder, bot_port, actions_port, words)
        async with serving(acting, actions_port), running(bot):
            await asyncio.to_thread(_empty, folder / "empty.db")
            url = f"http://127.0.0.1:{bot_port}"
            await warm(url)
            key = secrets.token_urlsafe(48)
            yield Stage(folder=folder, kit=kit, acting=acting, policies=policies, turn_key=key, bot_url=url)


def renewed(on: Stage) -> Stage:
    """The same stage with rules and words read anew. Raises `UserError` where they cannot be used."""
    try:
        return replace(on, kit=load_kit(on.policies))
    except (PolicyError, WordingError) as error:
        raise UserError(str(error)) from error


def _empty(path: Path) -> None:
    database(f"sqlite:///{path}").dispose()


class GatewayChat:
    """A conversation through the gateway's own HTTP interface, without a network between."""

    def __init__(self, client: httpx.AsyncClient, customer: str | None, acting: Acting, shop: Shop) -> None:
        self._client, self._customer, self._acting, self._shop = client, customer, acting, shop
        self._id = ""
        self._headers: dict[str, str] = {}

    async def open(self, language: str) -> Reply:
        """Begin the conversation; signed in where the story has a customer. Raises `CannotSay`."""
        body: dict[str, Any] = {"language": language}
        if self._customer is not None:
            body["identity"] = sign_identity(self._customer, IDENTITY_KEYS, datetime.now(UTC))
        answer = _answer(await self._client.post("/v1/conversations", json=body))
        self._id = answer["conversation_id"]
        self._acting.shops[self._id] = self._shop
        self._headers = {"Authorization": f"Bearer {answer['token']}"}
        return Reply(tuple(answer["replies"]), language)

    async def say(self, *, text: str | None = None, choice: str | None = None) -> Reply:
        """Send a text or a button's payload. Raises `CannotSay`."""
        given = {"text": text} if choice is None else {"choice": choice}
        url = f"/v1/conversations/{self._id}/messages"
        body = {"client_message_id": str(uuid4()), **given}
        answer = _answer(await self._client.post(url, json=body, headers=self._headers))
        insight = self._acting.insights.pop(self._id, NOTHING_SEEN)
        return Reply(tuple(answer["replies"]), answer["language"], insight)

    def leave(self) -> None:
        """Nobody answers the conversation any more."""
        self._acting.shops.pop(self._id, None)


def _answer(response: httpx.Response) -> dict[str, Any]:
    if not response.is_success:
        raise CannotSay(f"the gateway answered {response.status_code}: {response.text[:200]}")
    answer: dict[str, Any] = response.json()
    return answer
