"""A real gateway over HTTP with a SQLite file, and a small HTTP server in place of Rasa."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import mailed
import pytest
from held import Held
from served import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from orders import migrate as orders_tables
from orders.access import TurnToken, verify_turn
from orders.database import connect
from web import migrate as web_tables
from web.app import create_app
from web.gateway import build
from web.settings import Settings, read_settings

TURN_KEY = "turn-key-" + "t" * 40
IDENTITY_KEYS = {"k1": "identity-" + "i" * 40, "k2": "identity-" + "j" * 40}
API_KEY = "api-key-" + "a" * 20


def text_block(text: str, language: str = "ja", name: str = "said") -> dict[str, Any]:
    return {"type": "text", "name": name, "text": text, "language": language}


type Answer = Callable[[dict[str, Any], TurnToken], Awaitable[Any]]


async def echo(message: dict[str, Any], turn: TurnToken) -> Any:
    """What Rasa answers when all is well."""
    said = message["metadata"].get("choice") or message["message"]
    custom = {"turn": turn.jti, "language": turn.lang, "blocks": [text_block(f"→ {said}", turn.lang)]}
    return [{"recipient_id": message["sender"], "custom": custom}]


@dataclass
class FakeRasa:
    """Stands for Rasa: notes what it is asked, and answers by `answer`."""

    answer: Answer = echo
    asked: list[dict[str, Any]] = field(default_factory=list)
    turns: list[TurnToken] = field(default_factory=list)
    finished: int = 0
    url: str = ""

    @property
    def app(self) -> Starlette:
        routes = [
            Route("/webhooks/rest/webhook", self._webhook, methods=["POST"]),
            Route("/webhooks/rest/", self._health),
            Route("/health", self._health),
        ]
        return Starlette(routes=routes)

    async def _webhook(self, request: Request) -> JSONResponse:
        message = await request.json()
        turn = verify_turn(message["metadata"]["turn"], TURN_KEY)
        self.asked.append(message)
        self.turns.append(turn)
        answer = await self.answer(message, turn)
        self.finished += 1
        return JSONResponse(answer, status_code=500 if answer == "error" else 200)

    async def _health(self, _request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    with served(fake.app) as url:
        fake.url = url
        yield fake


@dataclass
class Customer:
    """A client of the gateway in one conversation."""

    http: httpx.Client
    id: str
    token: str
    greeting: list[dict[str, Any]]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def messages(self) -> str:
        return f"/v1/conversations/{self.id}/messages"

    def post(self, text: str | None = None, *, id: str | None = None, **body: Any) -> httpx.Response:
        body |= {"client_message_id": id or str(uuid4())}
        if text is not None:
            body["text"] = text
        return self.http.post(self.messages, json=body, headers=self.headers)

    def say(self, text: str, **body: Any) -> dict[str, Any]:
        response = self.post(text, **body)
        assert response.status_code == 200, response.text
        return response.json()

    def history(self, after: int | None = None) -> list[dict[str, Any]]:
        query = {} if after is None else {"after": after}
        response = self.http.get(self.messages, params=query, headers=self.headers)
        assert response.status_code == 200, response.text
        return response.json()["messages"]


@dataclass
class Shop:
    """A running gateway."""

    http: httpx.Client
    settings: Settings

    @property
    def url(self) -> str:
        return str(self.http.base_url)

    def begin(self, language: str = "ja", **body: Any) -> Customer:
        response = self.http.post("/v1/conversations", json={"language": language, **body})
        assert response.status_code == 201, response.text
        got = response.json()
        return Customer(self.http, got["conversation_id"], got["token"], got["replies"])


type OpenShop = Callable[..., Shop]


@pytest.fixture
def open_shop(rasa: FakeRasa, tmp_path: Path) -> Iterator[OpenShop]:
    """Open a gateway with these settings; several share the database."""
    closing: list[Any] = []

    def opened(**values: Any) -> Shop:
        url = f"sqlite:///{tmp_path / 'shop.db'}"
        given = {
            "var": tmp_path,
            "database_url": url,
            "turn_key": TURN_KEY,
            "identity_keys": IDENTITY_KEYS,
            "api_key": API_KEY,
            "bot_url": rasa.url,
            "actions_url": rasa.url,
        }
        settings = read_settings(**(given | values))
        engine = connect(url)
        orders_tables.upgrade(engine)
        web_tables.upgrade(engine)
        engine.dispose()
        server = served(create_app(build(settings)))
        base = server.__enter__()
        closing.append(server)
        client = httpx.Client(base_url=base, timeout=30)
        closing.append(client)
        return Shop(client, settings)

    yield opened
    for one in reversed(closing):
        one.__exit__(None, None, None)


@pytest.fixture
def shop(open_shop: OpenShop) -> Shop:
    return open_shop()


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return shop.begin()


@pytest.fixture
def at() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def held(rasa: FakeRasa) -> Iterator[Held]:
    """The bot of the test, which answers when it is let."""
    rasa.answer = bot = Held(echo)
    yield bot
    bot.go()


@pytest.fixture
def mailing(open_shop, rasa, tmp_path):
    """A gateway that keeps its mails in a folder, with both orders."""
    rasa.answer = mailed.bot
    shop = open_shop()
    mailed.stock(shop.settings.database_url, tmp_path)
    return shop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever serves a gateway of its own is slow: together they take longer than all others."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and "open_shop" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
