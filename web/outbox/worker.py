"""Sends what lies in the outbox: a task for each kind, so that none waits for another's slow receiver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import structlog

from web import metrics
from web.logs import where
from web.moments import milliseconds
from web.outbox.store import Outbox, Row

PAUSE_SECONDS = 0.5
"""Between two looks into an outbox in which nothing was due."""
LONGEST_SECONDS = 50
"""A handler that takes longer has lost its row; the lease is longer still."""
log = structlog.get_logger()

type Deliver = Callable[[Row], None]
"""Sends one row; may block, but not for longer than `LONGEST_SECONDS`. Raises `NotDelivered`."""


class NotDelivered(RuntimeError):
    """A row was not sent; the message is a reason for the log, without anything personal.

    `for_good` where another try would be no better.
    """

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class Worker:
    """Sends until it is cancelled."""

    def __init__(self, outbox: Outbox, handlers: Mapping[str, Deliver]) -> None:
        self._outbox, self._handlers = outbox, dict(handlers)

    async def run(self) -> None:
        """Send what is due, for ever."""
        async with asyncio.TaskGroup() as group:
            for kind in self._handlers:
                group.create_task(self._send_all(kind))

    async def _send_all(self, kind: str) -> None:
        while True:
            try:
                found = await asyncio.to_thread(self.send_one, kind)
            except Exception as error:  # the database may be away for a while
                log.warning("outbox failed", kind=kind, **where(error))
                found = False
            if not found:
                await asyncio.sleep(PAUSE_SECONDS)

    def send_one(self, kind: str) -> bool:
        """Take one row and send it; whether there was one."""
        row = self._outbox.take(kind, milliseconds())
        if row is None:
            return False
        try:
            self._handlers[kind](row)
        except Exception as error:
            self._failed(row, error)
        else:
            self._outbox.done(row, milliseconds())
            metrics.sent(kind, "sent")
        return True

    def _failed(self, row: Row, error: Exception) -> None:
        for_good = isinstance(error, NotDelivered) and error.for_good
        reason = str(error) if isinstance(error, NotDelivered) else type(error).__name__
        dead = self._outbox.failed(row, milliseconds(), reason, for_good=for_good)
        metrics.sent(row.letter.kind, "dead" if dead else "failed")
        log.warning(
            "not sent", kind=row.letter.kind, id=row.id, attempts=row.attempts, dead=dead, **where(error)
        )
