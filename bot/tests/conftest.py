"""What the bot's tests share: a model, a small project to train, a real action server, a running bot."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.content import ROOT
from bot.train import train


@pytest.fixture(scope="session")
def models():
    """The folder of the model of the present files, trained only if it is not there yet."""
    return train(ROOT / "models").parent


@pytest.fixture(scope="session")
def agent(models):
    """Rasa's agent with the present model."""
    from rasa.core.agent import Agent

    from bot.content import model_file

    return Agent.load(model_file(models))


@pytest.fixture
def small_project(tmp_path):
    """A project of its own with few examples, which trains in a moment."""
    root = tmp_path / "project"
    for path in ("domain.yml", "data/rules.yml", "bot/config.yml", "bot/uv.lock"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, root / path)
    examples = {
        "cancel_order": ["キャンセルしたい", "取り消して", "please cancel"],
        "greet": ["こんにちは", "hello"],
    }
    examples["thanks"] = ["ありがとう", "thank you"]
    (root / "data/nlu").mkdir()
    (root / "data/nlu/few.ja.yml").write_text(
        'version: "3.1"\nnlu:\n'
        + "".join(
            f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
            for intent, texts in examples.items()
        ),
        encoding="utf-8",
    )
    return root


class Actions:
    """An action server on real HTTP: remembers every call and gives the answer that `answer` makes of it."""

    def __init__(self):
        self.calls = []
        self.answer = echo
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.calls.append(call)
                body = json.dumps(outer.answer(call)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def echo(call):
    """An answer as the real action's: the message's turn in a block, and both slots."""
    message = call["tracker"]["latest_message"]
    count = (call["tracker"]["slots"]["state"] or {"count": 0})["count"] + 1
    return {
        "events": [
            {"event": "slot", "name": "language", "value": message.get("language")},
            {"event": "slot", "name": "state", "value": {"count": count, "text": "注文" * 500}},
        ],
        "responses": [{"custom": {"turn": message["metadata"]["turn"], "count": count}}],
    }


class Bot:
    """The bot as a process of its own."""

    def __init__(self, arguments, environment, log):
        self.port = free_port()
        self.log = log
        command = [sys.executable, "-m", "bot", "--port", str(self.port), *arguments]
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **environment}, stdout=stream, stderr=subprocess.STDOUT
            )

    def until_ready(self):
        """Wait for the channel to answer."""
        for _ in range(1200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/webhooks/rest/", timeout=5):
                    return self
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
                time.sleep(0.1)
        raise AssertionError("the bot did not start within two minutes")

    def say(self, text, sender="c-1", **metadata):
        """What the bot answers to a message."""
        body = json.dumps({"sender": sender, "message": text, "metadata": metadata}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())

    def end(self):
        """End the process, if it still runs."""
        self.process.kill()
        self.process.wait()


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def server(models, tmp_path_factory):
    """A running bot and the action server that it calls."""
    folder = tmp_path_factory.mktemp("bot")
    actions = Actions()
    environment = {"TORIKESHI_TRACKER_URL": f"sqlite:///{folder / 'tracker.db'}"}
    bot = Bot(
        ["--actions-url", actions.url, "--model-dir", str(models)], environment, folder / "log"
    ).until_ready()
    yield bot, actions
    bot.end()
    actions.server.shutdown()
