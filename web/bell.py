"""Tells those who wait that a conversation has something new."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

POLL_SECONDS = 1.0


class Bell:
    """Rung by this process's turns; what other processes store is noticed by looking every second."""

    def __init__(self, last_seqs: Callable[[Collection[str]], Mapping[str, int]]) -> None:
        self._last_seqs = last_seqs
        self._listeners: dict[str, set[asyncio.Event]] = {}
        self._seen: dict[str, int] = {}

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever that conversation has something new."""
        event = asyncio.Event()
        listeners = self._listeners.setdefault(conversation_id, set())
        listeners.add(event)
        try:
            yield event
        finally:
            listeners.discard(event)
            if not listeners and self._listeners.get(conversation_id) is listeners:
                del self._listeners[conversation_id]
                self._seen.pop(conversation_id, None)

    def ring(self, conversation_id: str) -> None:
        """Wake whoever listens to that conversation."""
        for event in self._listeners.get(conversation_id, ()):
            event.set()

    async def watch(self, failed: Callable[[Exception], None]) -> None:
        """Look for what other processes have stored, for ever; a look that fails is reported and repeated."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if self._listeners:
                try:
                    newest = await asyncio.to_thread(self._last_seqs, tuple(self._listeners))
                except Exception as error:  # the database may be away for a while: streams outlive that
                    failed(error)
                else:
                    self._notice(newest)

    def _notice(self, newest: Mapping[str, int]) -> None:
        for conversation_id, seq in newest.items():
            if conversation_id in self._listeners and self._seen.get(conversation_id) != seq:
                self._seen[conversation_id] = seq
                self.ring(conversation_id)
