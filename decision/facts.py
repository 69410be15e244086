"""Facts from outside: every value checked against what the field allows, all errors at once."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from decision.contradictions import contradictions
from decision.errors import FactsError, FieldError
from decision.instants import FIRST_YEAR, LAST_YEAR, parse_date, parse_instant
from decision.policies import Policies
from decision.vocabulary import FACTS, Fact

REQUIRED = ("goal", "now")
SHOWN = 80  # characters of a bad value that a message repeats

Value = str | bool | int | datetime | date
Facts = dict[str, Value]

_YEARS = f"years {FIRST_YEAR}-{LAST_YEAR}"
_INSTANT = f"an instant as `2026-04-01T10:00:00+09:00` or with `Z` ({_YEARS})"
_DATE = f"a day as `2026-04-30` ({_YEARS})"


def read_facts(policies: Policies, facts: Mapping[str, object]) -> Facts:
    """Typed facts from JSON values; raises `FactsError` naming every bad field.

    Contradictions are looked for only among good values.
    """
    read: Facts = {}
    errors: list[FieldError] = []
    for fact in FACTS:
        if fact.name in facts:
            choices = policies.ids if fact.name == "policy" else fact.values
            _read_one(fact, facts[fact.name], choices, read, errors)
        elif fact.name in REQUIRED:
            errors.append(FieldError(fact.name, f"`{fact.name}` is missing: it is always needed"))
    own = policies.own_facts(facts.get("policy"), read)
    for fact in own:
        if fact.name in facts:
            _read_one(fact, facts[fact.name], fact.values, read, errors)
    known = {fact.name for fact in (*FACTS, *own)}
    errors += [_unknown(key, (*FACTS, *own)) for key in sorted(map(str, facts.keys() - known))]
    errors = errors or contradictions(read, own)
    if errors:
        raise FactsError(tuple(errors))
    return read


def _read_one(
    fact: Fact, value: object, choices: tuple[str | bool, ...], read: Facts, errors: list[FieldError]
) -> None:
    good, allowed = _READERS[fact.kind](value, choices)
    if good is None:
        errors.append(FieldError(fact.name, f"`{fact.name}` is {shown(value)}: allowed is {allowed}"))
    else:
        read[fact.name] = good


def shown(value: object) -> str:
    """`value` as a short piece of JSON for a message."""
    try:
        text = json.dumps(value, default=str, ensure_ascii=False)
    except (ValueError, RecursionError):  # too many digits, nested too deep
        text = type(value).__name__
    return f"`{_sayable(text if len(text) <= SHOWN else text[:SHOWN] + '…')}`"


def _sayable(text: str) -> str:
    """`text` with lone surrogates escaped, so that it can be written anywhere."""
    return text.encode(errors="backslashreplace").decode()


def _unknown(key: object, facts: Iterable[Fact]) -> FieldError:
    known = ", ".join(f"`{fact.name}`" for fact in facts)
    name = _sayable(str(key))
    return FieldError(name, f"{shown(name)} is no known fact: known are {known}")


Reader = Callable[[Any, tuple[Any, ...]], tuple[Value | None, str]]


def _choice(value: Any, choices: tuple[str, ...]) -> tuple[Value | None, str]:
    good = value if isinstance(value, str) and value in choices else None
    return good, "one of " + ", ".join(f"`{choice}`" for choice in choices)


def _boolean(value: Any, _: tuple[Any, ...]) -> tuple[Value | None, str]:
    return (value if isinstance(value, bool) else None), "`true` or `false`"


def _instant(value: Any, _: tuple[Any, ...]) -> tuple[Value | None, str]:
    return (parse_instant(value) if isinstance(value, str) else None), _INSTANT


def _date(value: Any, _: tuple[Any, ...]) -> tuple[Value | None, str]:
    return (parse_date(value) if isinstance(value, str) else None), _DATE


def _deadline(value: Any, _: tuple[Any, ...]) -> tuple[Value | None, str]:
    good = (parse_instant(value) or parse_date(value)) if isinstance(value, str) else None
    return good, f"{_INSTANT}, or {_DATE}, meaning its end at the shop"


def _count(value: Any, _: tuple[Any, ...]) -> tuple[Value | None, str]:
    good = value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
    return good, "an integer from 0"


_READERS: dict[str, Reader] = {
    "choice": _choice,
    "boolean": _boolean,
    "instant": _instant,
    "date": _date,
    "deadline": _deadline,
    "count": _count,
}
