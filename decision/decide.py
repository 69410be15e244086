"""From facts to the answer: read, imply, look at every completion, then one step or one question."""

from collections.abc import Mapping
from functools import lru_cache

from decision.answers import Answer
from decision.facts import read_facts
from decision.loader import Policies
from decision.plan import Plan, make_plan
from decision.profiles import Choices, counts_of, profile_of, windows_by_fact
from decision.questions import Questions
from decision.space import Space
from decision.table import Profile

MOST_PLANS = 10_000  # remembered, so that endless input keeps to constant memory


class Decider:
    """Decides by one set of policies; remembers what it has worked out, which changes no answer."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._windows = windows_by_fact(policies.all)
        self._counts = counts_of(policies.all)
        self._choices = Choices(self._windows)
        self._spaces: dict[tuple[object, ...], tuple[Space, Questions]] = {}
        self._plans: dict[tuple[object, Profile], Plan] = {}

    def decide(self, facts: Mapping[str, object]) -> Answer:
        """The answer to `facts` (JSON values); raises `FactsError` where they are unusable."""
        given = read_facts(facts, self.policies.ids)
        profile = profile_of(given, self._windows, self._counts)
        key = self._choices.at(given["now"])  # type: ignore[arg-type]
        plan = self._plans.get((key, profile))
        if plan is None:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key, profile] = make_plan(*self._space(key), self._counts, profile)
        return plan.answer(given)

    def _space(self, key: tuple[object, ...]) -> tuple[Space, Questions]:
        if key not in self._spaces:
            space = Space(self.policies, self._choices.named(key))
            self._spaces[key] = (space, Questions(space))
        return self._spaces[key]


@lru_cache(maxsize=8)
def _decider(policies: Policies) -> Decider:
    return Decider(policies)


def decide(policies: Policies, facts: Mapping[str, object]) -> Answer:
    """The next step for `facts`, or the one question that must come first.

    `facts` are JSON values by name. Pure: same facts, same answer. Raises `FactsError`.
    """
    return _decider(policies).decide(facts)


def check(policies: Policies, facts: Mapping[str, object]) -> None:
    """Raises `FactsError` where `facts` could not be decided on, and does nothing else."""
    read_facts(facts, policies.ids)
