"""How fast anyone may call, by `limits`: counted in a Redis that gateways share, or in this process."""

from __future__ import annotations

import math
import time
from ipaddress import ip_address, ip_network

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from web.records import Conversation
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
        self._customers = parse(settings.limit_customers)
        self._codes_for = parse(settings.limit_codes_of_order)
        self._codes_from = parse(settings.limit_codes_of_address)

    async def address(self, address: str) -> int:
        """A call from that address."""
        return await self._use(self._requests, "address", _household(address))

    async def conversation_from(self, address: str) -> int:
        """A new conversation from that address."""
        return await self._use(self._conversations, "new", _household(address))

    async def message_in(self, conversation: Conversation) -> int:
        """A message in that conversation, of its customer if they are known."""
        wait = await self._use(self._messages, "conversation", conversation.id)
        if wait or conversation.customer_id is None:
            return wait
        return await self._use(self._customers, "customer", conversation.customer_id)

    async def code_for(self, number: str) -> int:
        """A code for the order of that number, be there one or not."""
        return await self._use(self._codes_for, "code", number)

    async def code_from(self, address: str) -> int:
        """A code asked for from that address."""
        return await self._use(self._codes_from, "codes", _household(address))

    async def _use(self, limit: RateLimitItem, *names: str) -> int:
        try:
            return await _counted(self._limiter, limit, names)
        except StorageError as error:
            log.warning("limits away", error=type(error.storage_error).__name__)
            return await _counted(self._own, limit, names)


def _household(address: str) -> str:
    """The part of `address` that tells callers apart: of IPv6 one is given 2 to the 64 addresses."""
    try:
        is_wide = ip_address(address).version == 6
    except ValueError:
        return address
    return str(ip_network((address, 64), strict=False)) if is_wide else address


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
