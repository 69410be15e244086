"""How fast anyone may call, by `limits`; kept in this process's memory."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from web.settings import Settings


class Rates:
    """Each method counts one use and answers how many seconds to wait, 0 if none."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
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
        if await self._limiter.hit(limit, *names):
            return 0
        window = await self._limiter.get_window_stats(limit, *names)
        return max(1, math.ceil(window.reset_time - time.time()))
