"""Which fact to ask: the order of questions that needs the fewest in the worst case."""

from collections.abc import Iterator
from itertools import count

from decision.space import AT, GATES, GENERAL, MOST_KEPT, Space, is_open, put
from decision.table import Profile
from decision.vocabulary import ALWAYS_ASSUMED, FACTS

NEVER = frozenset({"goal", "now", *ALWAYS_ASSUMED})


class Questions:
    """Chooses questions over one `Space`; remembers what it has worked out."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._within: dict[tuple[Profile, int], bool] = {}

    def best(self, profile: Profile) -> str:
        """The fact to ask where several steps are possible; of equally good ones the earlier in the facts."""
        return next(fact for most in count(1) if (fact := self._first(profile, most)) is not None)

    def within(self, profile: Profile, most: int) -> bool:
        """Whether `most` questions always suffice until one step is left."""
        if most == 0 or len(self._space.steps(profile)) == 1:
            return len(self._space.steps(profile)) == 1
        key = (profile, most)
        if key not in self._within:
            if len(self._within) >= MOST_KEPT:
                self._within.clear()
            self._within[key] = self._first(profile, most) is not None
        return self._within[key]

    def _first(self, profile: Profile, most: int) -> str | None:
        """The first fact after which `most - 1` further questions suffice, whatever its value."""
        for fact in self._askable(profile):
            nexts = [put(profile, fact, value) for value in self._space.values(fact, profile)]
            differ = len({self._space.steps(following) for following in nexts}) > 1
            if differ and all(self.within(following, most - 1) for following in nexts):
                return fact
        return None

    def _askable(self, profile: Profile) -> Iterator[str]:
        settled = self._space.assume(profile)
        policy = profile[AT["policy"]]
        uses = self._space.policies.get(policy).uses if policy else GENERAL | GATES.keys()
        for fact in FACTS:
            name = fact.name
            known = name in NEVER or settled[AT[name]] is not None
            if known or not (name == "policy" or (name in uses and is_open(name, settled))):
                continue
            if self._space.assumption(name, profile) is None and self._space.matters(name, settled):
                yield name
