"""The types of settings: what is read from the environment's text, and what is refused with which words."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from limits import parse as parse_limit
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from decision.instants import parse_instant
from web.handover.hours import read_hours
from web.mail import address_of, server_of


def _instant(value: object) -> object:
    if isinstance(value, datetime) or value is None:
        return value
    instant = parse_instant(str(value))
    if instant is None:
        raise ValueError("an instant such as 2026-04-01T10:00:00+09:00 is allowed")
    return instant


def _keys(value: object) -> object:
    """`kid:secret,kid:secret` as a mapping, in the order written."""
    if not isinstance(value, str):
        return value
    pairs = [pair.strip().partition(":") for pair in value.split(",") if pair.strip()]
    if not pairs or not all(kid and secret for kid, _, secret in pairs):
        raise ValueError("kid:secret,kid:secret is allowed")
    if len({kid for kid, _, _ in pairs}) < len(pairs):
        raise ValueError("each kid stands once")
    return {kid: secret for kid, _, secret in pairs}


def _words(value: object) -> object:
    return (
        tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value
    )


def _addresses(value: tuple[str, ...]) -> tuple[str, ...]:
    for address in value:
        try:
            ip_network(address)
        except ValueError as error:
            raise ValueError("addresses or networks such as 10.0.0.0/8,fd00::1 are allowed") from error
    return value


def _rate(value: str) -> str:
    try:
        parse_limit(value)
    except ValueError as error:
        raise ValueError("a rate such as 600/minute is allowed") from error
    return value


def _smtp(value: str) -> str:
    if value:
        server_of(value)
    return value


def _sender(value: str) -> str:
    return address_of(value) if value else value


def _limits(value: str) -> str:
    if value and urlsplit(value).scheme not in ("redis", "rediss", "redis+unix"):
        raise ValueError("redis://host:6379/0, rediss:// or redis+unix:///path is allowed")
    return value


def _folder(value: Path) -> Path:
    if not value.is_dir():
        raise ValueError("an existing folder is allowed")
    return value.resolve()


def _url(value: str) -> str:
    """`value` with a SQLite file's path made absolute, for the parts that run in other folders."""
    if not value:
        return value
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError("an SQLAlchemy URL such as sqlite:///var/torikeshi.db is allowed") from error
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return value
    return url.set(database=str(Path(name).resolve())).render_as_string(hide_password=False)


def _hours(value: str) -> str:
    read_hours(value)
    return value


Instant = Annotated[datetime | None, BeforeValidator(_instant)]
Keys = Annotated[dict[str, str], BeforeValidator(_keys)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Addresses = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_addresses)]
Rate = Annotated[str, AfterValidator(_rate)]
MailServer = Annotated[str, AfterValidator(_smtp)]
Sender = Annotated[str, AfterValidator(_sender)]
Folder = Annotated[Path, AfterValidator(_folder)]
LimitsUrl = Annotated[str, AfterValidator(_limits)]
DatabaseUrl = Annotated[str, AfterValidator(_url)]
OfficeHours = Annotated[str, AfterValidator(_hours)]
