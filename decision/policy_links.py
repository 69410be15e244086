"""What a policy file's parts say of each other: names that must exist, values that must fit, once each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from decision.policy_columns import ENDS
from decision.shape import Problem, like
from decision.source import Place, PolicyFile, Way
from decision.vocabulary import BOOLEANS, BY_NAME, PAST_INSTANTS, Fact

UNITS = ("hours", "days", "business_days", "calendar_days")
WEEK = 7
MAY_HAVE_UNTIL = ("cancel", "wait", "return")
Look = Iterator[tuple[Way, str]]


def broken_links(file: PolicyFile, own: Mapping[str, Fact]) -> Iterator[Problem]:
    """The mistakes between the parts of `file`; parts of a wrong shape are passed over."""
    facts = {**BY_NAME, **own}
    for look in (_head, _facts, _assumed, _windows, _rows, _warnings):
        for way, message in look(file.data, facts):
            place = _place(file, way)
            yield Problem(place.line, place.column, message)


def _place(file: PolicyFile, way: Way) -> Place:
    while way not in file.places:
        way = way[:-1]
    return file.places[way]


def _items(data: Mapping[str, Any], key: str) -> Iterator[tuple[Way, Mapping[str, Any]]]:
    listed = data.get(key)
    for place, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict):
            yield (key, place), item


def _named(name: Any, known: Mapping[str, Any] | tuple[str, ...], what: str) -> str | None:
    """What is wrong with a name that is none of the `known` ones; None where it is one, or no text."""
    if not isinstance(name, str) or name in known:
        return None
    words = _words(known) or "none"
    return f"`{name}` is no {what}: known are {words}{like(name, known)}"


def _words(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _head(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Look:
    own = {name: fact for name, fact in facts.items() if name not in BY_NAME}
    if isinstance(data.get("policy"), str) and data.get("contact", data["policy"]) != data["policy"]:
        yield (
            ("contact",),
            f"`contact` is `{data['contact']}`: allowed is the policy's id, `{data['policy']}`",
        )
    instants = tuple(name for name, fact in own.items() if fact.kind == "instant")
    if wrong := _named(data.get("version_by"), instants, "instant among this file's own facts"):
        yield ("version_by",), wrong
    zone = data.get("time_zone")
    if isinstance(zone, str) and not _is_zone(zone):
        near = like(zone, available_timezones())
        yield ("time_zone",), f"`time_zone` is `{zone}`: allowed is a name such as `Asia/Tokyo`{near}"
    calendar = data.get("calendar")
    closed = calendar.get("closed") if isinstance(calendar, dict) else None
    if isinstance(closed, list) and len({str(day) for day in closed}) == WEEK:
        yield ("calendar", "closed"), "`closed` names all weekdays: one is needed on which the shop works"
    try:
        re.compile(str(data.get("order_number", "")))
    except re.error as error:
        yield ("order_number",), f"`order_number` is no regular expression: {error}"


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, OSError, LookupError):  # no name at all, a folder's, an unknown one
        return False


def _facts(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Look:
    earlier: dict[str, Fact] = {
        name: fact for name, fact in BY_NAME.items() if name not in ("goal", "now", "policy")
    }
    for way, entry in _items(data, "facts"):
        name = str(entry.get("fact"))
        if name in BY_NAME:
            yield (*way, "fact"), f"`{name}` is a standard fact: a fact of your own needs another name"
        elif name in earlier:
            yield (*way, "fact"), f"`{name}` is declared twice"
        yield from (((*way, *step), message) for step, message in _own_fact(data, entry))
        yield from (((*way, "under", *step), message) for step, message in _under(entry, earlier))
        if name in facts:
            earlier[name] = facts[name]


def _own_fact(data: Mapping[str, Any], entry: Mapping[str, Any]) -> Look:
    name, kind, values = entry.get("fact"), entry.get("kind"), entry.get("values")
    if kind == "boolean" and (not isinstance(values, dict) or set(values) != set(BOOLEANS)):
        yield ("values",), f"`{name}` needs `values` with `true` and `false`"
    if kind == "choice" and (
        not isinstance(values, dict) or len(values) < 2 or any(v in BOOLEANS for v in values)
    ):
        yield ("values",), f"`{name}` needs `values` with two or more names"
    if kind in ("instant", "date", "deadline", "count") and values is not None:
        yield ("values",), f"`{name}` has `values`: only a choice and a boolean have"
    missing = [text for text in ("question", "why", "where") if text not in entry]
    if missing and not _always_assumed(data, name):
        yield (), f"`{name}` needs {_words(missing)}: it may be asked"


def _always_assumed(data: Mapping[str, Any], name: Any) -> bool:
    assumed = data.get("assumed")
    rules = assumed.get(str(name)) if isinstance(assumed, dict) else None
    return isinstance(rules, list) and any(isinstance(rule, dict) and "when" not in rule for rule in rules)


def _under(entry: Mapping[str, Any], earlier: Mapping[str, Fact]) -> Look:
    under = entry.get("under")
    if isinstance(under, dict) and len(under) != 1:
        yield (), f"`under` names {_words(under) or 'nothing'}: one fact is allowed"
    for name, wanted in under.items() if isinstance(under, dict) else ():
        known = tuple(one for one, fact in earlier.items() if fact.values)
        if wrong := _named(name, known, "earlier choice or boolean"):
            yield (name,), wrong
        elif name in earlier:
            for value in wanted if isinstance(wanted, list) else [wanted]:
                if wrong := _value(earlier[name], value):
                    yield (name,), wrong


def _value(fact: Fact, value: Any) -> str | None:
    """What is wrong with `value` as one of a fact's values."""
    if fact.kind == "count":
        good = value == 0 and not isinstance(value, bool)
        return None if good else f"`{fact.name}` is `{value}`: allowed is 0, for a count"
    if any(value is one or (isinstance(one, str) and value == one) for one in fact.values):
        return None
    words = [str(one).lower() if isinstance(one, bool) else one for one in fact.values]
    allowed = ", ".join(f"`{word}`" for word in words) or "nothing: an instant or a day is never assumed"
    return f"`{fact.name}` is `{value}`: allowed is one of {allowed}{like(str(value), words)}"


