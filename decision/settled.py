"""What a decision is made on: the given facts, what they imply, and what is assumed beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.facts import Facts, read_facts
from decision.policies import Policies
from decision.rows import Profile
from decision.space import Space, imply
from decision.vocabulary import FACTS


@dataclass(frozen=True, slots=True)
class Settled:
    """Typed values by fact, in the facts' order; no fact is in two of them."""

    given: Facts
    implied: Facts
    assumed: Facts
    implying: frozenset[str]  # the given facts without which less would be implied

    @property
    def all(self) -> Facts:
        """Everything that is known or taken as so."""
        return {**self.given, **self.implied, **self.assumed}


def settle(policies: Policies, facts: Mapping[str, object]) -> Settled:
    """The facts that count for `facts` (JSON values); raises `FactsError`."""
    given = read_facts(policies, facts)
    space = Space(policies.editions(given)[0], {})
    implied = _implied(space, given)
    known = {**given, **implied}
    taken = space.assume_late(space.assume(_profile(space, known)))
    less = (name for name in given if implied.keys() - _implied(space, {**given, name: None}).keys())
    return Settled(given, implied, _news(space, taken, known), frozenset(less))


def _profile(space: Space, facts: Mapping[str, Any]) -> Profile:
    named = facts.get("policy")
    known = FACTS if named is None else space.edition.get(named).facts
    return tuple(facts.get(fact.name) for fact in known)


def _implied(space: Space, given: Mapping[str, Any]) -> Facts:
    profile = _profile(space, given)
    return _news(space, imply(profile, space.policy_of(profile)), given)


def _news(space: Space, profile: Profile, known: Mapping[str, Any]) -> Facts:
    pairs = zip(space.facts(profile), profile, strict=False)
    return {fact.name: value for fact, value in pairs if value is not None and fact.name not in known}
