"""Work done in a forked process, which starts as this one is and ends with it, within limits."""

import contextlib
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import NoReturn

MEMORY = 2 << 30  # bytes; who wants more dies


class End(IntEnum):
    """How the work ended."""

    PASSED = 0
    FAILED = 1
    TOO_LONG = 2
    BROKEN = 3


_pipes: list[int] = []  # in a child: where it answers


def in_a_child(work: Callable[[], tuple[End, bytes]]) -> tuple[End, bytes, float]:
    """How `work` ends in a child, what it says, and the seconds that it computed.

    A child that is killed has taken too long; one that raises is broken, and says why.
    """
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        _pipes.append(here)
        _settle_down()
        try:
            finish(*work())
        except BaseException:
            finish(End.BROKEN, traceback.format_exc().encode())
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return (End(code) if code >= 0 else End.TOO_LONG), said, used.ru_utime + used.ru_stime


def finish(end: End, said: bytes) -> NoReturn:
    """Ends this child."""
    with contextlib.suppress(OSError), os.fdopen(_pipes[-1], "wb") as pipe:
        pipe.write(said)
    os._exit(end)


def _settle_down() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    os.dup2(nothing, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def limit(seconds: float, said: bytes) -> None:
    """Ends this child as `End.TOO_LONG` once it has computed for so many seconds from now."""
    signal.signal(signal.SIGPROF, lambda *_: finish(End.TOO_LONG, said))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    last = int(time.process_time() + seconds) + 5  # for what never comes back to Python
    resource.setrlimit(resource.RLIMIT_CPU, (last, resource.RLIM_INFINITY))
