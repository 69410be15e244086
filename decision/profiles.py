"""From typed facts to a profile: dates become before or after, instants the windows that are still open."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from decision.build import DATE_VALUES
from decision.calendar import JAPANESE, Calendar
from decision.instants import DAY, EARLIEST, JAPAN, LAST_YEAR, MICROSECOND
from decision.policies import Policies
from decision.remembered import Remembered
from decision.rows import Profile, Window
from decision.table import Policy
from decision.vocabulary import BY_NAME, FACTS, Fact

Flags = tuple[bool, ...]
MOST_DAYS = 1024  # remembered twice at most
HOUR = timedelta(hours=1)


def deadline_of(value: datetime | date, calendar: Calendar = JAPANESE) -> datetime:
    """The instant from which a deadline is over; a day means its end."""
    return calendar.local(value) if isinstance(value, datetime) else calendar.end(value)


class Profiles:
    """Makes profiles; knows all windows and thresholds of the policies that are loaded."""

    def __init__(self, policies: Policies) -> None:
        self._policies = policies
        self.length = max(len(policy.facts) for policy in policies.all)
        self.calendars = tuple(dict.fromkeys(policy.calendar for policy in policies.all))

    def windows(self, fact: str, policy: Policy | None) -> tuple[Window, ...]:
        """All windows that count from `fact`, each at its place; of a fact of its own those of its policy."""
        own = fact not in BY_NAME
        key = (policy.id if own and policy else "", fact)
        return self._windows.get(key, ())

    @cached_property
    def _windows(self) -> dict[tuple[str, str], tuple[Window, ...]]:
        found: dict[tuple[str, str], list[Window]] = {}
        for policy in self._policies.all:
            for window in policy.windows:
                found.setdefault(("" if window.fact in BY_NAME else policy.id, window.fact), []).append(
                    window
                )
        return {
            key: tuple(sorted(windows, key=lambda window: window.place)) for key, windows in found.items()
        }

    def counts(self, fact: str, policy: Policy | None) -> tuple[int, ...]:
        """Numbers of which one stands for each class that some condition on `fact` tells apart."""
        if policy is None or fact in BY_NAME:
            return self._standard_counts
        return counts_of(fact, (policy,))

    @cached_property
    def _standard_counts(self) -> tuple[int, ...]:
        return counts_of("recent_cancellations", self._policies.all)

    def of(self, facts: Mapping[str, Any], policy: Policy | None) -> Profile:
        """The profile of typed `facts`; `policy` is the one they name, in the version that holds."""
        known = FACTS if policy is None else policy.facts
        values = [self._value(fact, facts, policy) if fact.name in facts else None for fact in known]
        return (*values, *(None,) * (self.length - len(values)))

    def _value(self, fact: Fact, facts: Mapping[str, Any], policy: Policy | None) -> Any:
        value, now = facts[fact.name], facts["now"]
        if fact.kind == "date":
            return self._agreed(policy, lambda calendar: _date(calendar, now, value))
        if fact.kind == "deadline":
            return self._agreed(policy, lambda calendar: _deadline(calendar, now, value))
        if fact.past:
            return flags(value, now, self.windows(fact.name, policy))
        if fact.kind == "count":
            return max(count for count in self.counts(fact.name, policy) if count <= value)
        return None if fact.name == "now" else value

    def _agreed(self, policy: Policy | None, value: Any) -> Any:
        """What a day means while the shop is not known: nothing sure where the shops' clocks differ."""
        if policy is not None:
            return value(policy.calendar)
        different = {value(calendar) for calendar in self.calendars}
        return different.pop() if len(different) == 1 else None


def _date(calendar: Calendar, now: datetime, day: date) -> str:
    return "before" if calendar.day(now) < day else "reached"


def _deadline(calendar: Calendar, now: datetime, value: datetime | date) -> str:
    return "before" if now < deadline_of(value, calendar) else "passed"


def flags(start: datetime, now: datetime, windows: Iterable[Window]) -> Flags:
    """For each of `windows` from `start`, whether it is open at `now`."""
    return tuple([now < window.end(start) for window in windows])


def counts_of(fact: str, policies: Iterable[Policy]) -> tuple[int, ...]:
    """Values of the count `fact` of which one stands for each class that `policies` tell apart."""
    thresholds = {
        min(values)
        for policy in policies
        for condition in policy.conditions
        for place, values in condition
        if policy.facts[place].name == fact
    }
    return tuple(sorted({0, *thresholds}))


