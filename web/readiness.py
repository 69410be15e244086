"""Whether everything that a turn needs is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import httpx
from sqlalchemy.exc import SQLAlchemyError

BOT_PATH = "/webhooks/rest/"
"""The channel itself; its port opens only when the model is loaded."""
ACTIONS_PATH = "/health"
SECONDS = 2.0
KEPT = 0.5
"""Seconds for which an answer is used again, so that asking often costs nothing."""


class Readiness:
    """Looks at the bot, the actions and the database."""

    def __init__(self, database: Callable[[], None], *, bot_url: str, actions_url: str) -> None:
        self._database = database
        self._urls = {"bot": bot_url + BOT_PATH, "actions": actions_url + ACTIONS_PATH}
        self._client = httpx.AsyncClient(timeout=SECONDS, trust_env=False)
        self._lock = asyncio.Lock()
        self._seen: dict[str, bool] = {}
        self._seen_at = 0.0

    async def parts(self) -> dict[str, bool]:
        """Each part, and whether it answers."""
        async with self._lock:
            if not self._seen or time.monotonic() - self._seen_at > KEPT:
                names = [*self._urls, "database"]
                answers = await asyncio.gather(*map(self._answers, self._urls.values()), self._reads())
                self._seen, self._seen_at = dict(zip(names, answers, strict=True)), time.monotonic()
            return self._seen

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _answers(self, url: str) -> bool:
        try:
            return (await self._client.get(url)).is_success
        except (httpx.HTTPError, httpx.InvalidURL):
            return False

    async def _reads(self) -> bool:
        try:
            async with asyncio.timeout(SECONDS):
                await asyncio.to_thread(self._database)
        except (SQLAlchemyError, TimeoutError):
            return False
        return True
