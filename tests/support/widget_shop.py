"""A page that embeds the chat from another origin: the gateway is real, the bot says what it is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from served import served
from sqlalchemy import Connection, func, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from orders import migrate as orders_tables
from orders.access import verify_turn
from orders.database import connect, writing
from web import migrate as web_tables
from web.app import create_app
from web.gateway import build
from web.handover.store import begin
from web.identity import sign_identity
from web.records import Content
from web.settings import read_settings
from web.store import append
from web.tables import conversations, items

TURN_KEY = "turn-key-" + "t" * 40
IDENTITY_KEYS = {"k1": "identity-" + "i" * 40}
API_KEY = "api-key-" + "a" * 20
# As a shop with a strict policy of its own would have it: docs/embed.md names the two entries.
SHOP_POLICY = (
    "default-src 'none'; script-src 'self' {gateway}; frame-src {gateway}; "
    "connect-src 'self'; style-src 'self'"
)
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head><body>
<main><h1>A shop</h1><p>{text}</p><button id="own">Help</button></main>
<script src="/page.js"></script>
<script src="{gateway}/widget/widget.js" {attributes}></script></body></html>"""
PAGE_SCRIPT = """
window.heard = [];
document.addEventListener("torikeshi", () => {
  for (const name of ["ready", "open", "close", "step", "unread", "error"]) {
    window.Torikeshi.on(name, (detail) => window.heard.push([name, detail ?? null]));
  }
});
document.getElementById("own").addEventListener("click", () => window.Torikeshi.toggle());
"""
# A page's own styles must not reach into the chat.
STYLE = "button { display: none } iframe { width: 7px } #own { display: inline-block }"

type Blocks = list[dict[str, Any]]


def text(said: str, language: str = "ja", name: str = "said") -> dict[str, Any]:
    return {"type": "text", "name": name, "text": said, "language": language}


def step(**fields: Any) -> dict[str, Any]:
    given = {"type": "step", "step": "refuse_delivery", "rule": "amazon.shipped", "reason": "shipped"}
    rest = {
        "fallback": "return",
        "warnings": ["shipping_cost"],
        "cites": ["Z46", "Z62"],
        "assumed": [],
        "language": "ja",
    }
    return given | rest | fields


def choices(*titles: str) -> dict[str, Any]:
    return {"type": "choices", "choices": [{"title": title, "payload": f"pick/{title}"} for title in titles]}


@dataclass
class Bot:
    """Stands for Rasa. What is said picks the reply from `replies`; all else is repeated with an arrow.

    With `acts` it has the gateway do something beside the reply to what is said.
    """

    replies: dict[str, Blocks] = field(default_factory=dict)
    acts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    language: str | None = None
    asked: list[str] = field(default_factory=list)
    pause: float = 0

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/rest/webhook", self._turn, methods=["POST"]),
                Route("/webhooks/rest/", self._health),
                Route("/health", self._health),
            ]
        )

    async def _turn(self, request: Request) -> JSONResponse:
        message = await request.json()
        turn = verify_turn(message["metadata"]["turn"], TURN_KEY)
        said = message["metadata"].get("choice") or message["message"]
        self.asked.append(said)
        await asyncio.sleep(self.pause)
        language = self.language or turn.lang
        blocks = self.replies.get(said) or [text(f"→ {said}", language)]
        custom = {"turn": turn.jti, "language": language, "blocks": blocks, "acts": self.acts.get(said, [])}
        return JSONResponse([{"recipient_id": message["sender"], "custom": custom}])

    async def _health(self, _request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})


@dataclass
class Site:
    """A running shop: `url` is its own page, `gateway` the chat's, on another origin."""

    url: str
    gateway: str
    stranger: str
    bot: Bot
    engine: Any
    customer: str | None = None
    attributes: str = ""
    language: str = "ja"

    def reset(self) -> None:
        """As it was at first."""
        self.customer, self.attributes, self.language = None, "", "ja"
        self.bot.replies.clear()
        self.bot.acts.clear()
        self.bot.asked.clear()
        self.bot.language, self.bot.pause = None, 0

    def page(self) -> Response:
        shown = PAGE.format(
            gateway=self.gateway, attributes=self.attributes, language=self.language, text="… " * 40
        )
        return HTMLResponse(
            shown, headers={"Content-Security-Policy": SHOP_POLICY.format(gateway=self.gateway)}
        )

    def token(self) -> str | None:
        """A fresh identity token of whoever is signed in."""
        return sign_identity(self.customer, IDENTITY_KEYS, datetime.now(UTC)) if self.customer else None

    def agent_says(self, said: str, language: str = "ja") -> None:
        """A person of the shop writes into the newest conversation."""
        at = time.time_ns() // 1_000_000
        with writing(self.engine) as connection:
            append(
                connection,
                self._newest(connection),
                Content(role="agent", at=at, language=language, text=said),
            )

    def hand_over(self) -> None:
        """The newest conversation is a person's: the bot is silent in it."""
        with writing(self.engine) as connection:
            begin(connection, self._newest(connection), "asked", {}, time.time_ns() // 1_000_000)

    def items(self, role: str = "customer") -> list[str]:
        """What `role` said in the newest conversation, as the gateway keeps it."""
        said = func.coalesce(items.c.text, items.c.choice)
        with self.engine.connect() as connection:
            own = (items.c.role == role, items.c.conversation_id == self._newest(connection))
            return list(connection.scalars(select(said).where(*own).order_by(items.c.seq)))

    def _newest(self, connection: Connection) -> str:
        newest = select(conversations.c.id).order_by(conversations.c.created_at.desc()).limit(1)
        return connection.scalars(newest).one()


def shop_app(site: Callable[[], Site]) -> Starlette:
    """The shop's own server: its page, and a route that gives identity tokens."""

    async def page(_request: Request) -> Response:
        return site().page()

    async def token(_request: Request) -> Response:
        signed = site().token()
        return JSONResponse({"token": signed}) if signed else Response(status_code=204)

    def file(content: str, kind: str) -> Callable[[Request], Any]:
        async def given(_request: Request) -> Response:
            return Response(content, media_type=kind)

        return given

    return Starlette(
        routes=[
            Route("/", page),
            Route("/token", token, methods=["POST"]),
            Route("/page.js", file(PAGE_SCRIPT, "text/javascript")),
            Route("/style.css", file(STYLE, "text/css")),
        ]
    )


@contextmanager
def open_site(folder: Path, **settings: Any) -> Iterator[Site]:
    """A gateway, a shop that may embed its chat, and a stranger that may not; each on its own origin."""
    bot, known = Bot(), {}
    with ExitStack() as stack:
        bot_url = stack.enter_context(served(bot.app()))
        # Another name for this machine is another site to the browser.
        own = stack.enter_context(served(shop_app(lambda: known["site"]))).replace("127.0.0.1", "localhost")
        stranger = stack.enter_context(served(shop_app(lambda: known["site"]))).replace(
            "127.0.0.1", "localhost"
        )
        url = f"sqlite:///{folder / 'shop.db'}"
        given = {"var": folder, "database_url": url, "turn_key": TURN_KEY, "identity_keys": IDENTITY_KEYS}
        urls = {"api_key": API_KEY, "bot_url": bot_url, "actions_url": bot_url, "allowed_origins": own}
        engine = connect(url)
        orders_tables.upgrade(engine)
        web_tables.upgrade(engine)
        gateway = stack.enter_context(served(create_app(build(read_settings(**(given | urls | settings))))))
        known["site"] = Site(own, gateway, stranger, bot, engine)
        yield known["site"]
        engine.dispose()
