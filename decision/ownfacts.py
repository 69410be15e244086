"""What a policy declares beside its table: facts of its own, its time zone and its business days."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from typing import Any

from decision.calendar import JAPANESE, Calendar
from decision.errors import PolicyError
from decision.instants import JAPAN
from decision.vocabulary import BOOLEANS, BY_NAME, KINDS, Fact

HOME = "Asia/Tokyo"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def own_facts(listed: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """The facts that a policy file lists under `facts`; raises `PolicyError`."""
    facts: list[Fact] = []
    for entry in listed:
        facts.append(_fact(entry, {**BY_NAME, **{fact.name: fact for fact in facts}}))
    return tuple(facts)


def _fact(entry: Mapping[str, Any], before: Mapping[str, Fact]) -> Fact:
    name, kind = entry["fact"], entry["kind"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PolicyError(f"`fact` is `{name}`: small letters, digits and `_` are allowed")
    if name in before:
        what = "a standard fact" if name in BY_NAME else "defined twice"
        raise PolicyError(f"`fact` is `{name}`: that is {what}")
    if kind not in KINDS:
        raise PolicyError(f"`kind` of `{name}` is `{kind}`: allowed is one of {', '.join(KINDS)}")
    gates = tuple(_gates(entry.get("under", {}), before))
    return Fact(name, kind, _values(entry, name, kind), gates, tuple(_later(entry.get("values", {}))))


def _later(values: Mapping[str | bool, Mapping[str, Any]]) -> Iterator[str | bool]:
    """The values with words for what happens if they come about."""
    return (value for value, told in values.items() if "later" in told)


def _values(entry: Mapping[str, Any], name: str, kind: str) -> tuple[str | bool, ...]:
    if kind == "boolean":
        return BOOLEANS
    values = tuple(entry.get("values", ()))
    if kind != "choice":
        return ()
    if len(values) < 2 or not all(isinstance(value, str) for value in values):
        raise PolicyError(f"`values` of `{name}`: a choice has two values or more, each a word")
    return values


def _gates(under: Mapping[str, Any], before: Mapping[str, Fact]) -> Iterator[tuple[str, str | bool]]:
    if len(under) > 1:
        raise PolicyError(f"`under` names {', '.join(under)}: one fact is allowed")
    for gate, wanted in under.items():
        allowed = before[gate].values if gate in before and gate != "goal" else ()
        values = wanted if isinstance(wanted, list) else [wanted]
        if not allowed:
            raise PolicyError(f"`under` is `{gate}`: an earlier fact with listed values is allowed")
        for value in values:
            if value not in allowed:
                raise PolicyError(f"`{gate}` is `{value}`: allowed is one of {', '.join(map(str, allowed))}")
            yield gate, value


def calendar_of(source: Mapping[str, Any]) -> Calendar:
    """The calendar that a policy file describes by `time_zone` and `calendar`; raises `PolicyError`."""
    zone = source.get("time_zone", HOME)
    kind = source.get("calendar", "japan")
    if kind == "japan":
        return JAPANESE if zone == HOME else Calendar(_zone(zone))
    closed = frozenset(WEEKDAYS.index(_weekday(day)) for day in kind.get("closed", ()))
    if len(closed) == len(WEEKDAYS):
        raise PolicyError("`closed` names all weekdays: one is needed on which the shop works")
    holidays = _by_year(kind.get("holidays", ()))
    return Calendar(
        JAPAN if zone == HOME else _zone(zone), closed, lambda year: holidays.get(year, frozenset())
    )


def _weekday(day: Any) -> str:
    if day not in WEEKDAYS:
        raise PolicyError(f"`closed` is `{day}`: allowed is one of {', '.join(WEEKDAYS)}")
    return str(day)


def _zone(name: Any) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only other zones than Japan's need it

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError, TypeError) as error:
        raise PolicyError(f"`time_zone` is `{name}`: a name such as `{HOME}` is allowed") from error


def _by_year(days: Iterable[Any]) -> dict[int, frozenset[date]]:
    wrong = [day for day in days if not isinstance(day, date)]
    if wrong:
        raise PolicyError(f"`holidays` is `{wrong[0]}`: days as `2026-12-31` are allowed")
    known = set(days)
    return {year: frozenset(day for day in known if day.year == year) for year in {day.year for day in known}}
