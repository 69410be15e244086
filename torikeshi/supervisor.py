"""Keeps the parts running: starts them in order, starts anew what dies, ends all of them."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from torikeshi.output import Output
from torikeshi.part import Part, PartProcess

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How parts that die are treated; times in seconds."""

    first_pause: float = 0.5
    longest_pause: float = 30.0
    steady_after: float = 60.0
    """A part that ran so long has recovered: its next pause is the first one again."""
    tries: int = 4
    """How often a part may fail before it was ever ready; then nothing will help, and all is ended."""


class GaveUp(RuntimeError):
    """A part cannot be started; the message is its name."""


async def supervise(parts: Sequence[Part], patience: Patience, ready: Callable[[], None]) -> int:
    """Run `parts` until a signal ends them; the exit status, 1 if one of them cannot be started.

    Each is started when the one before is ready; `ready` is called when all are. The first signal ends them
    in the opposite order, the second kills them.
    """
    keepers = [Keeper(part, patience) for part in parts]
    work = asyncio.create_task(_run(keepers, ready))
    with _signals(work, keepers):
        await asyncio.wait([work])
        hopeless = _given_up(work)
        log.info("ending", gave_up=hopeless)
        for keeper in reversed(keepers):
            await keeper.end()
    log.info("ended")
    return 1 if hopeless else 0


def _given_up(work: asyncio.Task[None]) -> list[str]:
    """The parts that could not be started; raises what `work` has ended by if it is anything else."""
    names: list[str] = []
    if not work.cancelled():
        try:
            work.result()
        except* GaveUp as failed:
            names.extend(str(error) for error in failed.exceptions)
    return names


async def _run(keepers: Sequence[Keeper], ready: Callable[[], None]) -> None:
    async with asyncio.TaskGroup() as group:
        for keeper in keepers:
            group.create_task(keeper.run())
            await keeper.ready.wait()
        ready()


@contextlib.contextmanager
def _signals(work: asyncio.Task[None], keepers: Sequence[Keeper]) -> Iterator[None]:
    def received() -> None:
        if work.done() or work.cancelling():
            for keeper in keepers:
                keeper.kill()
        work.cancel()

    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, received)
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


class Keeper:
    """Keeps one part running. `ready` is set once it has been ready for the first time."""

    def __init__(self, part: Part, patience: Patience) -> None:
        self._part, self._patience = part, patience
        self._process: PartProcess | None = None
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Start the part, and start it anew whenever it dies. Raises `GaveUp`."""
        failures = 0
        while True:
            started = time.monotonic()
            await self._once()
            failures = 1 if time.monotonic() - started > self._patience.steady_after else failures + 1
            if failures >= self._patience.tries and not self.ready.is_set():
                raise GaveUp(self._part.name)
            pause = min(self._patience.first_pause * 2 ** (failures - 1), self._patience.longest_pause)
            log.warning("restarting", of=self._part.name, pause=pause)
            await asyncio.sleep(pause)

    async def end(self) -> None:
        """End the part if it runs."""
        if self._process is not None:
            await self._process.end()

    def kill(self) -> None:
        """Kill the part at once."""
        if self._process is not None:
            self._process.send(signal.SIGKILL)

    async def _once(self) -> None:
        """From the part's start to its end."""
        name, output = self._part.name, Output(self._part.name)
        try:
            process = await PartProcess.start(self._part, output.write)
        except OSError as error:
            log.error("cannot start", of=name, reason=error.strerror, program=self._part.argv[0])
            return
        self._process = process
        log.info("started", of=name, pid=process.pid)
        if not await self._until_ready(process, output):
            log.error("not ready in time", of=name, seconds=self._part.ready_seconds)
        else:
            status = await process.wait()
            log.error("died", of=name, status=status)
        await process.kill()

    async def _until_ready(self, process: PartProcess, output: Output) -> bool:
        """Whether the part was ready, or has ended, in its time."""
        ended, ready = asyncio.create_task(process.wait()), asyncio.create_task(process.ready())
        try:
            await asyncio.wait([ended, ready], return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                return True
            if ready.result():
                log.info("part ready", of=self._part.name)
                self.ready.set()
                output.serves_customers = True
            return ready.result()
        finally:
            ended.cancel()
            ready.cancel()
