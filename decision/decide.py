"""From facts to the answer: read, imply, look at every completion, then one step or one question."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from decision.answers import Answer
from decision.facts import Facts, read_facts
from decision.merging import merged
from decision.plan import Plan, make_plan
from decision.policies import Edition, Policies
from decision.profiles import Choices, Dated, NowMatters, Profiles
from decision.questions import Questions
from decision.quick import Quick
from decision.remembered import Remembered
from decision.rows import Profile
from decision.space import Space
from decision.table import Policy
from decision.trace import given_line

MOST_PLANS = 10_000  # remembered twice at most, so that endless input keeps to constant memory
MOST_SPACES = 100
NOW_MATTERS = "now matters"  # in place of a plan that holds at some instants only


class _OneEdition:
    """Decides by one version of each policy; remembers what it has worked out, which changes no answer."""

    def __init__(self, profiles: Profiles, edition: Edition) -> None:
        self._edition = edition
        self._profiles = profiles
        self._choices = Choices(profiles, edition.policies)
        self._undated = self._with(self._choices.undated())
        self._spaces = Remembered[Dated, tuple[Space, Questions]](MOST_SPACES)
        self._plans = Remembered[Profile | tuple[Dated, Profile], Plan | str](MOST_PLANS)

    def decide(self, given: Facts) -> Answer:
        """The answer to typed facts."""
        profile = self._profile(given)
        plan = self._plans.get(profile) or self._plans.put(profile, self.plan(given) or NOW_MATTERS)
        if isinstance(plan, str):
            key = self._choices.at(given["now"])  # type: ignore[arg-type]
            kept = self._plans.get((key, profile))
            plan = kept if isinstance(kept, Plan) else self._plan_at(key, profile)
        return plan.answer(given, {name: given_line(name, value) for name, value in given.items()})

    def plan(self, given: Facts) -> Plan | None:
        """The plan for typed facts; None where there is none for all instants."""
        try:
            return make_plan(*self._undated, self._profiles, self._profile(given))
        except NowMatters:
            return None

    def _plan_at(self, key: Dated, profile: Profile) -> Plan:
        space = self._spaces.get(key) or self._spaces.put(key, self._with(self._choices.named(key)))
        plan = make_plan(*space, self._profiles, profile)
        self._plans.put((key, profile), plan)
        return plan

    def _profile(self, given: Facts) -> Profile:
        named = given.get("policy")
        return self._profiles.of(given, None if named is None else self._edition.get(str(named)))

    def _with(self, choices: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> tuple[Space, Questions]:
        space = Space(self._edition, choices)
        return space, Questions(space)


class Decider:
    """Decides by a set of policies in all their versions."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._profiles = Profiles(policies)
        self._by_edition: dict[Edition, _OneEdition] = {}
        self._by_policy: dict[Policy, Quick] = {}

    def decide(self, facts: Mapping[str, object]) -> Answer:
        """The answer to `facts` (JSON values); raises `FactsError` where they are unusable."""
        policy = self.policies.named(facts)
        answer = None if policy is None else self._quick(policy).decide(facts)
        return self._decide(facts) if answer is None else answer

    def _decide(self, facts: Mapping[str, object]) -> Answer:
        """As `decide`, whatever the facts are: with a closer look at each."""
        given = read_facts(self.policies, facts)
        editions = self.policies.editions(given)
        answers = [self._by(edition).decide(given) for edition in editions]
        if len(answers) == 1:
            return answers[0]
        chosen_by = editions[0].get(str(given["policy"])).version_by
        return merged(answers, str(chosen_by))

    def _quick(self, policy: Policy) -> Quick:
        found = self._by_policy.get(policy)
        if found is None:
            read = partial(read_facts, self.policies)
            found = self._by_policy[policy] = Quick(policy, self._profiles, read, self._plan)
        return found

    def _plan(self, given: Facts) -> Plan | None:
        return self._by(self.policies.editions(given)[0]).plan(given)

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
