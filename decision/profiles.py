"""From typed facts to a profile: dates become before or after, instants the windows that are still open."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from decision.instants import DAY, EARLIEST, LAST_YEAR, MICROSECOND, end_of, japanese_day, start_of
from decision.table import Policy, Profile, Window
from decision.vocabulary import FACTS, ORDER, PAST_INSTANTS

Flags = tuple[bool, ...]
MOST_DAYS = 2048  # remembered
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


class Choices:
    """What unknown dates can still be, as profile values, at any instant."""

    def __init__(self, windows: Mapping[str, tuple[Window, ...]]) -> None:
        self._windows = windows
        hours = {_hours(window) % DAY for group in windows.values() for window in group}
        self._edges = tuple(sorted(hours | {timedelta(0)}))
        self._known: dict[tuple[date, tuple[int, ...]], tuple[Any, ...]] = {}

    def at(self, now: datetime) -> tuple[Any, ...]:
        """For each dated fact in order, its possible values at `now`, the latest date's first."""
        day = japanese_day(now)
        into_day = now - start_of(day)
        # Between two such edges of the day no window opens or closes, so one instant stands for all.
        key = (day, tuple((into_day > edge) - (into_day < edge) for edge in self._edges))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_DAYS:
                self._known.clear()
            known = self._known[key] = tuple(self._work_out(day, now))
        return known

    def named(self, values: tuple[Any, ...]) -> dict[str, tuple[Any, ...]]:
        """What `at` gave, by fact."""
        return dict(zip(("release_date", "payment_deadline", *PAST_INSTANTS), values, strict=True))

    def _work_out(self, day: date, now: datetime) -> Iterator[tuple[Any, ...]]:
        released = ["before"] * (day < date(LAST_YEAR, 12, 31)) + ["reached"] * (day >= EARLIEST.date())
        yield tuple(released)
        yield ("before", "passed")
        for fact in PAST_INSTANTS:
            windows = self._windows.get(fact, ())
            yield tuple(dict.fromkeys(_flags(start, now, windows) for start in _starts(now, windows)))


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
