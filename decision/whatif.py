"""The nearest changes that lead to another step: what time alone will change, and what may still happen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.answers import Answer, Decision
from decision.decide import decide
from decision.errors import FactsError
from decision.facts import Facts, read_facts
from decision.instants import written
from decision.policies import Policies
from decision.profiles import deadline_of
from decision.settled import settle
from decision.table import Policy

Value = str | bool

# What a fact can still turn into, nearest first; of facts of their own policies say it themselves.
# What lies in the past (seller, item, cause, method) stays.
AHEAD: dict[str, dict[Value, tuple[Value, ...]]] = {
    "status": {
        "unshipped": ("preparing", "shipped", "delivered"),
        "preparing": ("shipped", "delivered"),
        "shipped": ("delivered",),
    },
    "opened": {False: (True,)},
    "paid": {False: (True,)},
    "invoiced": {False: (True,)},
    "modifiable": {True: (False,)},
    "request": {"pending": ("accepted", "rejected")},
    "retried": {False: (True,)},
}
# Of an order that has come to its end, nothing is paid, invoiced or taken off a page any more.
ENDED = ("cancelled", "sent_back")
BEFORE_THE_END = ("paid", "invoiced", "modifiable")


@dataclass(frozen=True, slots=True)
class Change:
    """One change and what would be decided then.

    Of kind `time`, `at` is the first instant (at the shop's offset) of the new step, if nothing else changes;
    of kind `fact`, `fact` would have the JSON value `value`.
    """

    kind: str
    at: datetime | None
    fact: str | None
    value: Value | None
    step: str
    rule: str


def what_if(policies: Policies, facts: Mapping[str, object]) -> tuple[Change, ...]:
    """The nearest changes that lead from the step for `facts` to another one: by time, then by fact.

    `facts` are JSON values by name. Where several values of a fact lead to the same step, the
    nearest is named. Nothing where a question is open. Pure; raises `FactsError`.
    """
    now = decide(policies, facts)
    if not isinstance(now, Decision):
        return ()
    return (*_by_time(policies, facts, now.step), *_by_fact(policies, facts, now.step))


def _by_time(policies: Policies, facts: Mapping[str, object], step: str) -> Iterator[Change]:
    given = read_facts(policies, facts)
    for edge in sorted(set(_edges(policies, given))):
        answer = _answer(policies, {**facts, "now": written(edge)})
        if not isinstance(answer, Decision):
            return  # from there on a question is open, so nothing is sure after it
        if answer.step != step:
            yield Change("time", edge, None, None, answer.step, answer.rule)
            return


def _edges(policies: Policies, given: Facts) -> Iterator[datetime]:
    """The instants after `now` at which a day or a version begins, a deadline passes or a window closes."""
    known: dict[str, Any] = dict(given)
    meant = policies.versions(known["policy"]) if "policy" in known else policies.all
    ends = (end for policy in meant for end in _ends(policy, known))
    return (end for end in ends if end > known["now"])


def _ends(policy: Policy, known: Mapping[str, Any]) -> Iterator[datetime]:
    yield policy.starts
    for fact in policy.facts:
        value = known.get(fact.name)
        if value is None:
            continue
        if fact.kind == "date":
            yield policy.calendar.start(value)
        elif fact.kind == "deadline":
            yield deadline_of(value, policy.calendar)
        elif fact.past:
            yield from (window.end(value) for window in policy.windows_of.get(fact.name, ()))


def _by_fact(policies: Policies, facts: Mapping[str, object], step: str) -> Iterator[Change]:
    known: dict[str, Any] = settle(policies, facts).all
    for fact, values in _ahead(policies, known):
        steps = {step}
        for value in values:
            answer = _answer(policies, {**facts, fact: value})
            if isinstance(answer, Decision) and answer.step not in steps:
                steps.add(answer.step)
                yield Change("fact", None, fact, value, answer.step, answer.rule)


def _ahead(policies: Policies, known: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The facts that may still change, each with what it may turn into, nearest first."""
    for name, ways in AHEAD.items():
        if _may_change(name, known):
            yield name, ways.get(known[name], ())
    for fact in policies.own_facts(known.get("policy"), known):
        if fact.name in known:
            yield fact.name, fact.ahead(known[fact.name])


def _may_change(fact: str, known: Mapping[str, Any]) -> bool:
    ended = known.get("status") in ENDED or known.get("request") == "accepted"
    return fact in known and not (ended and fact in BEFORE_THE_END)


def _answer(policies: Policies, facts: Mapping[str, object]) -> Answer | None:
    """The answer to changed facts; None where they contradict each other, or lie beyond the last year."""
    try:
        return decide(policies, facts)
    except FactsError:
        return None
