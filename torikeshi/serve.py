"""`torikeshi serve`: everything, by one command."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import secrets
import socket
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import structlog

from decision import PolicyError, load_policies
from orders.demo import load_demo, refresh_demo
from torikeshi.errors import UserError
from torikeshi.opening import database, settings
from torikeshi.part import Part
from torikeshi.shopwords import write_shops
from torikeshi.supervisor import Patience, supervise
from web.logs import configure
from web.readiness import ACTIONS_PATH, BOT_PATH
from web.settings import PREFIX, ROOT, Settings

BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
QUIET = {"PYTHONWARNINGS": "ignore"}
"""Rasa's old libraries warn of each other on a hundred lines."""
INNER_HOST = "127.0.0.1"
log = structlog.get_logger()


def serve() -> int:
    """Serve until a signal comes; the exit status. Raises `UserError` for what the user can put right."""
    given = settings()
    configure("serve")
    with contextlib.ExitStack() as held:
        held.enter_context(only_one(given))
        door = held.enter_context(open_door(given.host, given.port))
        prepare(given)
        if given.policies:
            write_shops(given.policies, shops_file(given))
        return asyncio.run(supervise(parts(given, door.fileno()), Patience(), lambda: announce(given)))


def prepare(given: Settings) -> None:
    """Check the policies and bring the database up to date, with the demo shop if it is to be tried out."""
    try:
        load_policies(given.policies)
    except PolicyError as error:
        raise UserError(str(error), status=2) from error
    engine = database(given.database_url)
    if not given.production:
        now = given.now or datetime.now(UTC)
        loaded = load_demo(engine, now)
        moved = 0 if loaded else refresh_demo(engine, now)
        log.info("demo shop", loaded=loaded, moved=moved)
    engine.dispose()


def announce(given: Settings) -> None:
    """Say where everything is served."""
    host = f"[{given.host}]" if ":" in given.host else given.host
    log.info("ready", url=f"http://{host}:{given.port}/", clock=str(given.now or "real"))


@contextlib.contextmanager
def only_one(given: Settings) -> Iterator[None]:
    """Hold this port's lock: the port itself is open for nobody until everything is ready."""
    path = given.var / f"serve-{given.port}.lock"
    try:
        given.var.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise UserError(f"`{path}` cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _taken(given.host, given.port, "torikeshi is being served there already") from error
        yield


@contextlib.contextmanager
def open_door(host: str, port: int) -> Iterator[socket.socket]:
    """The socket that the gateway serves on, bound before anything else is started.

    It is held here, so that customers wait instead of being turned away while the gateway is started anew.
    Raises `UserError` if the port is taken.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise UserError(f"`{PREFIX}HOST` is `{host}`: {error.strerror}", status=2) from error
    with socket.socket(family, kind, proto) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(address)
        except OSError as error:
            raise _taken(host, port, error.strerror or "it cannot be opened") from error
        yield door


def _taken(host: str, port: int, why: str) -> UserError:
    message = f"port {port} of {host} cannot be used: {why.lower()}; `{PREFIX}PORT` chooses another"
    return UserError(message)


def parts(given: Settings, door: int) -> tuple[Part, ...]:
    """The three parts in the order of their start; `door` is the socket that the gateway serves on."""
    actions_port, bot_port = free_ports(2)
    actions_url, bot_url = (f"http://{INNER_HOST}:{port}" for port in (actions_port, bot_port))
    shared = {
        "DATABASE_URL": given.database_url,
        "TURN_KEY": secrets.token_urlsafe(48),
        **_common(given),
    }
    actions = Part(
        name="actions",
        argv=(sys.executable, "-m", "actions", "--port", str(actions_port)),
        environment=environment({**shared, **_desk(given)}),
        folder=ROOT,
        ready_url=actions_url + ACTIONS_PATH,
        ready_seconds=60,
        last_seconds=3,
    )
    of_web = {**_of_web(given), **shared, "BOT_URL": bot_url, "ACTIONS_URL": actions_url}
    return actions, _bot(given, bot_url, bot_port, actions_url), _web(given, door, of_web)


def _bot(given: Settings, url: str, port: int, actions_url: str) -> Part:
    options = ("--port", str(port), "--actions-url", f"{actions_url}/webhook")
    return Part(
        name="bot",
        argv=(str(BOT_PYTHON), "-m", "bot", *options),
        environment={**environment({"TRACKER_URL": _tracker(given), **_common(given)}), **QUIET},
        folder=ROOT,
        ready_url=url + BOT_PATH,
        ready_seconds=300,
        last_seconds=4,
    )


def _web(given: Settings, door: int, values: Mapping[str, str]) -> Part:
    return Part(
        name="web",
        argv=(sys.executable, "-m", "web", "--fd", str(door)),
        environment=environment(values),
        folder=ROOT,
        ready_url=_own_url(given) + "/livez",
        host=next(iter(given.allowed_hosts), ""),
        ready_seconds=60,
        last_seconds=15,
        files=(door,),
    )


def environment(values: Mapping[str, str]) -> dict[str, str]:
    """Our environment, and of our settings only `values`: no part knows a secret it has no use for."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    given = {PREFIX + name: value for name, value in values.items()}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **given}


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody uses at the moment."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((INNER_HOST, 0))
        return [one.getsockname()[1] for one in sockets]


def shops_file(given: Settings) -> Path:
    """Where the parts find what the further shops are called and say; one for each port served."""
    return given.var.resolve() / f"shops-{given.port}.json"


def _common(given: Settings) -> dict[str, str]:
    values = {
        "POLICIES": given.policies,
        "SHOPS": shops_file(given) if given.policies else None,
        "NOW": given.now.isoformat() if given.now else None,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def _desk(given: Settings) -> dict[str, str]:
    """Where the actions file cancellations, and with which key."""
    at = {"FILING_URL": given.filing_url, "FILING_KEY": given.filing_key} if given.desk == "http" else {}
    return {"FILING": given.desk, **at}


def _of_web(given: Settings) -> dict[str, str]:
    """Whatever the environment sets, and the keys as they have been filled in."""
    own = {name.removeprefix(PREFIX): value for name, value in os.environ.items() if name.startswith(PREFIX)}
    own = {name: value for name, value in own.items() if not name.startswith("FILING")}  # the actions' alone
    keys = ",".join(f"{kid}:{secret}" for kid, secret in given.identity_keys.items())
    return {**own, "IDENTITY_KEYS": keys, "API_KEY": given.api_key, "VAR": str(given.var.resolve())}


def _tracker(given: Settings) -> str:
    named = os.environ.get(f"{PREFIX}TRACKER_URL")
    return named or f"sqlite:///{given.var.resolve() / 'tracker.db'}"


def _own_url(given: Settings) -> str:
    """Where this machine reaches the gateway."""
    every = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared with, not bound to
    host = every.get(given.host, f"[{given.host}]" if ":" in given.host else given.host)
    return f"http://{host}:{given.port}"
