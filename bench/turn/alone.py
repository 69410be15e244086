"""The gateway without Rasa: a process of its own, before a bot that answers at once."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import jwt

import serving
from bench.turn import asked
from orders import migrate as orders_tables
from orders.database import connect
from web import migrate as web_tables

SETTINGS = {
    "TURN_KEY": "turn-key-" + "t" * 40,
    "IDENTITY_KEYS": "k1:identity-" + "i" * 40,
    "API_KEY": "api-key-" + "a" * 20,
    "LIMIT_MESSAGES": "100000/minute",
    "LIMIT_CONVERSATIONS": "100000/minute",
    "LIMIT_REQUESTS": "1000000/minute",
    "LOG_LEVEL": "WARNING",
}


@dataclass(frozen=True)
class Alone:
    """A gateway that runs, and the bot behind it."""

    url: str
    bot_url: str
    pid: int


@contextmanager
def gateway(folder: Path) -> Iterator[Alone]:
    """A gateway with an empty SQLite database in `folder`."""
    database, bot_port = f"sqlite:///{folder / 'shop.db'}", serving.free_port()
    engine = connect(database)
    orders_tables.upgrade(engine)
    web_tables.upgrade(engine)
    engine.dispose()
    bot_url = f"http://127.0.0.1:{bot_port}"
    given = {**SETTINGS, "VAR": folder, "DATABASE_URL": database, "BOT_URL": bot_url, "ACTIONS_URL": bot_url}
    environment = {**os.environ, **{f"TORIKESHI_{name}": str(value) for name, value in given.items()}}
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as door, (folder / "log").open("wb") as log:
        stub = subprocess.Popen([sys.executable, "-m", "bench.turn.stub", str(bot_port)])
        command = [sys.executable, "-m", "web", "--fd", str(door.fileno())]
        web = subprocess.Popen(command, env=environment, pass_fds=[door.fileno()], stdout=log, stderr=log)
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        try:
            serving.wait_until_ready(web, url, folder / "log")
            yield Alone(url, bot_url, web.pid)
        finally:
            for process in (web, stub):
                process.terminate()
            for process in (web, stub):
                process.wait(serving.END_SECONDS)


def measure(rounds: int) -> None:
    """Print what a message costs in the gateway alone: with it, and asking the same bot directly."""
    with (
        tempfile.TemporaryDirectory() as folder,
        gateway(Path(folder)) as alone,
        httpx.Client(base_url=alone.url, trust_env=False, timeout=30) as client,
        httpx.Client(base_url=alone.bot_url, trust_env=False, timeout=30) as bot,
    ):
        asked.Conversation(client).hold()
        start, count = asked.used(alone.pid), 0
        through, direct = asked.in_turn(rounds, asked.Conversation(client).hold, lambda: _directly(bot))
        count = len(through)
        work = (asked.used(alone.pid) - start) / count * 1000
    more = asked.median_ms(through) - asked.median_ms(direct)
    print(f"the gateway without the bot, {count} messages: {more:.1f} ms more than asking the bot directly")
    print(f"  median: {asked.median_ms(through):.1f} ms and {asked.median_ms(direct):.1f} ms", end="")
    print(f"; processor time of the gateway {work:.1f} ms")


def _directly(bot: httpx.Client) -> list[float]:
    token = jwt.encode({"jti": "0" * 32, "conv": "c", "lang": "ja"}, SETTINGS["TURN_KEY"], algorithm="HS256")
    found = []
    for text in asked.TEXTS:
        start = time.perf_counter()
        body = {"sender": "c", "message": text, "metadata": {"turn": token}}
        bot.post("/webhooks/rest/webhook", json=body).raise_for_status()
        found.append(time.perf_counter() - start)
    return found
