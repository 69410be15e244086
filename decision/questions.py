"""Which fact to ask: the order of questions that needs the fewest in the worst case."""

from collections.abc import Iterator

from decision.space import AT, GATES, GENERAL, MOST_KEPT, Space, is_open, put
from decision.table import Profile
from decision.vocabulary import ALWAYS_ASSUMED, FACTS, ORDER

NEVER = frozenset({"goal", "now", *ALWAYS_ASSUMED})


class Questions:
    """Chooses questions over one `Space`; remembers what it has worked out."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._worst: dict[Profile, int] = {}

    def best(self, profile: Profile) -> str:
        """The fact to ask where several steps are possible; of equally good ones the earlier in the facts."""
        return min(self._ways(profile), key=lambda way: (way[0], ORDER[way[1]]))[1]

    def worst(self, profile: Profile) -> int:
        """How many questions it takes in the worst case until one step is left."""
        known = self._worst.get(profile)
        if known is None:
            if len(self._worst) >= MOST_KEPT:
                self._worst.clear()
            several = len(self._space.steps(profile)) > 1
            known = self._worst[profile] = min(self._ways(profile))[0] if several else 0
        return known

    def _ways(self, profile: Profile) -> Iterator[tuple[int, str]]:
        for fact in self._askable(profile):
            nexts = [put(profile, fact, value) for value in self._space.values(fact, profile)]
            if len({self._space.steps(following) for following in nexts}) > 1:
                yield 1 + max(map(self.worst, nexts)), fact

    def _askable(self, profile: Profile) -> Iterator[str]:
        settled = self._space.assume(profile)
        policy = profile[AT["policy"]]
        uses = self._space.policies.get(policy).uses if policy else GENERAL | GATES.keys()
        for fact in FACTS:
            name = fact.name
            known = name in NEVER or settled[AT[name]] is not None
            exists = name == "policy" or (name in uses and is_open(name, settled))
            if exists and not known and self._space.assumption(name, profile) is None:
                yield name
