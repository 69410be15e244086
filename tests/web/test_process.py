"""The gateway as a process: it serves on the socket it is given, ends in time, and logs events only."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from patience import PATIENCE_SECONDS, eventually

from web.settings import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def process(open_shop, rasa, tmp_path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A gateway of its own beside the one of `open_shop`, which has made the database."""
    settings = open_shop().settings
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    values = {
        "VAR": str(tmp_path),
        "DATABASE_URL": settings.database_url,
        "TURN_KEY": settings.turn_key,
        "IDENTITY_KEYS": "k:" + "i" * 32,
        "API_KEY": settings.api_key,
        "BOT_URL": rasa.url,
        "ACTIONS_URL": rasa.url,
    }
    environment = os.environ | {f"TORIKESHI_{name}": value for name, value in values.items()}
    argv = [sys.executable, "-m", "web", "--fd", str(door.fileno())]
    with (tmp_path / "log").open("w") as log:
        started = subprocess.Popen(
            argv, env=environment, cwd=ROOT, pass_fds=[door.fileno()], stderr=log, stdout=log, text=True
        )
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    with door, httpx.Client(base_url=url, timeout=30) as client:
        assert eventually(lambda: started.poll() is not None or lives(client))
        assert started.poll() is None, (tmp_path / "log").read_text()
        yield started, client
        if started.poll() is None:
            started.kill()
        started.wait()


def lives(client: httpx.Client) -> bool:
    try:
        return client.get("/livez").is_success
    except httpx.TransportError:
        return False


@contextmanager
def open_stream(client: httpx.Client, conversation: dict[str, str]) -> Iterator[list[str]]:
    """A stream of events that is read until it ends; then its list ends with how."""
    headers = {"Authorization": f"Bearer {conversation['token']}"}
    ended: list[str] = []

    def read() -> None:
        path = f"/v1/conversations/{conversation['conversation_id']}/events"
        try:
            with client.stream("GET", path, headers=headers) as response:
                ended.append("open")
                for _ in response.iter_lines():
                    pass
            ended.append("complete")
        except httpx.TransportError as error:
            ended.append(type(error).__name__)

    thread = threading.Thread(target=read)
    thread.start()
    assert eventually(lambda: ended)
    yield ended
    thread.join(PATIENCE_SECONDS)


def test_the_gateway_ends_at_a_signal_with_streams_open_and_logs_nothing_that_was_written(process, tmp_path):
    gateway, client = process
    begun = client.post("/v1/conversations", json={"language": "ja"}).json()
    message = {"client_message_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "text": "ひみつのことば"}
    path = f"/v1/conversations/{begun['conversation_id']}/messages"
    said = client.post(path, json=message, headers={"Authorization": f"Bearer {begun['token']}"})
    assert said.status_code == 200
    with open_stream(client, begun) as stream:
        gateway.send_signal(signal.SIGTERM)
        gateway.wait(PATIENCE_SECONDS)
    assert stream == ["open", "complete"]
    events = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert not [event for event in events if event["level"] not in ("info", "warning")]
    assert [event for event in events if event.get("conversation_id") == begun["conversation_id"]]
    assert "ひみつ" not in (tmp_path / "log").read_text()
    assert begun["token"] not in (tmp_path / "log").read_text()
