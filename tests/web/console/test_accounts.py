"""Who may use the console: passwords, sessions, and a lock after wrong guesses."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from web import audit
from web.console.accounts import IDLE_MS, LOCKED_MS, LONGEST_MS, MOST_FAILURES, BadAccount
from web.console.tables import sessions, users

PASSWORD = "correct horse battery"
NOW = 1_000_000_000


@pytest.fixture
def agent(accounts):
    accounts.add("mori", "agent", PASSWORD, NOW, "test")
    return accounts


def test_the_right_password_opens_a_session(agent):
    token = agent.sign_in("mori", PASSWORD, NOW)
    assert agent.session(token, NOW).user.name == "mori"


@pytest.mark.parametrize(
    ("name", "password"), [("mori", "wrong horse battery"), ("nobody", PASSWORD), ("", "")]
)
def test_a_wrong_name_or_password_opens_none(agent, name: str, password: str):
    assert agent.sign_in(name, password, NOW) is None


def test_neither_password_nor_token_is_stored(agent, engine):
    token = agent.sign_in("mori", PASSWORD, NOW)
    with engine.connect() as connection:
        stored = str(connection.execute(select(users)).all()) + str(
            connection.execute(select(sessions)).all()
        )
    assert PASSWORD not in stored
    assert token not in stored
    assert "$argon2id$" in stored


def test_after_wrong_guesses_the_right_password_is_refused_for_a_while(agent):
    for _ in range(MOST_FAILURES):
        agent.sign_in("mori", "wrong horse battery", NOW)
    assert agent.sign_in("mori", PASSWORD, NOW + LOCKED_MS - 1) is None
    assert agent.sign_in("mori", PASSWORD, NOW + LOCKED_MS) is not None


def test_the_right_password_forgives_earlier_guesses(agent):
    for _ in range(MOST_FAILURES - 1):
        agent.sign_in("mori", "wrong horse battery", NOW)
    assert agent.sign_in("mori", PASSWORD, NOW) is not None
    agent.sign_in("mori", "wrong horse battery", NOW)
    assert agent.sign_in("mori", PASSWORD, NOW) is not None


def test_a_session_ends_after_an_hour_without_a_call(agent):
    token = agent.sign_in("mori", PASSWORD, NOW)
    assert agent.session(token, NOW + IDLE_MS - 1) is not None
    assert agent.session(token, NOW + 2 * IDLE_MS - 2) is not None
    assert agent.session(token, NOW + 3 * IDLE_MS) is None


def test_a_session_in_use_ends_after_half_a_day(agent):
    token = agent.sign_in("mori", PASSWORD, NOW)
    for at in range(NOW, NOW + LONGEST_MS, IDLE_MS // 2):
        assert agent.session(token, at) is not None
    assert agent.session(token, NOW + LONGEST_MS) is None


def test_signing_out_ends_the_session(agent):
    token = agent.sign_in("mori", PASSWORD, NOW)
    agent.sign_out(token)
    assert agent.session(token, NOW) is None


def test_somebody_disabled_is_out_at_once_and_stays_out(agent):
    agent.add("boss", "admin", PASSWORD, NOW, "test")
    token = agent.sign_in("mori", PASSWORD, NOW)
    agent.change("mori", NOW, "boss", disabled=True)
    assert agent.session(token, NOW) is None
    assert agent.sign_in("mori", PASSWORD, NOW) is None


def test_the_last_admin_stays_one(accounts):
    accounts.add("boss", "admin", PASSWORD, NOW, "test")
    with pytest.raises(BadAccount, match="one admin"):
        accounts.change("boss", NOW, "boss", role="viewer")
    assert accounts.all()[0].role == "admin"


@pytest.mark.parametrize(
    ("name", "password"),
    [("", PASSWORD), (" mori", PASSWORD), ("mo\nri", PASSWORD), ("x" * 81, PASSWORD), ("sato", "short")],
)
def test_a_name_or_password_that_is_not_allowed_is_refused(accounts, name: str, password: str):
    with pytest.raises(BadAccount, match="is allowed"):
        accounts.add(name, "agent", password, NOW, "test")


def test_a_name_is_given_once(agent):
    with pytest.raises(BadAccount, match="taken"):
        agent.add("mori", "viewer", PASSWORD, NOW, "test")


def test_everything_leaves_a_line(agent, engine):
    agent.sign_in("mori", "wrong horse battery", NOW + 1)
    agent.sign_in("mori", PASSWORD, NOW + 2)
    actions = [(line.user, line.act) for line in audit.lines(engine)]
    assert actions == [("mori", "signed_in"), ("mori", "sign_in_failed"), ("test", "user_added")]
