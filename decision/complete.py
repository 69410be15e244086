"""Complete facts: nothing that matters is left to be told or assumed, so the table's bits alone decide.

Whether facts are complete depends on which are given and on the values that other facts exist under, which is
their pattern. The class of complete facts is then narrowed to what goes with the one row that holds.
"""

from dataclasses import dataclass

from decision.classes import GATES, Classes, Dates
from decision.facts import Facts
from decision.plan import other_profiles
from decision.profiles import Profiles
from decision.rows import Profile
from decision.space import always_assumed, imply, is_open
from decision.table import Policy
from decision.vocabulary import ALWAYS_ASSUMED, Fact

Narrow = tuple[int, tuple[str, ...]]  # of complete facts all that their plan depends on


@dataclass(frozen=True, slots=True)
class Pattern:
    """`left` are the bits that absent facts leave, `assumed` the names of those that are taken as so."""

    complete: bool
    left: int = 0
    assumed: tuple[str, ...] = ()


class Complete:
    """Knows when facts that name `policy` are complete, and what then counts of their class."""

    def __init__(self, policy: Policy, classes: Classes, profiles: Profiles) -> None:
        self._policy = policy
        self._classes = classes
        self._profiles = profiles
        self._index = policy.index
        self._ages = tuple(
            (fact, over | still, still, over) for fact, (still, over) in policy.index.ages.items()
        )
        self._with = (0, *(classes.going_with(row) for row in policy.index.ways))  # by the length of its bit

    def narrow(self, key: int, dates: Dates, pattern: Pattern) -> Narrow:
        """What counts of the class `key` of complete facts: how a row holds, and what goes with it."""
        key &= pattern.left
        ways = key & self._index.rows
        for fact, wanting, wants_open, wants_over in self._ages:
            if ways & wanting:
                ways &= ~self._wrong(fact, key, dates, wants_open, wants_over)
        return ways | key & self._with[ways.bit_length()], pattern.assumed

    def _wrong(self, fact: str, key: int, dates: Dates, wants_open: int, wants_over: int) -> int:
        """The ways that want another age of `fact` than it has."""
        for bit, _, window in self._classes.windows[fact]:
            if key & bit:
                end = dates[window] = window.end(dates[fact])
                return wants_over if dates["now"] < end else wants_open
        return wants_open | wants_over

    def pattern(self, given: Facts) -> Pattern:
        """The pattern of typed facts that are no error."""
        policy, left, assumed = self._policy, self._classes.all, list[str]()
        profile = self._profiles.of(given, policy)
        if imply(profile, policy) != profile:
            return Pattern(complete=False)
        for place, fact in enumerate(policy.facts):
            if fact.name in given:
                continue
            if fact.name in ALWAYS_ASSUMED and not self._may_be_other(fact.name, profile):
                taken = always_assumed(fact.name, profile)
                left &= self._classes.left(place, fact, taken)
                assumed.append(fact.name)
            elif self._matters(fact, profile):
                return Pattern(complete=False)
            else:
                left &= self._classes.without(place, fact)
        return Pattern(complete=True, left=left, assumed=tuple(assumed))

    def _may_be_other(self, name: str, profile: Profile) -> bool:
        """Whether `name`, which is assumed, would matter, and has values: it has none or more than one."""
        some = other_profiles(profile, name, None, self._profiles, self._policy)
        return (name in self._policy.uses or name in GATES) and any(True for _ in some)

    def _matters(self, fact: Fact, profile: Profile) -> bool:
        """Whether an answer may depend on `fact`, which is not given."""
        assumed = fact.name in ("paid", *ALWAYS_ASSUMED) or fact.name in self._policy.assumed
        return assumed or (fact.name in self._policy.uses and is_open(fact, profile, self._policy))
