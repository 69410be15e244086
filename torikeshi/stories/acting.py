"""The action server of all stories: each turn goes to the shop of the story it belongs to."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.app import serve_action
from actions.turns import ActionTurn, Shop
from torikeshi.serve import INNER_HOST
from torikeshi.stories.insight import insight_of
from torikeshi.stories.outcome import Insight

START_SECONDS = 0.02


class Acting(Action):  # type: ignore[misc]  # rasa_sdk is untyped
    """The project's one action, played for whichever story asks; notes what it saw, by conversation."""

    def __init__(self) -> None:
        self.insights: dict[str, Insight] = {}
        self.shops: dict[str, Shop] = {}
        """Who answers which conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_turn"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer as the real action would, on the story's own orders; nothing to whoever is in no story."""
        shop = self.shops.get(tracker.sender_id)
        if shop is None:
            return []
        defects: tuple[str, ...] = ()
        events: list[dict[str, Any]] = []
        try:
            events = ActionTurn(shop).run(dispatcher, tracker, domain)
        except Exception as error:  # told with the story, which goes on with the gateway's apology
            defects = tuple(traceback.format_exception(error)[-4:])
            raise
        finally:
            self.insights[tracker.sender_id] = insight_of(shop, tracker, events, defects)
        return events


@asynccontextmanager
async def serving(acting: Acting, port: int) -> AsyncIterator[None]:
    """The action server on `port` of this machine, from when it answers to its end."""
    config = uvicorn.Config(
        serve_action(acting), host=INNER_HOST, port=port, log_config=None, access_log=False, ws="none"
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started and not task.done():
        await asyncio.sleep(START_SECONDS)
    try:
        yield
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """Leaves the signals alone: Ctrl-C is for whoever runs the stories."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield
