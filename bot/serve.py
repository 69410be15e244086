"""Rasa's server with one channel, one model and no API."""

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from rasa.core.agent import load_agent
from rasa.core.run import close_resources, configure_app
from rasa.core.utils import AvailableEndpoints
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.channel import PlainRest
from bot.content import ROOT
from bot.patches import compile_action_schema
from reading.shops import load_shops, use_shops

HOST = "127.0.0.1"
FIRST = ("こんにちは", "hello")
"""Read before the port opens: dictionaries and encoder are loaded by the first text, not by a customer's."""
_LAST_SECONDS = 2.0  # for turns under way when the process is told to end


def serve(model: Path, port: int) -> None:
    """Answer `POST /webhooks/rest/webhook` until told to end; the port opens when the model is loaded."""
    compile_action_schema()
    if words := os.environ.get("TORIKESHI_SHOPS"):
        use_shops(load_shops(Path(words)))
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "bot" / "endpoints.yml"))
    app = configure_app(input_channels=[PlainRest()], enable_api=False, endpoints=endpoints, port=port)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _LAST_SECONDS
    app.register_listener(partial(_load, model, endpoints), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    app.run(host=HOST, port=port, workers=1, access_log=False, motd=False)
    # Turns under way are finished and stored by now; to take TensorFlow down neatly costs five seconds.
    os._exit(0)


@event.listens_for(Engine, "connect")
def _write_ahead(connection: Any, _: Any) -> None:
    """Let SQLite write ahead: a turn waits for no disk, and a killed process has lost nothing stored."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")


async def _load(model: Path, endpoints: AvailableEndpoints, app: Any, loop: Any) -> None:
    """Load the agent, or end: Rasa itself would serve on without a model and answer nothing."""
    app.ctx.agent = await load_agent(model_path=str(model), endpoints=endpoints, loop=loop)
    if not app.ctx.agent.is_ready():
        raise SystemExit(f"the model `{model}` could not be loaded")
    for text in FIRST:
        await app.ctx.agent.parse_message(text)
