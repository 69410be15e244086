"""From facts to the answer: read, imply, look at every completion, then one step or one question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from decision.answers import Answer, Decision, Question
from decision.contradictions import contradictions
from decision.facts import Facts, read_facts
from decision.instants import in_japan, start_of
from decision.loader import Policies
from decision.profiles import choices_at, counts_of, deadline_of, profile_of, windows_by_fact
from decision.questions import Questions
from decision.space import AT, Outcome, Space, always_assumed, imply, steps_of
from decision.table import Profile, Refund
from decision.trace import trace_of
from decision.vocabulary import ALWAYS_ASSUMED, ASSUMABLE, BY_NAME


@dataclass(frozen=True, slots=True)
class _Core:
    """The part of an answer that an assumed fact could change."""

    step: str | None = None
    until: datetime | None = None
    contact: str | None = None
    fallback: str | None = None
    refund: Refund | None = None
    warnings: frozenset[str] = frozenset()
    ask: str | None = None
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """One set of typed facts, and where to look up what follows from it."""

    given: Facts
    profile: Profile
    space: Space
    questions: Questions


class Decider:
    """Decides by one set of policies; remembers what it has worked out, which changes no answer."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._windows = windows_by_fact(policies.all)
        self._counts = counts_of(policies.all)
        self._spaces: dict[tuple[Any, ...], tuple[Space, Questions]] = {}

    def decide(self, facts: Mapping[str, object]) -> Answer:
        """The answer to `facts` (CONTRACT §1, JSON values); raises `FactsError` where they are unusable."""
        case = self._case(read_facts(facts, self.policies.ids))
        outcomes = case.space.outcomes(case.profile)
        core = _core(case, outcomes)
        assumed = tuple(self._assumed(case, core))
        if core.ask is not None:
            return Question(core.ask, core.possible, assumed)
        return _decision(case, core, outcomes, assumed)

    def _case(self, given: Facts) -> _Case:
        profile = imply(profile_of(given, self._windows, self._counts))
        choices = choices_at(given["now"], self._windows)  # type: ignore[arg-type]
        key = tuple(choices.values())
        if key not in self._spaces:
            space = Space(self.policies, choices)
            self._spaces[key] = (space, Questions(space))
        return _Case(given, profile, *self._spaces[key])

    def _assumed(self, case: _Case, core: _Core) -> Iterator[str]:
        for fact in ASSUMABLE:
            taken = _taken(fact, case)
            if case.profile[AT[fact]] is None and taken is not None:
                others = ({**case.given, fact: value} for value in self._others(fact, taken))
                cases = (self._case(other) for other in others if not contradictions(other))
                if any(_core(other, other.space.outcomes(other.profile)) != core for other in cases):
                    yield fact

    def _others(self, fact: str, taken: Any) -> Iterable[Any]:
        values = self._counts if fact == "recent_cancellations" else BY_NAME[fact].values
        return (value for value in values if value != taken)


def _core(case: _Case, outcomes: tuple[Outcome, ...]) -> _Core:
    steps = steps_of(outcomes)
    if len(steps) > 1:
        return _Core(ask=case.questions.best(case.profile), possible=steps)
    support = steps[0] == "contact_support"
    return _Core(
        step=steps[0],
        until=_agreed(_until(outcome, case.given) for outcome in outcomes),
        contact=_agreed(outcome.policy.contact for outcome in outcomes) if support else None,
        fallback=_agreed(outcome.row.fallback for outcome in outcomes),
        refund=_agreed(_refund(outcome, case.given) for outcome in outcomes),
        warnings=frozenset.intersection(*(frozenset(outcome.warnings) for outcome in outcomes)),
    )


def _decision(case: _Case, core: _Core, outcomes: tuple[Outcome, ...], assumed: tuple[str, ...]) -> Decision:
    first = outcomes[0]
    return Decision(
        step=first.row.step,
        rule=f"{first.policy.id}.{first.row.id}",
        reason=first.row.reason,
        until=core.until,
        contact=core.contact,
        fallback=core.fallback,
        refund=core.refund,
        warnings=tuple(name for name in first.warnings if name in core.warnings),
        cites=first.row.cites,
        assumed=assumed,
        policy_version=_agreed(outcome.policy.version for outcome in outcomes),
        trace=trace_of(case.given, case.profile, case.space, first, core.until),
    )


def _taken(fact: str, case: _Case) -> Any:
    if fact in ALWAYS_ASSUMED:
        return always_assumed(fact, case.profile)
    return case.space.assumption(fact, case.profile)


def _agreed[T](values: Iterable[T]) -> T | None:
    """The value that all have, else None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _until(outcome: Outcome, given: Facts) -> datetime | None:
    if outcome.until is None:
        return None
    fact, window = outcome.until
    value: Any = given.get(fact)
    if value is None:
        return None
    if window is not None:
        return window.end(value)
    return start_of(value) if fact == "release_date" else in_japan(deadline_of(value))


def _refund(outcome: Outcome, given: Facts) -> Refund | None:
    """The refund rows' answer; what to expect after a cancellation only where it is known for sure."""
    sure = outcome.row.refund == "rules" or {"payment_method", "seller"} <= given.keys()
    return outcome.refund if sure else None


@lru_cache(maxsize=8)
def _decider(policies: Policies) -> Decider:
    return Decider(policies)


def decide(policies: Policies, facts: Mapping[str, object]) -> Answer:
    """The next step for `facts`, or the one question that must come first.

    `facts` are JSON values by name (CONTRACT §1). Pure: same facts, same answer. Raises `FactsError`.
    """
    return _decider(policies).decide(facts)


def check(policies: Policies, facts: Mapping[str, object]) -> None:
    """Raises `FactsError` where `facts` could not be decided on, and does nothing else."""
    read_facts(facts, policies.ids)
