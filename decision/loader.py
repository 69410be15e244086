"""Policies from their YAML files: the one place of this package that touches a disk."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from decision.build import build_policy
from decision.errors import PolicyError
from decision.holidays_table import HOLIDAYS
from decision.table import Policy

FOLDER = Path(__file__).resolve().parent.parent / "policies"
FIRST = ("amiami", "amazon")  # the order in which an answer names policies; others follow by name
DECIDING = ("policy", "contact", "valid_from", "assumed", "windows", "rows", "refunds", "warnings")


@dataclass(frozen=True, eq=False)
class Policies:
    """The policies that are loaded, in the order in which answers name them."""

    all: tuple[Policy, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids: the values that the fact `policy` may have."""
        return tuple(policy.id for policy in self.all)

    def get(self, name: str) -> Policy:
        """The policy called `name`; KeyError if none is."""
        return next(policy for policy in self.all if policy.id == name)


def load_policies(extra: Path | None = None, folder: Path = FOLDER) -> Policies:
    """All policies of `folder`, and of `extra`, which adds and never replaces; raises `PolicyError`."""
    files = sorted(folder.glob("*.yml")) + (sorted(extra.glob("*.yml")) if extra else [])
    sources = [_read(path) for path in files]
    sources.sort(key=_place)
    names = [source["policy"] for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PolicyError(f"`policy` is defined twice: {', '.join(twice)}")
    places: dict[str, int] = {}
    return Policies(tuple(build_policy(source, _version(source), places) for source in sources))


def _place(source: dict[str, Any]) -> tuple[int, str]:
    name = source["policy"]
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        source = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PolicyError(f"{path}: {error}") from error
    missing = [key for key in ("policy", "rows") if not isinstance(source, dict) or key not in source]
    if missing:
        raise PolicyError(f"{path}: `{missing[0]}` is missing")
    return dict(source)


def _version(source: dict[str, Any]) -> str:
    """Date and content hash of all that decides; wording does not count."""
    deciding = {key: source.get(key) for key in DECIDING}
    text = json.dumps([deciding, HOLIDAYS], sort_keys=True, default=str, ensure_ascii=False)
    valid_from = source.get("valid_from")
    day = valid_from.isoformat() if isinstance(valid_from, date) else str(valid_from)
    return f"{day}+{hashlib.sha256(text.encode()).hexdigest()[:12]}"
