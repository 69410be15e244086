"""A bot that answers when it is let, so that a test can look at a turn while it is under way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from patience import PATIENCE_SECONDS


class Held:
    """Answers as `answer` does, but only after `go`."""

    def __init__(self, answer: Callable[[dict[str, Any], Any], Any]) -> None:
        self._answer = answer
        self._asked, self._go = threading.Semaphore(0), threading.Event()

    async def __call__(self, message: dict[str, Any], turn: Any) -> Any:
        self._asked.release()
        await asyncio.to_thread(self._go.wait, PATIENCE_SECONDS)
        return await self._answer(message, turn)

    def wait(self) -> None:
        """Until the bot has been asked once more."""
        assert self._asked.acquire(timeout=PATIENCE_SECONDS), "the bot was not asked"

    def go(self) -> None:
        """Let every call answer, those to come too."""
        self._go.set()
