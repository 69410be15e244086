"""The three real processes, started once; each test has the orders it wants and no others."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from chat import Chat
from sqlalchemy import text

import serving
from orders.database import connect, writing
from orders.store import OrderStore

NOW = "2026-04-01T10:00:00+09:00"


@dataclass
class Running:
    """Everything, being served: where, and the folder with its database and log."""

    url: str
    folder: Path
    client: httpx.Client

    def stock(self, orders: tuple[dict[str, Any], ...]) -> None:
        """Exactly these orders, and no others."""
        engine = connect(f"sqlite:///{self.folder / 'shop.db'}")
        with writing(engine) as connection:
            connection.execute(text("DELETE FROM order_lines"))
            connection.execute(text("DELETE FROM orders"))
        if orders:
            file = self.folder / "orders.jsonl"
            file.write_text("\n".join(json.dumps(order) for order in orders), encoding="utf-8")
            OrderStore(engine).import_file(file)
        engine.dispose()

    def identity(self, customer: str) -> str:
        """An identity token, from the command that the README names."""
        command = [str(Path(sys.executable).parent / "torikeshi"), "token", "--customer", customer]
        environment = {"TORIKESHI_VAR": str(self.folder), "PATH": ""}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def chat(self, customer: str | None = None, language: str = "ja") -> Chat:
        return Chat(self.client, language, self.identity(customer) if customer else None)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from _serve(tmp_path_factory.mktemp("processes"))


def _serve(folder: Path) -> Iterator[Running]:
    with serving.serving(folder, NOW=NOW) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield Running(url, folder, client)


@pytest.fixture
def serve_anew(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Any]:
    """For tests that end parts of it: one of their own."""
    return lambda: contextmanager(_serve)(tmp_path_factory.mktemp("processes"))
