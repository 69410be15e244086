"""The settings: `TORIKESHI_…` in the environment, checked once at start."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from web.handover.hours import Hours, read_hours
from web.setting_types import (
    Addresses,
    DatabaseUrl,
    Folder,
    Instant,
    Keys,
    LimitsUrl,
    MailServer,
    OfficeHours,
    Rate,
    Sender,
    Words,
)

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TORIKESHI_"
SECRETS = ("identity_keys", "api_key")
SHORTEST_IDENTITY_SECRET = 32
"""Bytes of a signing secret in production: HS256 asks for as many as its hash has (RFC 7518, 3.2)."""
SHORTEST_API_KEY = 16
DEVELOPMENT_KEYS = "development-keys.json"
"""In `var/`: keys made up for trying things out."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingsError(ValueError):
    """Settings that cannot be used; the message names each and says what is allowed, no secret is shown."""


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
    database_url: DatabaseUrl = Field("", repr=False)
    identity_keys: Keys = Field(default_factory=dict, repr=False)
    api_key: str = Field("", repr=False)
    policies: Folder | None = None
    now: Instant = None
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
    limit_customers: Rate = "1200/minute"
    """Messages of one customer, in all their conversations together."""
    limit_requests: Rate = "12000/minute"
    """Calls of any kind from one address."""
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 90
    """How long a conversation is kept after the last word in it."""
    tracker_url: DatabaseUrl = Field("", repr=False)
    """Where the bot remembers conversations, to remove them there too."""
    limits_url: LimitsUrl = Field("", repr=False)
    """Where the limits are counted: a Redis for several gateways; by default this process's memory."""
    limit_codes_of_order: Rate = "5/hour"
    """Codes by mail for one order."""
    limit_codes_of_address: Rate = "20/hour"
    """Codes by mail asked for from one address of the network."""
    smtp_url: MailServer = Field("", repr=False)
    """The mail server; without one production sends none, and development keeps mails in `var/mail`."""
    mail_from: Sender = ""
    data_key: str = Field("", repr=False)
    """What codes and the audit's hashes are made with; without one, made from the API key."""
    handover: Literal["on", "off"] | None = None
    """Whether conversations are handed over to a person. Left open: on, in production with a webhook."""
    office_hours: OfficeHours = ""
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
    """Host names that are answered; empty: those of this machine while it serves only itself, else any.
    Production needs them."""
    trusted_proxies: Addresses = ()
    """Proxies in front of us (addresses or networks) that are believed in whose name they call."""
    allowed_origins: Words = ()
    """Other origins whose pages may embed the chat and call."""

    @property
    def production(self) -> bool:
        """Whether real customers are served."""
        return self.env == "production"

    @property
    def mails(self) -> bool:
        """Whether mail can be sent, if only into a folder."""
        return bool(self.smtp_url) or not self.production

    def key_for(self, purpose: str) -> bytes:
        """A key for that purpose alone."""
        return hmac.digest((self.data_key or self.api_key).encode(), purpose.encode(), hashlib.sha256)

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
        return LOOPBACK if self.host in LOOPBACK else ()


def read_settings(**values: object) -> Settings:
    """The settings of the environment, with `values` over them. Raises `SettingsError`."""
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # checked by pydantic right here
    except ValidationError as error:
        raise SettingsError("\n".join(_line(dict(found)) for found in error.errors())) from None
    if not settings.database_url:
        settings = settings.model_copy(update={"database_url": _file(settings, "torikeshi.db")})
    if not settings.tracker_url:
        settings = settings.model_copy(update={"tracker_url": _file(settings, "tracker.db")})
    if settings.smtp_url and not settings.mail_from:
        raise SettingsError(f"`{PREFIX}MAIL_FROM` is missing: mails by `{PREFIX}SMTP_URL` need a sender")
    if settings.production:
        _check_secrets(settings)
        _check_production(settings)
        _check_hosts(settings)
    if settings.filing == "http":
        _check_receiver(settings, "filing")
    if settings.webhook_url:
        _check_receiver(settings, "webhook")
    return settings


def _file(settings: Settings, name: str) -> str:
    return f"sqlite:///{settings.var.resolve() / name}"


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


def _check_production(settings: Settings) -> None:
    """What is for trying things out is not for real customers."""
    wrong = []
    if settings.now is not None:
        wrong.append(f"`{PREFIX}NOW` fixes the clock: leave it out")
    for name in SECRETS:
        if getattr(settings, name) and _made_up(settings, name):
            wrong.append(f"`{PREFIX}{name.upper()}` is the one made up for development: set one of your own")
    if wrong:
        raise SettingsError("\n".join(["production cannot be tried out with", *wrong]))


def _check_hosts(settings: Settings) -> None:
    """Who serves customers knows by what name: nobody is to be led here by another."""
    if not settings.allowed_hosts:
        message = "production needs the host names that it is reached by, such as chat.shop.example"
        raise SettingsError(f"`{PREFIX}ALLOWED_HOSTS` is missing: {message}")


def _made_up(settings: Settings, name: str) -> bool:
    """Whether that secret is, or has in it, one that was made up in this `var/`."""
    try:
        known = set(json.loads((settings.var / DEVELOPMENT_KEYS).read_text()).values())
    except (OSError, ValueError, AttributeError):
        return False
    value = getattr(settings, name)
    return bool(known & set(value.values() if isinstance(value, dict) else [value]))


def _check_secrets(settings: Settings) -> None:
    missing = [f"`{PREFIX}{name.upper()}` is missing" for name in SECRETS if not getattr(settings, name)]
    short = [
        f"`{PREFIX}IDENTITY_KEYS`: the secret of `{kid}` needs {SHORTEST_IDENTITY_SECRET} bytes or more"
        for kid, secret in settings.identity_keys.items()
        if len(secret.encode()) < SHORTEST_IDENTITY_SECRET
    ]
    if settings.api_key and len(settings.api_key.encode()) < SHORTEST_API_KEY:
        short.append(f"`{PREFIX}API_KEY` needs {SHORTEST_API_KEY} bytes or more")
    if settings.data_key and len(settings.data_key.encode()) < SHORTEST_IDENTITY_SECRET:
        short.append(f"`{PREFIX}DATA_KEY` needs {SHORTEST_IDENTITY_SECRET} bytes or more")
    if missing or short:
        raise SettingsError("\n".join(["production needs secrets of its own", *missing, *short]))
