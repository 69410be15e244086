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

    @property
    def all(self) -> Facts:
        """Everything that is known or taken as so."""
        return {**self.given, **self.implied, **self.assumed}


def settle(policies: Policies, facts: Mapping[str, object]) -> Settled:
    """The facts that count for `facts` (CONTRACT §1, JSON values); raises `FactsError`."""
    given = read_facts(facts, policies.ids)
    space = Space(policies, {})
    known = imply(tuple(given.get(fact.name) for fact in FACTS))
    taken = _with_paid(space, space.assume(known))
    return Settled(given, _news(known, given), _news(taken, {**given, **_news(known, given)}))


def _with_paid(space: Space, profile: Profile) -> Profile:
    place = AT["paid"]
    if profile[place] is not None:
        return profile
    return (*profile[:place], space.assumption("paid", profile), *profile[place + 1 :])


def _news(profile: Profile, known: Mapping[str, Any]) -> Facts:
    pairs = ((fact.name, value) for fact, value in zip(FACTS, profile, strict=True))
    return {name: value for name, value in pairs if value is not None and name not in known}
