"""A turn of this bot beside one of a bare Rasa bot: `python -m bench.bare`, with tools/ on its path.

The bare bot is what `rasa init` makes, plus one custom action that answers at once, on rasa-sdk's own server.
Its turn is a REST call; ours goes through gateway, bot and actions with a look-up and a decision. Both are
asked in turn, message by message, so that what else the machine does falls on both alike.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

import serving
from bench.served import TEXTS, waits
from interpreters import ROOT

BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
CONVERSATIONS = 10
CHALLENGE = "are you a bot?"
ACTION = """
from rasa_sdk import Action


class Answer(Action):
    def name(self):
        return "action_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="yes")
        return []
"""


def make_bare(folder: Path) -> None:
    """What `rasa init` makes in `folder`, with the custom action in place of one answer; trained."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    rasa = [str(BOT_PYTHON), "-m", "rasa"]
    subprocess.run([*rasa, "init", "--no-prompt", "--init-dir", "."], check=True, **quiet)
    shutil.rmtree(folder / "models")
    (folder / "actions" / "actions.py").write_text(ACTION)
    domain, rules = folder / "domain.yml", folder / "data" / "rules.yml"
    domain.write_text(domain.read_text() + "\nactions:\n  - action_answer\n")
    rules.write_text(rules.read_text().replace("utter_iamabot", "action_answer"))
    subprocess.run([*rasa, "train"], check=True, **quiet)


@contextmanager
def running_bare(folder: Path) -> Iterator[httpx.Client]:
    """The bare bot and its action server, on free ports."""
    actions_port, port = serving.free_port(), serving.free_port()
    endpoints = f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n"
    (folder / "endpoints.yml").write_text(endpoints)
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    commands = (
        [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(actions_port)],
        [str(BOT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)],
    )
    started = [subprocess.Popen(command, env=environment, **quiet) for command in commands]
    try:
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
            _wait_for(client)
            yield client
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(serving.END_SECONDS)


def _wait_for(client: httpx.Client) -> None:
    end = time.monotonic() + serving.READY_SECONDS
    while time.monotonic() < end:
        try:
            if _ask(client, "warm-up"):
                return
        except httpx.HTTPError:
            time.sleep(1)
    raise RuntimeError("the bare bot did not get ready")


def _ask(client: httpx.Client, sender: str) -> bool:
    body = {"sender": sender, "message": CHALLENGE}
    answer = client.post("/webhooks/rest/webhook", json=body).json()
    return any(message.get("text") == "yes" for message in answer)


def bare_waits(client: httpx.Client, sender: str) -> list[float]:
    """Seconds that each message of one conversation with the bare bot took."""
    found = []
    for _ in TEXTS:
        start = time.perf_counter()
        assert _ask(client, sender), "the bare bot did not answer"
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Measure and print."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        make_bare(Path(other))
        with (
            serving.serving(Path(one)) as url,
            httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
            running_bare(Path(other)) as bare,
        ):
            waits(client)
            for number in range(CONVERSATIONS):
                ours += waits(client)
                theirs += bare_waits(bare, f"conversation-{number}")
    mine, bare_one = (statistics.median(found) * 1000 for found in (ours, theirs))
    print(f"a turn: ours {mine:.0f} ms, a bare Rasa bot's {bare_one:.0f} ms, ratio {mine / bare_one:.2f}")


if __name__ == "__main__":
    main()
