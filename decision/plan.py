"""The part of an answer that does not depend on dates as such: worked out once for each profile.

Two sets of facts of the same profile differ in their dates alone, so all that is left for each is to fill in
until when, and to see whether an assumed fact would change that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.answers import Answer, Decision, Question
from decision.contradictions import conflicts
from decision.instants import in_japan, start_of
from decision.profiles import deadline_of
from decision.questions import Questions
from decision.space import AT, Outcome, Space, always_assumed, imply, steps_of
from decision.table import Profile, Refund, Window
from decision.trace import Trace, trace_of
from decision.vocabulary import ALWAYS_ASSUMED, ASSUMABLE, BY_NAME, FACTS

Until = tuple[str, Window | None] | None  # counted from which fact, and by which window


@dataclass(frozen=True, slots=True)
class Core:
    """The part of an answer that an assumed fact could change, but for until when."""

    step: str | None = None
    contact: str | None = None
    fallback: str | None = None
    refund: Refund | None = None
    warnings: frozenset[str] = frozenset()
    ask: str | None = None
    possible: tuple[str, ...] = ()


Half = tuple[Core, tuple[Until, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer but for its dates. `assumed` has, for each fact named, when: None for always, else the ends
    of which any must differ from the answer's own."""

    core: Core
    untils: tuple[Until, ...]
    assumed: tuple[tuple[str, tuple[tuple[Until, ...], ...] | None], ...]
    first: Outcome
    version: str | None
    trace: Trace

    def answer(self, given: Mapping[str, Any]) -> Answer:
        """The answer to typed facts of this plan's profile."""
        until = when(self.untils, given)
        assumed = tuple(
            fact
            for fact, ends in self.assumed
            if ends is None or any(when(end, given) != until for end in ends)
        )
        if self.core.ask is not None:
            return Question(self.core.ask, self.core.possible, assumed)
        return Decision(
            step=self.first.row.step,
            rule=self.first.rule,
            reason=self.first.row.reason,
            until=until,
            contact=self.core.contact,
            fallback=self.core.fallback,
            refund=self.core.refund,
            warnings=tuple(name for name in self.first.warnings if name in self.core.warnings),
            cites=self.first.row.cites,
            assumed=assumed,
            policy_version=self.version,
            trace=self.trace.lines(given, until),
        )


def make_plan(space: Space, questions: Questions, counts: tuple[int, ...], profile: Profile) -> Plan:
    """The plan for facts as given in `profile`; `counts` stand for the numbers of cancellations."""
    implied = imply(profile)
    outcomes = space.outcomes(implied)
    core, untils = _core(space, questions, profile)
    alternatives = (
        (fact, [_core(space, questions, other) for other in _others(profile, fact, taken, counts)])
        for fact in ASSUMABLE
        if implied[AT[fact]] is None and (taken := _taken(fact, implied, space)) is not None
    )
    return Plan(
        core=core,
        untils=untils,
        assumed=tuple(_named(alternatives, core, untils)),
        first=outcomes[0],
        version=_agreed(outcome.policy.version for outcome in outcomes),
        trace=trace_of(profile, implied, space, outcomes[0]),
    )


def _core(space: Space, questions: Questions, given: Profile) -> Half:
    profile = imply(given)
    outcomes = space.outcomes(profile)
    steps = steps_of(outcomes)
    if len(steps) > 1:
        return Core(ask=questions.best(profile), possible=steps), ()
    support = steps[0] == "contact_support"
    core = Core(
        step=steps[0],
        contact=_agreed(outcome.policy.contact for outcome in outcomes) if support else None,
        fallback=_agreed(outcome.row.fallback for outcome in outcomes),
        refund=_agreed(_refund(outcome, given) for outcome in outcomes),
        warnings=frozenset.intersection(*(frozenset(outcome.warnings) for outcome in outcomes)),
    )
    return core, tuple(dict.fromkeys(outcome.until for outcome in outcomes))


def _others(profile: Profile, fact: str, taken: Any, counts: tuple[int, ...]) -> Iterator[Profile]:
    """`profile` with each other value of `fact` put in that contradicts nothing."""
    values = counts if fact == "recent_cancellations" else BY_NAME[fact].values
    for value in values:
        other = (*profile[: AT[fact]], value, *profile[AT[fact] + 1 :])
        if value != taken and not any(conflicts(_by_name(other))):
            yield other


def _by_name(profile: Profile) -> dict[str, Any]:
    return {fact.name: value for fact, value in zip(FACTS, profile, strict=True) if value is not None}


def _named(
    alternatives: Iterable[tuple[str, list[Half]]], core: Core, untils: tuple[Until, ...]
) -> Iterator[tuple[str, tuple[tuple[Until, ...], ...] | None]]:
    for fact, others in alternatives:
        if any(other != core for other, _ in others):
            yield fact, None
        elif ends := tuple(end for _, end in others if end != untils):
            yield fact, ends


def _taken(fact: str, profile: Profile, space: Space) -> Any:
    if fact in ALWAYS_ASSUMED:
        return always_assumed(fact, profile)
    return space.assumption(fact, profile)


def _agreed[T](values: Iterable[T]) -> T | None:
    """The value that all have, else None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _refund(outcome: Outcome, given: Profile) -> Refund | None:
    """The refund rows' answer; what to expect after a cancellation only where it is known for sure."""
    known = given[AT["payment_method"]] is not None and given[AT["seller"]] is not None
    return outcome.refund if outcome.row.refund == "rules" or known else None


def when(untils: tuple[Until, ...], given: Mapping[str, Any]) -> datetime | None:
    """The instant that all of `untils` come to for these facts, else None."""
    return _agreed(_end(until, given) for until in untils)


def _end(until: Until, given: Mapping[str, Any]) -> datetime | None:
    if until is None:
        return None
    fact, window = until
    value: Any = given.get(fact)
    if value is None:
        return None
    if window is not None:
        return window.end(value)
    return start_of(value) if fact == "release_date" else in_japan(deadline_of(value))