def _assumed(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Look:
    assumed = data.get("assumed")
    for name, rules in assumed.items() if isinstance(assumed, dict) else ():
        for place, rule in enumerate(rules if isinstance(rules, list) else ()):
            if name in facts and isinstance(rule, dict) and (wrong := _value(facts[name], rule.get("value"))):
                yield ("assumed", name, place, "value"), wrong


def _windows(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Look:
    instants = tuple(
        n for n, f in facts.items() if n in PAST_INSTANTS or (n not in BY_NAME and f.kind == "instant")
    )
    for way, window in _items(data, "windows"):
        if wrong := _named(window.get("fact"), instants, "instant that something is counted from"):
            yield (*way, "fact"), wrong
        if sum(unit in window for unit in UNITS) != 1:
            yield way, f"a window needs one of {_words(UNITS)}"


def _rows(data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Look:
    ids: set[str] = set()
    for way, row in _items(data, "rows"):
        name = row.get("id")
        if isinstance(name, str) and name in ids:
            yield (*way, "id"), f"a row called `{name}` stands above"
        ids.add(str(name))
        if "until" in row:
            yield from (((*way, "until"), message) for message in _until(row, facts))


def _until(row: Mapping[str, Any], facts: Mapping[str, Fact]) -> Iterator[str]:
    until, step, when = row["until"], row.get("step"), row.get("when")
    dated = tuple(name for name, fact in facts.items() if fact.kind in ENDS and name != "now")
    if step not in MAY_HAVE_UNTIL:
        yield f"`until` stands beside the step `{step}`: only {_words(MAY_HAVE_UNTIL)} have it"
    if wrong := _named(until, dated, "instant or day"):
        yield wrong
    elif isinstance(until, str):
        ways = when if isinstance(when, list) else [when]
        first = ENDS[facts[until].kind][0]
        if any(isinstance(one, dict) and one.get(until) != first for one in ways):
            yield f"`until` names `{until}`: every condition of the row needs `{until}: {first}` too"


def _warnings(data: Mapping[str, Any], _facts: Mapping[str, Fact]) -> Look:
    rows = tuple(str(row.get("id")) for _, row in _items(data, "rows"))
    for way, warning in _items(data, "warnings"):
        listed = warning.get("rows")
        for place, name in enumerate(listed if isinstance(listed, list) else ()):
            if wrong := _named(name, rows, "row"):
                yield (*way, "rows", place), wrong
