"""The migrations lead from the first form of the database to the one the tables describe, on both kinds."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from databases import KINDS, opened
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import web.app  # noqa: F401 - with it every table of the gateway is known
from orders.database import writing
from web import audit, migrate
from web.settings import ROOT
from web.tables import metadata

GATEWAYS_OWN = set(metadata.tables)


@pytest.fixture(params=KINDS)
def engine(request, tmp_path):
    with opened(request.param, tmp_path) as made:
        yield made


def go_to(engine, revision):
    config = Config()
    config.set_main_option("script_location", str(ROOT / "web" / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        (command.upgrade if revision == "head" else command.downgrade)(config, revision)


def is_ours(_object, name, kind, _reflected, _compared):
    return kind != "table" or name in GATEWAYS_OWN


def test_the_migrations_make_the_tables_that_are_described(engine):
    with engine.connect() as connection:
        options = {"version_table": migrate.VERSION_TABLE, "include_object": is_ours, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_a_conversation_of_the_first_form_is_there_after_every_migration(engine):
    go_to(engine, "0001")
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO conversations (id, token_hash, language, created_at, expires_at, last_seq) "
                "VALUES ('c', 'h', 'ja', 1, 2, 0)"
            )
        )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id, language FROM conversations")).one() == ("c", "ja")


def test_a_second_upgrade_changes_nothing(engine):
    migrate.upgrade(engine)
    migrate.upgrade(engine)


def test_the_lines_of_both_trails_are_one_trail_that_only_grows(engine):
    go_to(engine, "0010")
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO audit (at, act, subject, count) VALUES (2, 'swept', NULL, 3)"))
        for at in (1, 3):
            row = f"""({at}, 'mori', 'sign-in failed', 'wrong password')"""
            connection.execute(text(f'INSERT INTO console_audit (at, "user", action, subject) VALUES {row}'))
    migrate.upgrade(engine)
    found = [(line.at, line.user, line.act, line.count) for line in audit.lines(engine)]
    assert found == [
        (3, "mori", "sign_in_failed", None),
        (2, None, "swept", 3),
        (1, "mori", "sign_in_failed", None),
    ]
    with writing(engine) as connection:
        audit.note(connection, 4, "mori", "signed_in", None)
    for change in ("UPDATE audit SET at = 0", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="only added"), writing(engine) as connection:
            connection.execute(text(change))
