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
from decision.merging import agreed
from decision.profiles import Profiles, deadline_of
from decision.questions import Questions
from decision.rows import Profile, Refund
from decision.space import AT, Outcome, Space, Until, always_assumed, imply, steps_of
from decision.table import Policy
from decision.trace import Trace, trace_of
from decision.vocabulary import ALWAYS_ASSUMED, ASSUMABLE, BY_NAME, FACTS


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
    """An answer but for its dates: `answered` lacks what they change. `assumed` has, for each fact named,
    when: None for always, else the ends of which any must differ from the answer's own."""

    answered: Answer
    untils: tuple[Until, ...]
    assumed: tuple[tuple[str, tuple[tuple[Until, ...], ...] | None], ...]
    trace: Trace

    def answer(self, given: Mapping[Any, Any], lines: Mapping[str, str]) -> Answer:
        """The answer to facts of this plan: of typed ones the dates are enough; `lines` tell each by name.

        Ends that have been counted may be given too, by their window.
        """
        until = when(self.untils, given)
        assumed = tuple(
            [
                fact
                for fact, ends in self.assumed
                if ends is None or any(when(end, given) != until for end in ends)
            ]
        )
        if isinstance(self.answered, Question):
            return Question(self.answered.ask, self.answered.possible, assumed)
        step, rule, reason, _, contact, fallback, refund, warnings, cites, _, version, _ = self.answered
        trace = self.trace.all(given, lines, until)
        return Decision._make(
            (step, rule, reason, until, contact, fallback, refund, warnings, cites, assumed, version, trace)
        )


def make_plan(space: Space, questions: Questions, profiles: Profiles, profile: Profile) -> Plan:
    """The plan for facts as given in `profile`, which `profiles` made."""
    implied = imply(profile, space.policy_of(profile))
    policy = space.policy_of(implied)
    outcomes = space.outcomes(implied)
    core, untils = _core(space, questions, profile)
    at = policy.at if policy else AT
    alternatives = (
        (
            fact,
            [
                _core(space, questions, other)
                for other in other_profiles(profile, fact, taken, profiles, policy)
            ],
        )
        for fact in _assumable(policy)
        if implied[at[fact]] is None and (taken := _taken(fact, implied, space)) is not None
    )
    return Plan(
        answered=_answered(core, outcomes),
        untils=untils,
        assumed=tuple(_named(alternatives, core, untils)),
        trace=trace_of(profile, implied, space, outcomes[0]),
    )


def _answered(core: Core, outcomes: tuple[Outcome, ...]) -> Answer:
    if core.ask is not None:
        return Question(core.ask, core.possible, ())
    first = outcomes[0]
    return Decision(
        step=first.row.step,
        rule=first.rule,
        reason=first.row.reason,
        until=None,
        contact=core.contact,
        fallback=core.fallback,
        refund=core.refund,
        warnings=tuple(name for name in first.warnings if name in core.warnings),
        cites=first.row.cites,
        assumed=(),
        policy_version=agreed(outcome.policy.version for outcome in outcomes),
        trace=(),
    )


def _assumable(policy: Policy | None) -> tuple[str, ...]:
    return (*ASSUMABLE, *(fact.name for fact in (policy.own if policy else ())))


def _core(space: Space, questions: Questions, given: Profile) -> Half:
    profile = imply(given, space.policy_of(given))
    outcomes = space.outcomes(profile)
    steps = steps_of(outcomes)
    if len(steps) > 1:
        return Core(ask=questions.best(profile), possible=steps), ()
    support = steps[0] == "contact_support"
    core = Core(
        step=steps[0],
        contact=agreed(outcome.policy.id for outcome in outcomes) if support else None,
        fallback=agreed(outcome.row.fallback for outcome in outcomes),
        refund=agreed(_refund(outcome, given) for outcome in outcomes),
        warnings=frozenset.intersection(*(frozenset(outcome.warnings) for outcome in outcomes)),
    )
    return core, tuple(dict.fromkeys(outcome.until for outcome in outcomes))


def other_profiles(
    profile: Profile, name: str, taken: Any, profiles: Profiles, policy: Policy | None
) -> Iterator[Profile]:
    """`profile` with each value of the fact `name` but `taken` put in that contradicts nothing."""
    fact = policy.by_name[name] if policy else BY_NAME[name]
    place = policy.at[name] if policy else AT[name]
    for value in profiles.counts(name, policy) if fact.kind == "count" else fact.values:
        other = (*profile[:place], value, *profile[place + 1 :])
        if value != taken and not any(conflicts(_by_name(other, policy), policy.own if policy else ())):
            yield other


def _by_name(profile: Profile, policy: Policy | None) -> dict[str, Any]:
    facts = zip(policy.facts if policy else FACTS, profile, strict=False)
    return {fact.name: value for fact, value in facts if value is not None}


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


def _refund(outcome: Outcome, given: Profile) -> Refund | None:
    """The refund rows' answer; what to expect after a cancellation only where it is known for sure."""
    needed = {"payment_method", "seller"} & outcome.policy.uses
    known = all(given[AT[name]] is not None for name in needed)
    return outcome.refund if outcome.row.refund == "rules" or known else None


def when(untils: tuple[Until, ...], given: Mapping[Any, Any]) -> datetime | None:
    """The instant that all of `untils` come to for these facts, else None."""
    return _end(untils[0], given) if len(untils) == 1 else agreed(_end(until, given) for until in untils)


def _end(until: Until, given: Mapping[Any, Any]) -> datetime | None:
    if until is None:
        return None
    fact, window, calendar = until
    value: Any = given.get(fact.name)
    if value is None:
        return None
    if window is not None:
        return given.get(window) or window.end(value)
    return calendar.start(value) if fact.kind == "date" else deadline_of(value, calendar)
