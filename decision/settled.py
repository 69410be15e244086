"""What a decision is made on: the given facts, what they imply, and what is assumed beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.facts import Facts, read_facts
from decision.loader import Policies
from decision.space import AT, Space, imply
from decision.table import Profile
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
    given = read_facts(facts, policies.ids)
    space = Space(policies, {})
    implied = _implied(given)
    known = _profile({**given, **implied})
    taken = _with_paid(space, space.assume(known))
    less = (name for name in given if implied.keys() - _implied({**given, name: None}).keys())
    return Settled(given, implied, _news(taken, {**given, **implied}), frozenset(less))


def _profile(facts: Mapping[str, Any]) -> Profile:
    return tuple(facts.get(fact.name) for fact in FACTS)


def _implied(given: Mapping[str, Any]) -> Facts:
    return _news(imply(_profile(given)), given)


def _with_paid(space: Space, profile: Profile) -> Profile:
    place = AT["paid"]
    if profile[place] is not None:
        return profile
    return (*profile[:place], space.assumption("paid", profile), *profile[place + 1 :])


def _news(profile: Profile, known: Mapping[str, Any]) -> Facts:
    pairs = ((fact.name, value) for fact, value in zip(FACTS, profile, strict=True))
    return {name: value for name, value in pairs if value is not None and name not in known}
