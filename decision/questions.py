"""Which fact to ask: the order of questions that needs the fewest in the worst case."""

from collections.abc import Iterator

from decision.rows import Profile
from decision.space import GENERAL, MOST_KEPT, Space, is_open


class Questions:
    """Chooses questions over one `Space`; remembers what it has worked out."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._within: dict[tuple[Profile, int], bool] = {}

    def best(self, profile: Profile) -> str:
        """The fact to ask where several steps are possible; of equally good ones the earlier in the facts."""
        counts = range(1, len(profile))
        return next(fact for most in counts if (fact := self._first(profile, most)) is not None)

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
        telling = False
        for fact, nexts in self._followed(profile):
            differ = len({self._space.steps(following) for following in nexts}) > 1
            telling = telling or differ
            if differ and all(self.within(following, most - 1) for following in nexts):
                return fact
        # Where each fact alone tells nothing, as in "one or the other but not both", any of them must do.
        rest = () if telling else self._followed(profile)
        sure = (fact for fact, nexts in rest if all(self.within(one, most - 1) for one in nexts))
        return next(sure, None)

    def _followed(self, profile: Profile) -> Iterator[tuple[str, list[Profile]]]:
        for fact in self._askable(profile):
            yield (
                fact,
                [self._space.put(profile, fact, value) for value in self._space.values(fact, profile)],
            )

    def _askable(self, profile: Profile) -> Iterator[str]:
        settled = self._space.assume(profile)
        policy = self._space.policy_of(profile)
        for place, fact in enumerate(self._space.facts(profile)):
            if settled[place] is not None:
                continue
            exists = fact.name in policy.uses if policy else fact.name in GENERAL or bool(fact.under)
            if not (exists and is_open(fact, settled, policy)):
                continue
            if self._space.assumption(fact.name, profile) is None and self._space.matters(fact.name, settled):
                yield fact.name
