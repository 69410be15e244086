"""The tables are what the migrations make, in any order of start, on SQLite and PostgreSQL."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from orders.database import DatabaseUrlError, connect, writing
from orders.migrate import VERSION_TABLE, upgrade
from orders.tables import metadata


def test_the_migrations_make_exactly_the_tables(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_a_second_upgrade_changes_nothing_and_other_tables_stay(engine: Engine):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_somebody_else (id INTEGER)"))
    upgrade(engine)
    assert "of_somebody_else" in inspect(engine).get_table_names()


def test_a_sqlite_file_gets_its_folder_and_a_write_ahead_log(tmp_path: Path):
    engine = connect(f"sqlite:///{tmp_path}/a/b/shop.db")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert (tmp_path / "a" / "b" / "shop.db").exists()


def test_a_failed_write_leaves_nothing(engine: Engine):
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError
    assert "half" not in inspect(engine).get_table_names()


def test_readers_see_the_old_orders_while_somebody_writes(engine: Engine):
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM orders"))
        with engine.connect() as other:
            assert other.execute(text("SELECT count(*) FROM orders")).scalar() == 0


@pytest.mark.parametrize("url", ["", "shop.db", "nosuch://x", "sqlite:////proc/nowhere/shop.db"])
def test_a_url_that_cannot_be_used_is_said_clearly(url: str):
    with pytest.raises(DatabaseUrlError, match=r"database|folder"):
        connect(url)


def test_a_password_is_never_shown():
    with pytest.raises(DatabaseUrlError) as caught:
        connect("nosuch://shop:secret@db/shop")
    assert "secret" not in str(caught.value)


def test_postgresql_takes_the_tables():
    made = {
        table.name: str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in metadata.sorted_tables
    }
    assert "TIMESTAMP WITH TIME ZONE" in made["orders"]
    assert "BOOLEAN" in made["orders"]
