"""All that unknown facts could still turn out to be: completions, and what each would decide.

A completion gives every fact that exists a value that makes no error; what is assumed is worked out anew for
each. They are walked in the order of the facts and of their values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision.calendar import Calendar
from decision.policies import Edition
from decision.remembered import Remembered
from decision.rows import Profile, Refund, Row, Window
from decision.table import Policy
from decision.vocabulary import ALWAYS_ASSUMED, BY_NAME, FACTS, ORDER, STEPS, Fact

AT = ORDER
# What implies what, where the implied fact is absent: (fact, its value or None for any, implied fact, value).
IMPLIED = (
    ("cause", "seller", "seller", "marketplace"),
    ("seller", None, "policy", "amazon"),
    ("item", None, "policy", "amiami"),
    ("opened", None, "status", "delivered"),
    ("sent_back_at", None, "status", "sent_back"),
    ("requested_at", None, "request", "pending"),
)
GENERAL = frozenset({"policy", "status", "paid"})  # facts that exist before the policy is known
# From which fact something is counted, by which window if there is one, and in whose calendar.
Until = tuple[Fact, Window | None, Calendar] | None
MOST_KEPT = 20_000  # results remembered (twice at most), so that endless input keeps to constant memory


@dataclass(frozen=True)
class Outcome:
    """What one completion decides."""

    policy: Policy
    row: Row
    refund: Refund | None
    warnings: tuple[str, ...]
    until: Until

    @property
    def rule(self) -> str:
        """The name of the rule that decided."""
        return f"{self.policy.id}.{self.row.id}"


def put(profile: Profile, place: int, value: Any, policy: Policy | None) -> Profile:
    """`profile` with the fact at `place` set to `value`, and what this implies under `policy`."""
    return imply((*profile[:place], value, *profile[place + 1 :]), policy)


def imply(profile: Profile, policy: Policy | None) -> Profile:
    """`profile` with all that its values imply; `policy` is the one it names."""
    values = list(profile)
    if policy is not None:
        _imply_own(values, policy)
    for name, value, implied, then in IMPLIED:
        known = values[AT[name]]
        if values[AT[implied]] is None and (known == value if value else known is not None):
            values[AT[implied]] = then
    accepted = values[AT["request"]] == "accepted"
    if values[AT["cancelled_at"]] is not None and values[AT["status"]] is None and not accepted:
        values[AT["status"]] = "cancelled"
    return tuple(values)


def _imply_own(values: list[Any], policy: Policy) -> None:
    for fact in reversed(policy.own):  # what one exists under stands before it, and may imply again
        if values[policy.at[fact.name]] is not None and len(fact.under) == 1:
            gate, only = fact.under[0]
            values[policy.at[gate]] = only


def steps_of(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    """The different steps of `outcomes`, in the order in which answers name them."""
    steps = {outcome.row.step for outcome in outcomes}
    return tuple(step for step in STEPS if step in steps)


@dataclass
class Space:
    """The completions at one kind of instant: `choices` are the values that unknown facts can still have."""

    edition: Edition
    choices: Mapping[str, Mapping[str, tuple[Any, ...]]]  # by policy and fact

    def __post_init__(self) -> None:
        self._outcomes = Remembered[Profile, tuple[Outcome, ...]](MOST_KEPT)
        self._steps = Remembered[Profile, frozenset[str]](MOST_KEPT)

    def outcomes(self, profile: Profile) -> tuple[Outcome, ...]:
        """The different outcomes of all completions of `profile`, the first completion's first."""
        known = self._outcomes.get(profile)
        if known is None:
            known = self._outcomes.put(profile, tuple(dict.fromkeys(self._walk(profile))))
        return known

    def steps(self, profile: Profile) -> frozenset[str]:
        """The steps of all completions; looks only as far as rows still differ."""
        known = self._steps.get(profile)
        if known is None:
            known = self._steps.put(profile, frozenset(self._walk_steps(self.assume(profile))))
        return known

    def policy_of(self, profile: Profile) -> Policy | None:
        """The policy that `profile` names, if it does."""
        name = profile[AT["policy"]]
        return None if name is None else self.edition.get(name)

    def facts(self, profile: Profile) -> tuple[Fact, ...]:
        """The facts that a profile like this one has, each at its place."""
        policy = self.policy_of(profile)
        return FACTS if policy is None else policy.facts

    def put(self, profile: Profile, fact: str, value: Any) -> Profile:
        """`profile` with `fact` set to `value`, and what this implies."""
        policy = self.policy_of(profile)
        return put(profile, AT[fact] if policy is None else policy.at[fact], value, policy)

    def _walk_steps(self, settled: Profile) -> Iterator[str]:
        policy = self.policy_of(settled)
        free: str | None = "policy"
        if policy is not None:
            rows = policy.index.rows_left(settled)
            if len({row.step for row in rows}) == 1:
                yield rows[0].step
                return
            matters = frozenset[str]().union(*(policy.looked_at[row.id] for row in rows))
            free = self._first_free(settled, matters)
        if free is None:
            yield self._decide(self.assume_late(settled)).row.step
            return
        for value in self.values(free, settled):
            yield from self.steps(self.put(settled, free, value))

    def matters(self, fact: str, profile: Profile) -> bool:
        """Whether any row that is left depends on `fact`; always, while the policy is unknown."""
        policy = self.policy_of(profile)
        return policy is None or any(
            fact in policy.looked_at[row.id] for row in policy.index.rows_left(profile)
        )

    def _walk(self, profile: Profile) -> Iterator[Outcome]:
        settled = self.assume(profile)
        free = self._first_free(settled)
        if free is None:
            yield self._decide(self.assume_late(settled))
            return
        for value in self.values(free, settled):
            yield from self.outcomes(self.put(profile, free, value))

    def _first_free(self, settled: Profile, among: frozenset[str] | None = None) -> str | None:
        """The first fact (of `among`) that exists, is unknown and is not assumed."""
        for place, fact in enumerate(self.facts(settled)):
            asked = settled[place] is None and (among is None or fact.name in among)
            if asked and self._is_free(fact, settled):
                return fact.name
        return None

    def assume(self, profile: Profile) -> Profile:
        """`profile` with what is taken as so while nobody has said; `paid` follows from the rest, so last."""
        values = list(profile)
        for fact in ALWAYS_ASSUMED:
            if values[AT[fact]] is None:
                values[AT[fact]] = always_assumed(fact, profile)
        if values[AT["status"]] is None:
            values[AT["status"]] = self.assumption("status", profile)
        return tuple(values)

    def assumption(self, fact: str, profile: Profile) -> Any:
        """What the policy of `profile` takes `fact` to be; None while it is unknown or assumes nothing."""
        policy = self.policy_of(profile)
        if policy is None or not is_open(policy.by_name[fact], profile, policy):
            return None
        taken = policy.assumption(fact, profile)
        return taken if _fits(policy, fact, taken, profile) else None

    def assume_late(self, profile: Profile) -> Profile:
        """`profile` with what its policy assumes by rules that look at others, once these are settled."""
        policy = self.policy_of(profile)
        if policy is None:
            return profile
        for fact in policy.assumes:
            if profile[policy.at[fact]] is None and (taken := self.assumption(fact, profile)) is not None:
                profile = self.put(profile, fact, taken)
        return profile

    def _is_free(self, fact: Fact, profile: Profile) -> bool:
        policy = self.policy_of(profile)
        if policy is None:
            return fact.name == "policy"  # the policy comes first: it says which facts exist
        if self.assumption(fact.name, profile) is not None:
            return False
        return fact.name in policy.uses and is_open(fact, profile, policy)

    def values(self, fact: str, profile: Profile) -> tuple[Any, ...]:
        """The values that `fact` can have beside those of `profile` without making an error."""
        if fact == "policy":
            return self.edition.ids
        if fact == "cause" and not _seller_may_refuse(profile):
            return tuple(value for value in BY_NAME["cause"].values if value != "seller")
        policy = self.policy_of(profile) or self.edition.policies[0]
        values = self.choices[policy.id][fact]
        if fact in policy.narrowed:
            return tuple(value for value in values if _fits(policy, fact, value, profile))
        return values

    def _decide(self, profile: Profile) -> Outcome:
        policy = self.edition.get(profile[AT["policy"]])
        index = policy.index
        holding = index.holding(profile)
        row = policy.one_row(profile, holding)
        refund = index.refund(holding) if row.refund and profile[AT["paid"]] else None
        until = (
            (policy.by_name[row.until], index.window(row.until, holding), policy.calendar)
            if row.until
            else None
        )
        return Outcome(policy, row, refund, tuple(dict.fromkeys(index.warnings(row, holding))), until)


def _fits(policy: Policy, fact: str, value: Any, profile: Profile) -> bool:
    """Whether the facts of the policy's own that are known exist where `fact` has `value`."""
    bound = policy.narrowed.get(fact, ())
    return all(profile[place] is None or value in values for place, values in bound)


def _seller_may_refuse(profile: Profile) -> bool:
    return bool(profile[AT["seller"]] != "direct" and profile[AT["policy"]] != "amiami")


def is_open(fact: Fact, profile: Profile, policy: Policy | None) -> bool:
    """Whether the fact that `fact` exists under, if any, is known to hold."""
    at = policy.at if policy else AT
    return not fact.under or any(profile[at[gate]] == value for gate, value in fact.under)


def always_assumed(fact: str, profile: Profile) -> Any:
    """What every policy takes `fact` to be while nobody has said."""
    if fact == "request":
        return "pending" if profile[AT["goal"]] == "undo_request" else "none"
    return {"modifiable": True, "retried": False, "recent_cancellations": 0}[fact]
