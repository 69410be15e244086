"""A migrated SQLite file, a store over it, and a writer of import files."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orders.database import connect
from orders.migrate import upgrade
from orders.store import OrderStore


@pytest.fixture
def now() -> datetime:
    return datetime.fromisoformat("2026-04-08T10:00:00+09:00")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables, to be copied: migrating for every test takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "shop.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(tmp_path: Path, migrated: Path) -> Iterator[Engine]:
    path = tmp_path / "shop" / "shop.db"
    path.parent.mkdir()
    shutil.copy(migrated, path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> OrderStore:
    return OrderStore(engine)


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Rows (objects, or the text of a line) as a .jsonl file."""

    def write(*rows: object, name: str = "orders.jsonl") -> Path:
        path = tmp_path / name
        texts = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """A text as a .csv file."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "orders.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write
