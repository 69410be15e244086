"""Who may use the console: passwords by argon2id (RFC 9106), sessions, roles, a lock after wrong guesses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from orders.database import writing
from web.audit import note
from web.console.tables import sessions, users
from web.records import Language
from web.store import hashed

type Role = Literal["viewer", "agent", "admin"]
ROLES: tuple[Role, ...] = get_args(Role.__value__)
"""From the least to the most that one may do; each may do what those before it may."""
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
MOST_FAILURES = 5
LOCKED_MS = 15 * 60 * 1000
IDLE_MS = 60 * 60 * 1000
"""After so long without a call a session has ended."""
LONGEST_MS = 12 * 60 * 60 * 1000
HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_urlsafe(16))
"""What the password for a name that nobody has is compared with: it must take as long."""


class BadAccount(ValueError):
    """A user that cannot be made or changed so; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may use the console."""

    name: str
    role: Role
    language: Language
    disabled: bool = False

    def may(self, role: Role) -> bool:
        """Whether they may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in; `form_token` proves that a form was sent from our own page."""

    user: User
    form_token: str


class Accounts:
    """Users and sessions of one database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, name: str, role: Role, password: str, at: int, by: str) -> None:
        """Add a user. Raises `BadAccount`."""
        _check(name, password)
        values = {"role": role, "password_hash": HASHER.hash(password), "language": "ja", "disabled": False}
        try:
            with writing(self.engine) as connection:
                connection.execute(
                    insert(users).values(name=name, failures=0, locked_until=0, created_at=at, **values)
                )
                note(connection, at, by, "user_added", f"{name}: {role}")
        except IntegrityError as error:
            raise BadAccount(f"the name `{name}` is taken") from error

    def change(
        self, name: str, at: int, by: str, *, role: Role | None = None, disabled: bool = False
    ) -> None:
        """Give a user another role, or none at all; their sessions end. Raises `BadAccount`."""
        values = {"disabled": disabled} | ({"role": role} if role else {})
        with writing(self.engine) as connection:
            if connection.execute(update(users).where(users.c.name == name).values(**values)).rowcount == 0:
                raise BadAccount(f"nobody is called `{name}`")
            if not _admins(connection):
                raise BadAccount("one admin is needed")
            connection.execute(delete(sessions).where(sessions.c.user == name))
            note(connection, at, by, "user_changed", f"{name}: {'disabled' if disabled else role}")

    def set_language(self, name: str, language: Language) -> None:
        """The language that the console speaks with this user."""
        with writing(self.engine) as connection:
            connection.execute(update(users).where(users.c.name == name).values(language=language))

    def all(self) -> tuple[User, ...]:
        """Every user, by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(users).order_by(users.c.name)).mappings()
            return tuple(_user(row) for row in rows)

    def sign_in(self, name: str, password: str, at: int) -> str | None:
        """A session's token for the right password, else None: also while one is locked out."""
        with self.engine.connect() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).mappings().first()
        right = _matches(row["password_hash"] if row else NOBODY, password[:LONGEST_PASSWORD])
        if row is None:
            return None
        with writing(self.engine) as connection:
            if row["disabled"] or row["locked_until"] > at:
                note(connection, at, name, "sign_in_refused", None)
                return None
            if not right:
                _failed(connection, row, at)
                return None
            own = users.c.name == name
            connection.execute(update(users).where(own).values(failures=0))
            token = secrets.token_urlsafe(32)
            made = {"form_token": secrets.token_urlsafe(32), "created_at": at, "used_at": at}
            connection.execute(insert(sessions).values(token_hash=hashed(token), user=name, **made))
            note(connection, at, name, "signed_in", None)
        return token

    def session(self, token: str, at: int) -> Session | None:
        """The session of that token, which has been used by this; None once it has ended."""
        own = sessions.c.token_hash == hashed(token)
        joined = (
            select(users, sessions.c.form_token, sessions.c.used_at)
            .join(sessions)
            .where(own, sessions.c.used_at > at - IDLE_MS, sessions.c.created_at > at - LONGEST_MS)
        )
        with self.engine.connect() as connection:
            row = connection.execute(joined).mappings().first()
        if row is None or row["disabled"]:
            return None
        if row["used_at"] < at - IDLE_MS // 60:  # not at every call: a write each would be much for a clock
            with writing(self.engine) as connection:
                connection.execute(update(sessions).where(own).values(used_at=at))
        return Session(_user(row), row["form_token"])

    def sign_out(self, token: str) -> None:
        """End that session."""
        with writing(self.engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == hashed(token)))


def _check(name: str, password: str) -> None:
    if not 1 <= len(name) <= 80 or not name.isprintable() or name != name.strip():
        raise BadAccount("a name of 1 to 80 printable characters is allowed")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadAccount(f"a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters is allowed")


def _matches(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _failed(connection: Connection, row: RowMapping, at: int) -> None:
    failures = row["failures"] + 1
    locks = failures >= MOST_FAILURES
    values = {"failures": 0 if locks else failures, "locked_until": at + LOCKED_MS if locks else 0}
    connection.execute(update(users).where(users.c.name == row["name"]).values(**values))
    note(connection, at, row["name"], "sign_in_locked" if locks else "sign_in_failed", None)


def _admins(connection: Connection) -> bool:
    query = select(users.c.name).where(users.c.role == "admin", users.c.disabled.is_(False)).limit(1)
    return connection.execute(query).first() is not None


def _user(row: RowMapping) -> User:
    return User(row["name"], row["role"], row["language"], row["disabled"])
