"""From typed facts to a profile: dates become before or after, instants the windows that are still open."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from decision.instants import DAY, EARLIEST, LAST_YEAR, MICROSECOND, end_of, japanese_day, start_of
from decision.table import Policy, Profile, Window
from decision.vocabulary import FACTS, ORDER, PAST_INSTANTS

Flags = tuple[bool, ...]
LONGEST_BREAK = 30  # days; no run of holidays is longer


def deadline_of(value: datetime | date) -> datetime:
    """The instant from which a payment deadline is over; a day means its end in Japan."""
    return value if isinstance(value, datetime) else end_of(value)


def profile_of(
    facts: Mapping[str, Any], windows: Mapping[str, tuple[Window, ...]], counts: tuple[int, ...]
) -> Profile:
    """The profile of typed `facts`. `counts` are the numbers of cancellations that make a difference."""
    values = {name: value for name, value in facts.items() if name != "now"}
    now = facts["now"]
    if "release_date" in facts:
        values["release_date"] = "before" if japanese_day(now) < facts["release_date"] else "reached"
    if "payment_deadline" in facts:
        values["payment_deadline"] = "before" if now < deadline_of(facts["payment_deadline"]) else "passed"
    for fact in PAST_INSTANTS:
        if fact in facts:
            values[fact] = _flags(facts[fact], now, windows.get(fact, ()))
    if "recent_cancellations" in facts:
        values["recent_cancellations"] = max(n for n in counts if n <= facts["recent_cancellations"])
    return tuple(values.get(fact.name) for fact in FACTS)


def _flags(start: datetime, now: datetime, windows: tuple[Window, ...]) -> Flags:
    return tuple(now < window.end(start) for window in windows)


def _hours(window: Window) -> timedelta:
    return timedelta(hours=window.hours)


def choices_at(now: datetime, windows: Mapping[str, tuple[Window, ...]]) -> dict[str, tuple[Any, ...]]:
    """For each dated fact, the profile values that an unknown date can still have at `now`, earliest last."""
    day = japanese_day(now)
    into_day = now - start_of(day)
    # Between two such edges of the day no window opens or closes, so one instant stands for all.
    hours = {_hours(window) % DAY for group in windows.values() for window in group} | {timedelta(0)}
    edges = tuple(_edge(into_day, edge) for edge in sorted(hours))
    return _choices(day, edges, _Held(now, windows))


def _edge(into_day: timedelta, edge: timedelta) -> int:
    return (into_day > edge) - (into_day < edge)


class _Held:
    """Carries what the cached computation needs, without being part of its key."""

    def __init__(self, now: datetime, windows: Mapping[str, tuple[Window, ...]]) -> None:
        self.now, self.windows = now, windows
        self.key = tuple((w.hours, w.business_days) for ws in windows.values() for w in ws)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=2048)
def _choices(day: date, _edges: tuple[int, ...], held: _Held) -> dict[str, tuple[Any, ...]]:
    released = ["before"] * (day < date(LAST_YEAR, 12, 31)) + ["reached"] * (day >= EARLIEST.date())
    choices: dict[str, tuple[Any, ...]] = {
        "release_date": tuple(released),
        "payment_deadline": ("before", "passed"),
    }
    for fact in PAST_INSTANTS:
        windows = held.windows.get(fact, ())
        starts = (_flags(start, held.now, windows) for start in _starts(held.now, windows))
        choices[fact] = tuple(dict.fromkeys(starts))
    return choices


def _starts(now: datetime, windows: tuple[Window, ...]) -> list[datetime]:
    """Instants up to `now`, latest first, among which every combination of open windows stands."""
    days = LONGEST_BREAK + 3 * max((window.business_days for window in windows), default=0)
    midnights = [start_of(japanese_day(now)) - DAY * n for n in range(days)]
    edges = [now - _hours(window) for window in windows if window.hours]
    starts = {now, EARLIEST, *midnights, *edges}
    starts |= {start - MICROSECOND for start in midnights} | {edge + MICROSECOND for edge in edges}
    return sorted((start for start in starts if EARLIEST <= start <= now), reverse=True)


def windows_by_fact(policies: tuple[Policy, ...]) -> dict[str, tuple[Window, ...]]:
    """All windows of all policies by fact, each at its own place."""
    return {
        fact: tuple(window for policy in policies for window in policy.windows if window.fact == fact)
        for fact in PAST_INSTANTS
    }


def counts_of(policies: tuple[Policy, ...]) -> tuple[int, ...]:
    """Numbers of recent cancellations of which one stands for each class that some condition tells apart."""
    place = ORDER["recent_cancellations"]
    conditions = [warning.condition for policy in policies for warning in policy.warnings]
    conditions += [way.condition for policy in policies for row in policy.rows for way in row.alternatives]
    thresholds = {min(values) for condition in conditions for at, values in condition if at == place}
    return tuple(sorted({0, *thresholds}))
