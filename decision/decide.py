"""From facts to the answer: read, imply, look at every completion, then one step or one question."""

from collections.abc import Mapping
from functools import lru_cache

from decision.answers import Answer
from decision.facts import Facts, read_facts
from decision.merging import merged
from decision.plan import Plan, make_plan
from decision.policies import Edition, Policies
from decision.profiles import Choices, Dated, Profiles
from decision.questions import Questions
from decision.rows import Profile
from decision.space import Space

MOST_PLANS = 10_000  # remembered, so that endless input keeps to constant memory


class _OneEdition:
    """Decides by one version of each policy; remembers what it has worked out, which changes no answer."""

    def __init__(self, profiles: Profiles, edition: Edition) -> None:
        self._edition = edition
        self._profiles = profiles
        self._choices = Choices(profiles, edition.policies)
        self._spaces: dict[Dated, tuple[Space, Questions]] = {}
        self._plans: dict[tuple[Dated, Profile], Plan] = {}

    def decide(self, given: Facts) -> Answer:
        """The answer to typed facts."""
        named = given.get("policy")
        policy = None if named is None else self._edition.get(str(named))
        profile = self._profiles.of(given, policy)
        key = self._choices.at(given["now"])  # type: ignore[arg-type]
        plan = self._plans.get((key, profile))
        if plan is None:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key, profile] = make_plan(*self._space(key), self._profiles, profile)
        return plan.answer(given)

    def _space(self, key: Dated) -> tuple[Space, Questions]:
        if key not in self._spaces:
            space = Space(self._edition, self._choices.named(key))
            self._spaces[key] = (space, Questions(space))
        return self._spaces[key]


class Decider:
    """Decides by a set of policies in all their versions."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._profiles = Profiles(policies)
        self._by_edition: dict[Edition, _OneEdition] = {}

    def decide(self, facts: Mapping[str, object]) -> Answer:
        """The answer to `facts` (JSON values); raises `FactsError` where they are unusable."""
        given = read_facts(self.policies, facts)
        editions = self.policies.editions(given)
        answers = [self._by(edition).decide(given) for edition in editions]
        if len(answers) == 1:
            return answers[0]
        chosen_by = editions[0].get(str(given["policy"])).version_by
        return merged(answers, str(chosen_by))

    def _by(self, edition: Edition) -> _OneEdition:
        if edition not in self._by_edition:
            self._by_edition[edition] = _OneEdition(self._profiles, edition)
        return self._by_edition[edition]


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
    read_facts(policies, facts)
