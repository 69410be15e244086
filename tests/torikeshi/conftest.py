"""Small programs in place of the parts, and the supervisor over them in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE_SECONDS

from web.settings import ROOT

PART = textwrap.dedent(
    """
    import http.server, signal, subprocess, sys, time
    name, port, folder, *habits = sys.argv[1:]
    with open(f"{folder}/{name}.started", "a") as file:
        file.write(f"{time.time()}\\n")
    if "stubborn" in habits:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "dies" in habits:
        sys.exit(3)
    if "parent" in habits:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open(f"{folder}/{name}.child", "w").write(str(child.pid))
    if "loads" in habits:
        time.sleep(60)
    print(f"{name} says hello", flush=True)
    print('{"event": "own", "part": "%s"}' % name, flush=True)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
        def log_message(self, *_):
            pass

    http.server.HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
    """
)
SUPERVISOR = textwrap.dedent(
    """
    import asyncio, json, sys
    from pathlib import Path
    import structlog
    from torikeshi.part import Part
    from torikeshi.supervisor import Patience, supervise
    from web.logs import configure
    given = json.loads(sys.argv[1])
    configure("serve")
    parts = [Part(**{**part, "folder": Path(part["folder"])}) for part in given["parts"]]
    ready = lambda: structlog.get_logger().info("ready")
    sys.exit(asyncio.run(supervise(parts, Patience(**given["patience"]), ready)))
    """
)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass
class Running:
    """A process whose log lines are read."""

    process: subprocess.Popen[str]
    log: Path

    def events(self, name: str | None = None, **fields: Any) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        wanted = fields | ({"event": name} if name else {})
        return [line for line in lines if wanted.items() <= line.items()]

    def until(
        self, name: str, count: int = 1, seconds: float = PATIENCE_SECONDS, **fields: Any
    ) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while len(found := self.events(name, **fields)) < count:
            assert time.monotonic() < deadline, f"no {name} {fields}:\n{self.log.read_text()}"
            assert self.process.poll() is None, f"ended before {name} {fields}:\n{self.log.read_text()}"
            time.sleep(0.02)
        return found[count - 1]

    def pids(self) -> list[int]:
        return [event["pid"] for event in self.events("started")]

    def end(self, number: int = signal.SIGTERM, seconds: float = PATIENCE_SECONDS) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)


type Supervise = Callable[..., Running]


def part_of(program: Path, name: str, *habits: str) -> dict[str, Any]:
    """A part that `program` plays, as JSON."""
    port = free_port()
    return {
        "name": name,
        "argv": [sys.executable, str(program), name, str(port), str(program.parent), *habits],
        "environment": dict(os.environ),
        "folder": str(program.parent),
        "ready_url": f"http://127.0.0.1:{port}/",
        "ready_seconds": PATIENCE_SECONDS,
        "last_seconds": 1,
    }


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    """Supervise parts of these names and habits."""
    running: list[Running] = []
    program = tmp_path / "part.py"
    program.write_text(PART)

    def started(*names: str, patience: dict[str, Any] | None = None, **of_part: Any) -> Running:
        parts = [part_of(program, *name.split()) | of_part for name in names]
        given = {"parts": parts, "patience": {"first_pause": 0.1, "longest_pause": 0.4} | (patience or {})}
        log = tmp_path / "log"
        with log.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR, json.dumps(given)], stderr=file, cwd=ROOT, text=True
            )
        running.append(Running(process, log))
        return running[-1]

    yield started
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
