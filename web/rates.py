"""How fast anyone may call, by `limits`: counted in a Redis that gateways share, or in this process."""

from __future__ import annotations

import math
import time

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from web.settings import Settings

SECONDS = 1.0
"""How long the Redis may take before this process counts by itself."""
log = structlog.get_logger()


class Rates:
    """Each method counts one use and answers how many seconds to wait, 0 if none.

    While the Redis is away this process counts by itself: a limit is then as many times wider as there are
    gateways, but nobody is turned away for it.
    """

    def __init__(self, settings: Settings) -> None:
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._limiter = (
            FixedWindowRateLimiter(_storage(settings.limits_url)) if settings.limits_url else self._own
        )
        self._requests = parse(settings.limit_requests)
        self._conversations = parse(settings.limit_conversations)
        self._messages = parse(settings.limit_messages)
        self._codes_for = parse(settings.limit_codes_of_order)
        self._codes_from = parse(settings.limit_codes_of_address)

    async def address(self, address: str) -> int:
        """A call from that address."""
        return await self._use(self._requests, "address", address)

    async def conversation_from(self, address: str) -> int:
        """A new conversation from that address."""
        return await self._use(self._conversations, "new", address)

    async def message_in(self, conversation_id: str) -> int:
        """A message in that conversation."""
        return await self._use(self._messages, "conversation", conversation_id)

    async def code_for(self, number: str) -> int:
        """A code for the order of that number, be there one or not."""
        return await self._use(self._codes_for, "code", number)

    async def code_from(self, address: str) -> int:
        """A code asked for from that address."""
        return await self._use(self._codes_from, "codes", address)

    async def _use(self, limit: RateLimitItem, *names: str) -> int:
        try:
            return await _counted(self._limiter, limit, names)
        except StorageError as error:
            log.warning("limits away", error=type(error.storage_error).__name__)
            return await _counted(self._own, limit, names)


async def _counted(limiter: FixedWindowRateLimiter, limit: RateLimitItem, names: tuple[str, ...]) -> int:
    if await limiter.hit(limit, *names):
        return 0
    window = await limiter.get_window_stats(limit, *names)
    return max(1, math.ceil(window.reset_time - time.time()))


def _storage(url: str) -> Storage:
    return RedisStorage(
        f"async+{url}",
        implementation="redispy",
        wrap_exceptions=True,
        key_prefix="torikeshi",
        socket_timeout=SECONDS,
        socket_connect_timeout=SECONDS,
    )
