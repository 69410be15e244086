"""From typed facts to a profile: dates become before or after, instants the windows that are still open."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

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
        self.length = max((len(policy.facts) for policy in policies.all), default=len(FACTS))
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

    def counts(self, fact: str, policy: Policy | None = None) -> tuple[int, ...]:
        """Numbers of which one stands for each class that some condition on `fact` tells apart."""
        if fact in BY_NAME:
            return self._standard_counts
        return counts_of(fact, () if policy is None else (policy,))

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


class _Undated(Mapping[str, tuple[Any, ...]]):
    """The values that a policy's unknown facts can still have at any instant."""

    def __init__(self, policy: Policy, profiles: Profiles) -> None:
        self._policy, self._profiles = policy, profiles

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        fact = self._policy.by_name[name]
        if fact.past or fact.kind == "date":
            raise NowMatters
        if fact.kind == "count":
            return self._profiles.counts(name, self._policy)
        return ("before", "passed") if fact.kind == "deadline" else fact.values

    def __iter__(self) -> Iterator[str]:
        return iter(self._policy.by_name)

    def __len__(self) -> int:
        return len(self._policy.by_name)


# For each policy, by fact: the values that an unknown date can still have.
Dated = tuple[tuple[tuple[str, tuple[Any, ...]], ...], ...]


class Choices:
    """What unknown dates can still be, as profile values, at any instant."""

    def __init__(self, profiles: Profiles, policies: tuple[Policy, ...]) -> None:
        self._profiles = profiles
        self._policies = policies
        hours = {_hours(window) % DAY for policy in policies for window in policy.windows}
        if any(calendar.zone is not JAPAN for calendar in profiles.calendars):
            hours |= {(edge + HOUR * shift) % DAY for edge in hours for shift in (-1, 1)}  # summer time
        self._edges = tuple(sorted(hours | {timedelta(0)}))
        self._known = Remembered[tuple[Any, ...], Dated](MOST_DAYS)

    def at(self, now: datetime) -> Dated:
        """For each policy in order its dated facts with their possible values at `now`, the latest first."""
        # Between two such edges of a day no window opens or closes, so one instant stands for all.
        key = tuple(self._place(calendar, now) for calendar in self._profiles.calendars)
        known = self._known.get(key)
        if known is None:
            known = self._known.put(key, tuple(tuple(self._of(policy, now)) for policy in self._policies))
        return known

    def _place(self, calendar: Calendar, now: datetime) -> tuple[date, tuple[int, ...]]:
        day = calendar.day(now)
        into_day = now - calendar.start(day)
        return day, tuple([(into_day > edge) - (into_day < edge) for edge in self._edges])

    def undated(self) -> dict[str, Mapping[str, tuple[Any, ...]]]:
        """As `named` at no instant: raises `NowMatters` where a fact's values depend on the instant."""
        return {policy.id: _Undated(policy, self._profiles) for policy in self._policies}

    def named(self, values: Dated) -> dict[str, dict[str, tuple[Any, ...]]]:
        """What `at` gave, by policy and fact."""
        return {policy.id: dict(of) for policy, of in zip(self._policies, values, strict=True)}

    def _of(self, policy: Policy, now: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for fact in policy.facts:
            if fact.kind == "date":
                yield fact.name, tuple(_days(policy.calendar.day(now)))
            elif fact.kind == "deadline":
                yield fact.name, ("before", "passed")
            elif fact.past:
                windows = self._profiles.windows(fact.name, policy)
                starts = starts_of(now, windows)
                yield fact.name, tuple(dict.fromkeys(flags(start, now, windows) for start in starts))
            elif fact.kind == "count":
                yield fact.name, self._profiles.counts(fact.name, policy)


def _days(today: date) -> Iterator[str]:
    if today < date(LAST_YEAR, 12, 31):
        yield "before"
    if today >= EARLIEST.date():
        yield "reached"


def _hours(window: Window) -> timedelta:
    return timedelta(hours=window.hours)


def starts_of(now: datetime, windows: tuple[Window, ...]) -> list[datetime]:
    """Instants up to `now`, latest first, among which every combination of open windows stands."""
    starts = {now, EARLIEST}
    for window in windows:
        if window.hours:
            starts |= {now - _hours(window), now - _hours(window) + MICROSECOND}
        else:
            midnights = list(_midnights(now, window))
            starts |= {*midnights, *(midnight - MICROSECOND for midnight in midnights)}
    return sorted((start for start in starts if EARLIEST <= start <= now), reverse=True)


def _midnights(now: datetime, window: Window) -> Iterator[datetime]:
    """The midnights before `now` from which `window` is still open, and the first from which it is not."""
    day = window.calendar.day(now)
    while True:
        midnight = window.calendar.start(day)
        yield midnight
        if midnight < EARLIEST or window.end(midnight) <= now:
            return
        day -= DAY
