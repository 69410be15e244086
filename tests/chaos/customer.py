"""A customer at the widget: sends each message under one id until it is answered, and follows the events."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

import httpx

from web.identity import sign_identity
from web.settings import Settings

TIMEOUT_SECONDS = 25
LATER = (408, 409, 429)
type Item = dict[str, Any]


@dataclass
class Sent:
    """One message, and its answer once there is one."""

    id: str
    body: dict[str, str]
    answer: dict[str, Any] | None = None

    def names(self) -> list[str]:
        """What the answer's sentences are called."""
        assert self.answer is not None
        return [block["name"] for block in self.answer["replies"] if block["type"] == "text"]

    def offers(self, kind: str) -> str | None:
        """The payload of the answer's button of that kind."""
        assert self.answer is not None
        found = [c["payload"] for b in self.answer["replies"] for c in b.get("choices", ())]
        return next((payload for payload in found if payload.startswith(f"{kind}/")), None)


@dataclass
class World:
    """What all customers share: where the gateways are, and counts of what happened."""

    client: httpx.AsyncClient
    urls: tuple[str, ...]
    settings: Settings
    statuses: Counter[str] = field(default_factory=Counter)


@dataclass
class Customer:
    """One conversation."""

    world: World
    chance: Random
    kind: str
    language: str
    name: str | None = None
    order: str | None = None
    agreed: bool = False
    id: str = ""
    sent: list[Sent] = field(default_factory=list)
    streams: list[list[Item]] = field(default_factory=list)
    history: list[Item] = field(default_factory=list)
    left: bool = False
    _headers: dict[str, str] = field(default_factory=dict)

    async def begin(self) -> None:
        """Begin the conversation; with a fresh identity token each time it is tried."""
        while (answer := await self._once("POST", "", json=self._opening())) is None:
            await self._pause()
        self.id = answer["conversation_id"]
        self._headers = {"Authorization": f"Bearer {answer['token']}"}

    def _opening(self) -> dict[str, str]:
        if self.name is None:
            return {"language": self.language}
        token = sign_identity(self.name, self.world.settings.identity_keys, datetime.now(UTC))
        return {"language": self.language, "identity": token}

    async def say(self, **body: str) -> Sent:
        """Send a `text` or a `choice` until it is answered."""
        sent = Sent(str(UUID(int=self.chance.getrandbits(128), version=4)), body)
        self.sent.append(sent)
        given = {"client_message_id": sent.id, **body}
        sent.answer = await self._until_answered("POST", f"/{self.id}/messages", json=given)
        return sent

    async def leave(self, **body: str) -> None:
        """Send something and go away before it is answered."""
        self.left = True
        saying = asyncio.create_task(self.say(**body))
        await asyncio.wait([saying], timeout=self.chance.uniform(0, 0.3))
        saying.cancel()
        await asyncio.wait([saying])

    async def read(self) -> list[Item]:
        """The history."""
        items: list[Item] = (await self._until_answered("GET", f"/{self.id}/messages"))["messages"]
        return items

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Follow the events meanwhile, and at the end until they have told all that the history has."""
        stream: list[Item] = []
        self.streams.append(stream)
        task = asyncio.create_task(self._follow(stream))
        try:
            yield
            self.history = await self.read()
            while not stream or stream[-1]["seq"] < self.history[-1]["seq"]:
                assert not task.done(), task.exception()
                await asyncio.sleep(0.1)
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _follow(self, stream: list[Item]) -> None:
        while True:
            last = stream[-1]["seq"] if stream else 0
            headers = {**self._headers, "Last-Event-ID": str(last)}
            url = f"{self.chance.choice(self.world.urls)}/v1/conversations/{self.id}/events"
            self.world.statuses["streams"] += 1
            try:
                async with self.world.client.stream("GET", url, headers=headers) as response:
                    if response.is_success:
                        async for line in response.aiter_lines():
                            if line.startswith("data:"):
                                stream.append(json.loads(line.removeprefix("data:")))
            except httpx.TransportError:
                pass
            await self._pause()

    async def _until_answered(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        while (answer := await self._once(method, path, **given)) is None:
            await self._pause()
        return answer

    async def _once(self, method: str, path: str, **given: Any) -> dict[str, Any] | None:
        """One try at any gateway; None if it is to be tried again."""
        url = f"{self.chance.choice(self.world.urls)}/v1/conversations{path}"
        try:
            answer = await self.world.client.request(method, url, headers=self._headers, **given)
        except httpx.TransportError as error:
            self.world.statuses[type(error).__name__] += 1
            return None
        self.world.statuses[str(answer.status_code)] += 1
        if answer.is_success:
            found: dict[str, Any] = answer.json()
            return found
        if answer.status_code in LATER or answer.status_code >= 500:
            return None
        raise AssertionError(f"{method} {path} was answered {answer.status_code}: {answer.text}")

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.1, 1))
