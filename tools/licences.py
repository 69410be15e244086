"""Which licence a component of an SBOM has, and whether tools/licences.yml allows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

RULES = Path(__file__).with_name("licences.yml")
Component = Mapping[str, Any]
"""As CycloneDX has it in JSON: `name`, `version`, `licenses`."""


@dataclass(frozen=True)
class Part:
    """A package in one version; `licence` is an SPDX expression, None where nobody knows it."""

    name: str
    version: str
    licence: str | None


@dataclass(frozen=True)
class Rules:
    """What tools/licences.yml says: `read` by name and version, `exceptions` and their reasons by name."""

    allowed: frozenset[str]
    exceptions: Mapping[str, str]
    reasons: Mapping[str, str]
    named: Mapping[str, str]
    read: Mapping[str, str]


def rules_of(path: Path = RULES) -> Rules:
    """The rules in that file."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    exceptions = said["exceptions"]
    return Rules(
        allowed=frozenset(said["allowed"]),
        exceptions={name: one["licence"] for name, one in exceptions.items()},
        reasons={name: one["why"] for name, one in exceptions.items()},
        named=said["named"],
        read=said["read"],
    )


def part_of(component: Component, rules: Rules) -> Part:
    """The component with its licence: as read by hand, else as an SPDX name, else as its list means."""
    name, version = canonicalize_name(component["name"]), component["version"]
    return Part(name, version, rules.read.get(f"{name} {version}") or _declared(component, rules))


def _declared(component: Component, rules: Rules) -> str | None:
    said = [one.get("expression") or one["license"] for one in component.get("licenses") or ()]
    spdx = [one if isinstance(one, str) else one["id"] for one in said if isinstance(one, str) or "id" in one]
    named = [one["name"] for one in said if not isinstance(one, str) and "name" in one]
    if not spdx and not all(name in rules.named for name in named):
        return None
    found = sorted(set(spdx or [rules.named[name] for name in named]))
    try:
        joined = " AND ".join(f"({one})" if len(found) > 1 and " " in one else one for one in found)
        return canonicalize_license_expression(joined) if joined else None
    except InvalidLicenseExpression:
        return None


def complaints(parts: Iterable[Part], rules: Rules) -> Iterator[str]:
    """A line for each part whose licence is unknown or not allowed, and for each rule that nothing needs."""
    parts = tuple(parts)
    for part in parts:
        borne = rules.exceptions.get(part.name)
        if part.licence is None:
            yield f"`{part.name}` {part.version}: no known licence; read its file and add it to `read`"
        elif not allows(part.licence, {*rules.allowed, *([borne] if borne else [])}):
            what = f"`{part.name}` {part.version}: the licence `{part.licence}` is not allowed"
            yield f"{what}; allowed are {', '.join(sorted(rules.allowed))}"
    there = {part.name for part in parts}
    versions = {f"{part.name} {part.version}" for part in parts}
    yield from (
        f"exception `{name}`: there is no such package" for name in rules.exceptions if name not in there
    )
    yield from (f"read `{one}`: there is no such package" for one in rules.read if one not in versions)


def allows(expression: str, allowed: Collection[str]) -> bool:
    """Whether an SPDX expression can be met with these licences alone; AND binds closer than OR."""
    rest = re.findall(r"[()]|[^\s()]+", expression)

    def any_of() -> bool:
        met = all_of()
        while rest and rest[0] == "OR":
            rest.pop(0)
            met = all_of() or met
        return met

    def all_of() -> bool:
        met = one()
        while rest and rest[0] == "AND":
            rest.pop(0)
            met = one() and met
        return met

    def one() -> bool:
        word = rest.pop(0)
        if word == "(":
            met = any_of()
            rest.pop(0)
            return met
        if rest and rest[0] == "WITH":
            word = f"{word} WITH {rest[1]}"
            del rest[:2]
        return word in allowed

    return any_of()
