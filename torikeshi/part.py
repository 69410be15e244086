"""A part that is supervised: its process, from start to end."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

LONGEST_LINE = 1024 * 1024
ASK_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1
type Output = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to start, and how to see that it is ready: `ready_url` answers with success.

    `output` gets each line that the part writes, without its end.
    """

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    ready_url: str
    ready_seconds: float
    """How long it may take to be ready before it is started anew."""
    last_seconds: float
    """How long it may take to end by itself when asked to."""
    files: Sequence[int] = field(default=())
    """Descriptors that it inherits."""
    host: str = ""
    """By which host name it is asked whether it is ready, where not by the URL's."""


class PartProcess:
    """A part that runs, in a process group of its own."""

    def __init__(
        self, part: Part, process: asyncio.subprocess.Process, output: Callable[[str], None]
    ) -> None:
        self.part = part
        self._process = process
        self._reader = asyncio.create_task(self._read(output))

    @classmethod
    async def start(cls, part: Part, output: Output) -> PartProcess:
        """Start the part. Raises OSError if there is no such program."""
        process = await asyncio.create_subprocess_exec(
            *part.argv,
            cwd=part.folder,
            env=dict(part.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            start_new_session=True,
            pass_fds=tuple(part.files),
            preexec_fn=die_with(os.getpid()),
        )
        return cls(part, process, output)

    @property
    def pid(self) -> int:
        """The process's id, which is its group's too."""
        return self._process.pid

    async def wait(self) -> int:
        """Wait for the end; the exit status, negative for a signal."""
        return await self._process.wait()

    async def ready(self) -> bool:
        """Wait until the part says that it is ready; False if it does not in its time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.part.ready_seconds), httpx.AsyncClient(trust_env=False) as client:
                while not await _answers(client, self.part):
                    await asyncio.sleep(ASK_SECONDS)
                return True
        return False

    async def end(self) -> None:
        """Ask the part to end, wait as long as it may take, then kill whatever is left of its group."""
        if self._process.returncode is None:
            self.send(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.part.last_seconds):
                    await self._process.wait()
        await self.kill()

    async def kill(self) -> None:
        """Kill the part and whatever it has started."""
        self.send(signal.SIGKILL)
        await self._process.wait()
        await self._reader

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the part and whatever it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    async def _read(self, output: Output) -> None:
        stream = self._process.stdout
        if stream is None:  # never: it was asked for as a pipe
            return
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line longer than anything that is worth logging
                continue
            if not line:
                return
            output(line.decode("utf-8", "replace").rstrip())


def die_with(parent: int) -> Callable[[], None] | None:
    """What a child does before its program runs, so that it never outlives `parent`; Linux only."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl  # looked up here: after fork nothing may be loaded

    def prepare() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return prepare


async def _answers(client: httpx.AsyncClient, part: Part) -> bool:
    headers = {"Host": part.host} if part.host else {}
    try:
        return (await client.get(part.ready_url, headers=headers, timeout=2)).is_success
    except httpx.HTTPError:
        return False
