"""A bare bot: what `rasa init` makes, with a custom action that answers at once, on rasa-sdk's own server."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

import serving
from bootstrap import content_key
from interpreters import ROOT

BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
READY_SECONDS = 900  # Rasa loads its two networks for long where others work too
CHALLENGE = "are you a bot?"
COPY = "from rasa.cli.scaffold import create_initial_project; create_initial_project('.')"
ACTION = """
from rasa_sdk import Action


class Answer(Action):
    def name(self):
        return "action_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="yes")
        return []
"""


def made_bare() -> Path:
    """The bare bot's folder, trained once for each version of Rasa."""
    folder = ROOT / "var" / f"bare-{content_key([ROOT / 'bot' / 'uv.lock'], ACTION)[:16]}"
    if not folder.exists():
        half = folder.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        _make(half)
        half.rename(folder)
    return folder


def _make(folder: Path) -> None:
    quiet = {"cwd": folder, "env": _environment(), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([str(BOT_PYTHON), "-c", COPY], check=True, **quiet)
    (folder / "actions" / "actions.py").write_text(ACTION)
    domain, rules = folder / "domain.yml", folder / "data" / "rules.yml"
    domain.write_text(domain.read_text() + "\nactions:\n  - action_answer\n")
    rules.write_text(rules.read_text().replace("utter_iamabot", "action_answer"))
    subprocess.run([str(BOT_PYTHON), "-m", "rasa", "train"], check=True, **quiet)


def _environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}


@contextmanager
def running_bare() -> Iterator[httpx.Client]:
    """The bare bot and its action server, on free ports."""
    folder = made_bare()
    actions_port, port = serving.free_port(), serving.free_port()
    endpoints = f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n"
    (folder / "endpoints.yml").write_text(endpoints)
    commands = (
        [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(actions_port)],
        [str(BOT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)],
    )
    quiet = {"cwd": folder, "env": _environment(), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, **quiet) for command in commands]
    try:
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
            _wait_for(client)
            yield client
    finally:
        for process in started:
            process.terminate()
        for process in started:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(serving.END_SECONDS)
    except subprocess.TimeoutExpired:  # Rasa takes down its networks for long
        process.kill()
        process.wait()


def _wait_for(client: httpx.Client) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            if _answered(client, "warm-up"):
                return
        except httpx.HTTPError:
            time.sleep(1)
    raise RuntimeError("the bare bot did not get ready")


def _answered(client: httpx.Client, sender: str) -> bool:
    body = {"sender": sender, "message": CHALLENGE}
    answer = client.post("/webhooks/rest/webhook", json=body).json()
    return any(message.get("text") == "yes" for message in answer)


def hold(client: httpx.Client, sender: str, messages: int) -> list[float]:
    """Seconds of each message of a conversation with the bare bot, all of them answered by its action."""
    found = []
    for _ in range(messages):
        start = time.perf_counter()
        assert _answered(client, sender), "the bare bot did not answer"
        found.append(time.perf_counter() - start)
    return found
