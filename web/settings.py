"""The settings: `TORIKESHI_…` in the environment, checked once at start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse as parse_limit
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from decision.instants import parse_instant
from web.handover.hours import Hours, read_hours

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TORIKESHI_"
SECRETS = ("identity_keys", "api_key")
SHORTEST_IDENTITY_SECRET = 32
"""Bytes of a signing secret in production: HS256 asks for as many as its hash has (RFC 7518, 3.2)."""
SHORTEST_API_KEY = 16
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingsError(ValueError):
    """Settings that cannot be used; the message names each and says what is allowed, no secret is shown."""


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


def _rate(value: str) -> str:
    try:
        parse_limit(value)
    except ValueError as error:
        raise ValueError("a rate such as 600/minute is allowed") from error
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


Rate = Annotated[str, AfterValidator(_rate)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Settings(BaseSettings):
    """Everything that can be set; the supervisor sets `turn_key`, `shops`, `bot_url` and `actions_url`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        enable_decoding=False,
        frozen=True,
        hide_input_in_errors=True,
    )

    env: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    var: Path = ROOT / "var"
    database_url: Annotated[str, AfterValidator(_url)] = Field("", repr=False)
    identity_keys: Annotated[dict[str, str], BeforeValidator(_keys)] = Field(default_factory=dict, repr=False)
    api_key: str = Field("", repr=False)
    policies: Annotated[Path, AfterValidator(_folder)] | None = None
    now: Annotated[datetime | None, BeforeValidator(_instant)] = None
    turn_key: str = Field("", repr=False)
    shops: Path | None = None
    """A file with the words of further shops, as the supervisor writes it."""
    bot_url: str = ""
    actions_url: str = ""
    turn_seconds: Annotated[float, Field(gt=0, le=10)] = 9.5
    """How long a customer waits for the bot before the gateway answers itself."""
    wait_seconds: Annotated[float, Field(gt=0, le=10)] = 10.0
    """How long a message waits for the one before it."""
    conversation_days: Annotated[int, Field(ge=1, le=3650)] = 30
    limit_conversations: Rate = "600/minute"
    """New conversations from one address."""
    limit_messages: Rate = "600/minute"
    """Messages of one conversation."""
    limit_requests: Rate = "12000/minute"
    """Calls of any kind from one address."""
    handover: Literal["on", "off"] | None = None
    """Whether conversations are handed over to a person. Left open: on, in production with a webhook."""
    office_hours: Annotated[str, AfterValidator(_hours)] = ""
    """When a person is there, on Japanese business days; empty: always."""
    webhook_url: str = ""
    """Where the shop's own systems are told of hand-overs, signed with `webhook_key`."""
    webhook_key: str = Field("", repr=False)
    filing: Literal["off", "orders", "http"] | None = None
    """Whether cancellations are filed for customers: noted in our order database, which the shop works on, or
    sent to `filing_url`, signed with `filing_key`. Left open: `orders`, in production `off`."""
    filing_url: str = ""
    filing_key: str = Field("", repr=False)
    allowed_hosts: Words = ()
    """Host names that are answered; empty: those of this machine while it serves only itself, else any."""
    allowed_origins: Words = ()
    """Other origins whose pages may call."""

    @property
    def production(self) -> bool:
        """Whether real customers are served."""
        return self.env == "production"

    @property
    def hands_over(self) -> bool:
        """Whether the bot offers a person in the same conversation."""
        return (
            self.handover != "off" if not self.production else self.handover == "on" or bool(self.webhook_url)
        )

    @property
    def hours(self) -> Hours | None:
        """When a person is there; None: always."""
        return read_hours(self.office_hours)

    @property
    def desk(self) -> str:
        """Where cancellations are filed: `off`, `orders` or `http`."""
        return self.filing or ("off" if self.production else "orders")

    def hosts(self) -> tuple[str, ...]:
        """The host names that are answered; empty for any."""
        if self.allowed_hosts:
            return self.allowed_hosts
        return LOOPBACK if self.host in LOOPBACK and not self.production else ()


def read_settings(**values: object) -> Settings:
    """The settings of the environment, with `values` over them. Raises `SettingsError`."""
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # checked by pydantic right here
    except ValidationError as error:
        raise SettingsError("\n".join(_line(dict(found)) for found in error.errors())) from None
    if not settings.database_url:
        default = f"sqlite:///{settings.var.resolve() / 'torikeshi.db'}"
        settings = settings.model_copy(update={"database_url": default})
    if settings.production:
        _check_secrets(settings)
    if settings.filing == "http":
        _check_receiver(settings, "filing")
    if settings.webhook_url:
        _check_receiver(settings, "webhook")
    return settings


def _line(error: Mapping[str, object]) -> str:
    place = error["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else ""
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"`{PREFIX}{name.upper()}` cannot be used: {said[0].lower()}{said[1:]}"


def _check_receiver(settings: Settings, name: str) -> None:
    """What is sent outside goes to an https URL and is signed; in development plain http will do."""
    url, key = urlsplit(getattr(settings, f"{name}_url")), getattr(settings, f"{name}_key")
    plain = url.scheme == "http" and (not settings.production or url.hostname in LOOPBACK)
    if not url.hostname or (url.scheme != "https" and not plain):
        raise SettingsError(f"`{PREFIX}{name.upper()}_URL` cannot be used: an https URL is allowed")
    if len(key.encode()) < SHORTEST_IDENTITY_SECRET:
        raise SettingsError(f"`{PREFIX}{name.upper()}_KEY` needs {SHORTEST_IDENTITY_SECRET} bytes or more")


def _check_secrets(settings: Settings) -> None:
    missing = [f"`{PREFIX}{name.upper()}` is missing" for name in SECRETS if not getattr(settings, name)]
    short = [
        f"`{PREFIX}IDENTITY_KEYS`: the secret of `{kid}` needs {SHORTEST_IDENTITY_SECRET} bytes or more"
        for kid, secret in settings.identity_keys.items()
        if len(secret.encode()) < SHORTEST_IDENTITY_SECRET
    ]
    if settings.api_key and len(settings.api_key.encode()) < SHORTEST_API_KEY:
        short.append(f"`{PREFIX}API_KEY` needs {SHORTEST_API_KEY} bytes or more")
    if missing or short:
        raise SettingsError("\n".join(["production needs secrets of its own", *missing, *short]))
