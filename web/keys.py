"""Keys for trying things out: made up once in `var/`, so that every command of the same clone agrees."""

from __future__ import annotations

import json
import os
import secrets
import time
from pathlib import Path

from web.settings import DEVELOPMENT_KEYS, SECRETS, Settings, SettingsError

FILE = DEVELOPMENT_KEYS
_PATIENCE = 2.0  # seconds another process may need to write the file


def with_keys(settings: Settings) -> Settings:
    """`settings` with every secret filled in; those not set come from the development keys.

    In production nothing is filled in: `read_settings` has refused to go on without them. Raises
    `SettingsError` if the keys' file cannot be made or read.
    """
    missing = [name for name in SECRETS if not getattr(settings, name)]
    if not missing:
        return settings
    try:
        keys = _stored(settings.var / FILE)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"the keys in `{settings.var / FILE}` cannot be made or read: {error}") from error
    values = {"identity_keys": {"development": keys["identity"]}, "api_key": keys["api"]}
    return settings.model_copy(update={name: values[name] for name in missing})


def _stored(path: Path) -> dict[str, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"identity": secrets.token_urlsafe(48), "api": secrets.token_urlsafe(32)}, file)
    return _read(path)


def _read(path: Path) -> dict[str, str]:
    """The file's keys; waits for a process that is just writing it."""
    deadline = time.monotonic() + _PATIENCE
    while not (text := path.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    keys = json.loads(text)
    return {name: str(keys[name]) for name in ("identity", "api")}
