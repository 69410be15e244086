"""What is kept no longer is removed while the gateway runs; several gateways may do so at once."""

from __future__ import annotations

import asyncio

import structlog

from web.erasing.eraser import Eraser
from web.logs import where
from web.moments import milliseconds

FIRST_SECONDS, EVERY_SECONDS = 60, 6 * 60 * 60
log = structlog.get_logger()


async def sweep_for_ever(
    eraser: Eraser, days: int, *, first: float = FIRST_SECONDS, every: float = EVERY_SECONDS
) -> None:
    """Sweep soon after the start and four times a day; one that fails is reported and the next one comes."""
    await asyncio.sleep(first)
    while True:
        try:
            count = await asyncio.to_thread(eraser.sweep, days, milliseconds())
        except Exception as error:  # the database or the bot's may be away for a while
            log.warning("sweep failed", **where(error))
        else:
            log.info("swept", conversations=count)
        await asyncio.sleep(every)
