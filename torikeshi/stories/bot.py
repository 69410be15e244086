"""The bot that plays in stories: one process, with a memory of its own that is thrown away."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from torikeshi.errors import UserError
from torikeshi.part import Part, PartProcess
from torikeshi.serve import BOT_PYTHON, INNER_HOST, QUIET, environment
from web.bot import PATH
from web.readiness import BOT_PATH
from web.settings import ROOT

LINES_KEPT = 8
NOT_RUN = 2
READY_SECONDS = 300
WARMING = ("お元気ですか", "how are you today?")


def bot_part(folder: Path, port: int, actions_port: int, words: Path | None) -> Part:
    """Rasa on `port`; it keeps its tracker in `folder` and asks the action server on `actions_port`."""
    actions_url = f"http://{INNER_HOST}:{actions_port}/webhook"
    values = {"TRACKER_URL": f"sqlite:///{folder / 'tracker.db'}", **({"SHOPS": str(words)} if words else {})}
    return Part(
        name="bot",
        argv=(str(BOT_PYTHON), "-m", "bot", "--port", str(port), "--actions-url", actions_url),
        environment={**environment(values), **QUIET},
        folder=ROOT,
        ready_url=f"http://{INNER_HOST}:{port}{BOT_PATH}",
        ready_seconds=READY_SECONDS,
        last_seconds=2,
    )


async def warm(url: str) -> None:
    """Let the bot at `url` read a text of each language: the first ones load what the others then find."""
    async with httpx.AsyncClient(base_url=url, timeout=READY_SECONDS, trust_env=False) as client:
        for text in WARMING:
            with contextlib.suppress(httpx.HTTPError):  # a story will tell
                await client.post(PATH, json={"sender": "nobody", "message": text})


@asynccontextmanager
async def running(part: Part) -> AsyncIterator[None]:
    """The part, from when it is ready to its end. Raises `UserError` if it cannot start."""
    lines: deque[str] = deque(maxlen=LINES_KEPT)
    try:
        process = await PartProcess.start(part, lines.append)
    except OSError as error:
        raise UserError(f"`{part.argv[0]}` cannot be started: run `make setup` first", NOT_RUN) from error
    try:
        if not await _ready(process):
            said = "\n".join(lines) or "it said nothing"
            raise UserError(
                f"the {part.name} cannot be started (`make train` brings its model):\n{said}", NOT_RUN
            )
        yield
    finally:
        await process.end()


async def _ready(process: PartProcess) -> bool:
    ended, ready = asyncio.create_task(process.wait()), asyncio.create_task(process.ready())
    try:
        await asyncio.wait([ended, ready], return_when=asyncio.FIRST_COMPLETED)
        return ready.done() and ready.result()
    finally:
        ended.cancel()
        ready.cancel()