class NowMatters(Exception):
    """What unknown dates can still be depends on the instant of the decision."""


class _Undated(dict[str, tuple[Any, ...]]):
    """The values that a policy's unknown facts can have at any instant."""

    def __missing__(self, name: str) -> tuple[Any, ...]:
        raise NowMatters


# For each policy, by fact: the values that an unknown day or instant can still have.
Dated = tuple[tuple[str, tuple[tuple[str, tuple[Any, ...]], ...]], ...]


class Choices:
    """What unknown facts can still be, as profile values, at any instant."""

    def __init__(self, profiles: Profiles, policies: tuple[Policy, ...]) -> None:
        self._profiles = profiles
        self._policies = policies
        hours = {_hours(window) % DAY for policy in policies for window in policy.windows}
        if any(calendar.zone is not JAPAN for calendar in profiles.calendars):
            hours |= {one % DAY for edge in hours for one in (edge - HOUR, edge + HOUR)}  # summer time
        self._edges = tuple(sorted({edge + days for edge in hours for days in (timedelta(0), DAY)}))
        self._known = Remembered[tuple[Any, ...], Dated](MOST_DAYS)
        self._undated = {policy.id: _Undated(self._at_any_instant(policy)) for policy in policies}

    def at(self, now: datetime) -> Dated:
        """For each policy in order its dated facts with their possible values at `now`, the latest first."""
        # Between two such edges, and at each, the same windows can be open: one instant stands for all.
        key = tuple(self._place(calendar, now) for calendar in self._profiles.calendars)
        known = self._known.get(key)
        if known is None:
            dated = tuple((policy.id, tuple(self._of(policy, now))) for policy in self._policies)
            known = self._known.put(key, dated)
        return known

    def _place(self, calendar: Calendar, now: datetime) -> tuple[date, tuple[int, ...]]:
        day = calendar.day(now)
        into_day = now - calendar.start(day) + MICROSECOND
        return day, tuple([(into_day > edge) - (into_day < edge) for edge in self._edges])

    def undated(self) -> Mapping[str, Mapping[str, tuple[Any, ...]]]:
        """As `named` at no instant: raises `NowMatters` where a fact's values depend on the instant."""
        return self._undated

    def named(self, values: Dated) -> Mapping[str, Mapping[str, tuple[Any, ...]]]:
        """By policy and fact the values of all facts, where those of dated ones are what `at` gave."""
        return {name: self._undated[name] | dict(dated) for name, dated in values}

    def _at_any_instant(self, policy: Policy) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for fact in policy.facts:
            if fact.kind == "count":
                yield fact.name, self._profiles.counts(fact.name, policy)
            elif fact.kind != "date" and not fact.past:
                yield fact.name, DATE_VALUES.get(fact.kind) or fact.values

    def _of(self, policy: Policy, now: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for fact in policy.facts:
            if fact.kind == "date":
                yield fact.name, tuple(_days(policy.calendar.day(now)))
            elif fact.past:
                windows = self._profiles.windows(fact.name, policy)
                starts = starts_of(now, windows)
                yield fact.name, tuple(dict.fromkeys(flags(start, now, windows) for start in starts))


def _days(today: date) -> Iterator[str]:
    if today < date(LAST_YEAR, 12, 31):
        yield "before"
    if today >= EARLIEST.date():
        yield "reached"


def _hours(window: Window) -> timedelta:
    return timedelta(hours=window.hours)


def starts_of(now: datetime, windows: Iterable[Window]) -> list[datetime]:
    """Instants up to `now`, latest first, among which every combination of open windows stands."""
    starts = {now, EARLIEST, *(_latest_over(window, now) for window in windows)}
    return sorted((start for start in starts if start >= EARLIEST), reverse=True)


def _latest_over(window: Window, now: datetime) -> datetime:
    """The latest instant from which `window` is over at `now`, or one before `EARLIEST`."""
    if window.hours:
        return now - _hours(window)
    calendar = window.calendar
    day = calendar.day(now)
    while calendar.end(day) > EARLIEST and window.end(calendar.start(day)) > now:
        day -= DAY
    return calendar.end(day) - MICROSECOND
