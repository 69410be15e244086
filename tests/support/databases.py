"""Databases for tests: a SQLite file, and a PostgreSQL server of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, text

from orders import migrate as orders_tables
from orders.database import connect
from postgresql import postgresql_folder
from web import migrate as web_tables

KINDS = ("sqlite", "postgresql")
USER = "postgres"
"""Whom the server runs as where the tests run as root: it refuses to be root's."""
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c shared_buffers=16MB"


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database with all tables and nothing in them; a PostgreSQL one is dropped afterwards.

    It is a copy of one that was made once: to run all migrations for every test takes longer than most tests.
    """
    if kind == "sqlite":
        shutil.copy(_made_file(), folder / "database.db")
        yield f"sqlite:///{folder / 'database.db'}"
        return
    server, name = _server(), f"t{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {_made_database()}")
    yield server.replace("/postgres?", f"/{name}?")
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _made_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="torikeshi-sqlite-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _make_tables(f"sqlite:///{folder / 'made.db'}")
    return folder / "made.db"


@cache
def _made_database() -> str:
    _run(_server(), "CREATE DATABASE made")
    _make_tables(_server().replace("/postgres?", "/made?"))
    return "made"


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Engine]:
    """The same, as an engine."""
    with database(kind, folder) as url:
        engine = connect(url)
        try:
            yield engine
        finally:
            engine.dispose()


def _make_tables(url: str) -> None:
    engine = connect(url)
    orders_tables.upgrade(engine)
    web_tables.upgrade(engine)
    engine.dispose()


def _run(url: str, statement: str) -> None:
    engine = connect(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@cache
def _server() -> str:
    """The maintenance database's URL of a server on a socket of its own, started once."""
    folder = Path(tempfile.mkdtemp(prefix="torikeshi-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    data = folder / "data"
    _as_user("initdb", "-D", str(data), "-A", "trust", "-U", USER, "--no-sync", "-E", "UTF8")
    _as_user(
        "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"{OPTIONS} -k {folder}", "start"
    )
    atexit.register(_end, folder)
    return f"postgresql://{USER}@/postgres?host={folder}"


def _end(folder: Path) -> None:
    _as_user("pg_ctl", "-D", str(folder / "data"), "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _as_user(*command: str) -> None:
    user = USER if os.geteuid() == 0 else None
    folder = postgresql_folder()
    assert folder is not None, "PostgreSQL is not here: `make test` brings it"
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [str(folder / command[0]), *command[1:]],
        check=True,
        user=user,
        cwd="/",
        env=environment,
        stdout=subprocess.DEVNULL,
        timeout=120,
    )
