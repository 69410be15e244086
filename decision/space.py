"""All that unknown facts could still turn out to be: completions, and what each would decide.

A completion gives every fact that exists a value that makes no error; what is assumed is worked out anew for
each. They are walked in the order of the facts and of their values.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from decision.loader import Policies
from decision.table import Policy, Profile, Refund, Row, Window
from decision.vocabulary import ALWAYS_ASSUMED, BY_NAME, FACTS, ORDER, STEPS

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
# A fact that exists only under another: any of (fact, value).
GATES: dict[str, tuple[tuple[str, str], ...]] = {
    "opened": (("status", "delivered"),),
    "cause": (("request", "rejected"),),
    "requested_at": (("request", "pending"),),
    "cancelled_at": (("status", "cancelled"), ("request", "accepted")),
    "sent_back_at": (("status", "sent_back"),),
}
GENERAL = frozenset({"policy", "status", "paid"})  # facts that exist before the policy is known
MOST_KEPT = 20_000  # results remembered, so that endless input keeps to constant memory


@dataclass(frozen=True)
class Outcome:
    """What one completion decides. `until` is the fact it is counted from, and the window if there is one."""

    policy: Policy
    row: Row
    refund: Refund | None
    warnings: tuple[str, ...]
    until: tuple[str, Window | None] | None

    @property
    def rule(self) -> str:
        """The name of the rule that decided."""
        return f"{self.policy.id}.{self.row.id}"


def put(profile: Profile, fact: str, value: Any) -> Profile:
    """`profile` with `fact` set to `value`, and what this implies."""
    place = AT[fact]
    return imply((*profile[:place], value, *profile[place + 1 :]))


def imply(profile: Profile) -> Profile:
    """`profile` with all that its values imply."""
    values = list(profile)
    for fact, value, implied, then in IMPLIED:
        known = values[AT[fact]]
        if values[AT[implied]] is None and (known == value if value else known is not None):
            values[AT[implied]] = then
    accepted = values[AT["request"]] == "accepted"
    if values[AT["cancelled_at"]] is not None and values[AT["status"]] is None and not accepted:
        values[AT["status"]] = "cancelled"
    return tuple(values)


def steps_of(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    """The different steps of `outcomes`, in the order in which answers name them."""
    steps = {outcome.row.step for outcome in outcomes}
    return tuple(step for step in STEPS if step in steps)


@dataclass
class Space:
    """The completions at one kind of instant: `choices` are the values that unknown dates can still have."""

    policies: Policies
    choices: dict[str, tuple[Any, ...]]
    _outcomes: dict[Profile, tuple[Outcome, ...]] = field(default_factory=dict)
    _steps: dict[Profile, frozenset[str]] = field(default_factory=dict)

    def outcomes(self, profile: Profile) -> tuple[Outcome, ...]:
        """The different outcomes of all completions of `profile`, the first completion's first."""
        known = self._outcomes.get(profile)
        if known is None:
            if len(self._outcomes) >= MOST_KEPT:
                self._outcomes.clear()
            known = self._outcomes[profile] = tuple(dict.fromkeys(self._walk(profile)))
        return known

    def steps(self, profile: Profile) -> frozenset[str]:
        """The steps of all completions; looks only as far as rows still differ."""
        known = self._steps.get(profile)
        if known is None:
            if len(self._steps) >= MOST_KEPT:
                self._steps.clear()
            known = self._steps[profile] = frozenset(self._walk_steps(self.assume(profile)))
        return known

    def _walk_steps(self, settled: Profile) -> Iterator[str]:
        free: str | None = "policy"
        if settled[AT["policy"]] is not None:
            policy = self.policies.get(settled[AT["policy"]])
            rows = policy.rows_left(settled)
            if len({row.step for row in rows}) == 1:
                yield rows[0].step
                return
            matters = frozenset[str]().union(*(policy.looked_at[row.id] for row in rows))
            free = next((f.name for f in FACTS if f.name in matters and self._is_free(f.name, settled)), None)
        if free is None:
            yield self._decide(self._assume_paid(settled)).row.step
            return
        for value in self.values(free, settled):
            yield from self.steps(put(settled, free, value))

    def matters(self, fact: str, profile: Profile) -> bool:
        """Whether any row that is left depends on `fact`; always, while the policy is unknown."""
        name = profile[AT["policy"]]
        if name is None:
            return True
        policy = self.policies.get(name)
        return any(fact in policy.looked_at[row.id] for row in policy.rows_left(profile))

    def _walk(self, profile: Profile) -> Iterator[Outcome]:
        settled = self.assume(profile)
        free = next((fact.name for fact in FACTS if self._is_free(fact.name, settled)), None)
        if free is None:
            yield self._decide(self._assume_paid(settled))
            return
        for value in self.values(free, settled):
            yield from self.outcomes(put(profile, free, value))

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
        name = profile[AT["policy"]]
        return self.policies.get(name).assumption(fact, profile) if name else None

    def _assume_paid(self, profile: Profile) -> Profile:
        if profile[AT["paid"]] is not None:
            return profile
        return put(profile, "paid", self.assumption("paid", profile))

    def _is_free(self, fact: str, profile: Profile) -> bool:
        if profile[AT[fact]] is not None or fact in ("goal", "now", *ALWAYS_ASSUMED):
            return False
        name = profile[AT["policy"]]
        if name is None:
            return fact == "policy"  # the policy comes first: it says which facts exist
        if fact == "paid" and self.assumption(fact, profile) is not None:
            return False
        return fact in self.policies.get(name).uses and is_open(fact, profile)

    def values(self, fact: str, profile: Profile) -> tuple[Any, ...]:
        """The values that `fact` can have beside those of `profile` without making an error."""
        if fact == "policy":
            return self.policies.ids
        if fact == "cause" and not _seller_may_refuse(profile):
            return tuple(value for value in BY_NAME["cause"].values if value != "seller")
        return self.choices.get(fact) or BY_NAME[fact].values

    def _decide(self, profile: Profile) -> Outcome:
        policy = self.policies.get(profile[AT["policy"]])
        row = policy.row_for(profile)
        refund = policy.refund_for(profile) if row.refund and profile[AT["paid"]] else None
        warnings = dict.fromkeys(w.name for w in policy.warnings if w.applies(row, profile))
        until = (row.until, policy.window_for(row.until, profile)) if row.until else None
        return Outcome(policy, row, refund, tuple(warnings), until)


def _seller_may_refuse(profile: Profile) -> bool:
    return bool(profile[AT["seller"]] != "direct" and profile[AT["policy"]] != "amiami")


def is_open(fact: str, profile: Profile) -> bool:
    """Whether the fact that `fact` exists under, if any, is known to hold."""
    gates = GATES.get(fact)
    return gates is None or any(profile[AT[gate]] == value for gate, value in gates)


def always_assumed(fact: str, profile: Profile) -> Any:
    """What every policy takes `fact` to be while nobody has said."""
    if fact == "request":
        return "pending" if profile[AT["goal"]] == "undo_request" else "none"
    return {"modifiable": True, "retried": False, "recent_cancellations": 0}[fact]
