"""The real processes: two gateways on one database, the actions, the bot; what dies is started anew."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from chaos.other_side import FILING, KEY, WEBHOOK, OtherSide
from torikeshi.opening import settings
from torikeshi.output import Output
from torikeshi.part import Part, PartProcess
from torikeshi.serve import INNER_HOST, open_door, parts
from web.settings import PREFIX, Settings

GATEWAYS = 2


class Kept:
    """One part, kept running: `ready` is set while it serves, `took` is how many seconds it took to."""

    def __init__(self, part: Part) -> None:
        self.name, self._part = part.name, part
        self.ready, self.took = asyncio.Event(), 0.0
        self._process: PartProcess | None = None

    async def run(self) -> None:
        """Start the part, and start it anew whenever it has died."""
        while True:
            output, started = Output(self.name), time.monotonic()
            self._process = await PartProcess.start(self._part, output.write)
            waiting = [asyncio.create_task(self._process.wait()), asyncio.create_task(self._process.ready())]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                if not waiting[0].done():
                    self.took = time.monotonic() - started
                    self.ready.set()
                    await waiting[0]
            finally:
                self.ready.clear()
                for task in waiting:
                    task.cancel()
                await self._process.kill()

    def kill(self) -> None:
        """Kill -9 the process that runs now."""
        self.ready.clear()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Running:
    """The parts, and where the gateways answer."""

    settings: Settings
    gateways: tuple[Kept, ...]
    actions: Kept
    bot: Kept
    urls: tuple[str, ...]

    async def all_ready(self) -> None:
        """Wait until every part is ready."""
        for part in (*self.gateways, self.actions, self.bot):
            await part.ready.wait()


@asynccontextmanager
async def running(folder: Path, database_url: str, filing: str, side: OtherSide) -> AsyncIterator[Running]:
    """All parts, from when they are ready to their end. Sets our variables of this process's environment."""
    _set_environment(folder, database_url, filing, side)
    given = settings()
    with ExitStack() as stack:
        doors = [stack.enter_context(open_door(INNER_HOST, 0)) for _ in range(GATEWAYS)]
        actions, bot, web = parts(given, doors[0].fileno())
        urls = tuple(f"http://{INNER_HOST}:{door.getsockname()[1]}" for door in doors)
        webs = [
            replace(
                web,
                name=f"web {number}",
                argv=(*web.argv[:-1], str(door.fileno())),
                ready_url=f"{url}/livez",
                files=(door.fileno(),),
            )
            for number, (door, url) in enumerate(zip(doors, urls, strict=True), start=1)
        ]
        it = Running(given, tuple(map(Kept, webs)), Kept(actions), Kept(bot), urls)
        tasks = [asyncio.create_task(part.run()) for part in (*it.gateways, it.actions, it.bot)]
        try:
            await it.all_ready()
            yield it
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _set_environment(folder: Path, database_url: str, filing: str, side: OtherSide) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    given = {
        "VAR": str(folder),
        "DATABASE_URL": database_url,
        "FILING": filing,
        "FILING_URL": side.url + FILING,
        "FILING_KEY": KEY,
        "WEBHOOK_URL": side.url + WEBHOOK,
        "WEBHOOK_KEY": KEY,
    }
    os.environ.update({PREFIX + name: value for name, value in given.items()})
