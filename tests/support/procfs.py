"""What Linux tells of processes: their children, their commands and the addresses they listen on."""

import os
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
LISTENING = "0A"


def children(pid: int) -> list[int]:
    """`pid` and all processes below it."""
    return [pid, *(one for child in started(pid) for one in children(child))]


def started(pid: int) -> list[int]:
    """The processes right below `pid`; none where it has gone."""
    found: list[int] = []
    for threads in (PROC / str(pid) / "task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # ended since it was listed
            found += map(int, threads.read_text().split())
    return found


def running_module(name: str) -> int:
    """The process below this one that runs `python -m NAME`, the newest if there are several."""
    return [pid for pid in children(os.getpid()) if _module(pid) == name][-1]


def _module(pid: int) -> str | None:
    words = (PROC / str(pid) / "cmdline").read_text().split("\0")
    return words[words.index("-m") + 1] if "-m" in words else None


def listening(pid: int) -> list[str]:
    """The addresses on which `pid` and its children listen."""
    inodes = {inode for child in children(pid) for inode in _sockets(child)}
    rows = [line.split() for table in ("tcp", "tcp6") for line in _lines(PROC / "net" / table)]
    return [_address(row[1]) for row in rows if row[3] == LISTENING and row[9] in inodes]


def _sockets(pid: int) -> list[str]:
    targets = []
    for entry in (PROC / str(pid) / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            targets.append(str(entry.readlink()))
    return [target[len("socket:[") : -1] for target in targets if target.startswith("socket:[")]


def _lines(table: Path) -> list[str]:
    return table.read_text().splitlines()[1:]


def _address(text: str) -> str:
    host, port = text.split(":")
    if len(host) > 8:
        return f"[{host}]:{int(port, 16)}"
    return f"{'.'.join(str(int(host[i : i + 2], 16)) for i in (6, 4, 2, 0))}:{int(port, 16)}"
