"""Facts that name a policy, answered by what is remembered of facts like them."""

from collections.abc import Callable, Mapping

from decision.answers import Answer
from decision.classes import Classes
from decision.complete import Complete, Narrow, Pattern
from decision.facts import Facts
from decision.plan import Plan
from decision.profiles import Profiles
from decision.remembered import Remembered
from decision.table import Policy

MOST_PATTERNS = 4_000  # remembered, so that endless input keeps to constant memory
MOST_PLANS = 10_000
NO_PLAN = "what is decided depends on `now`"


class Quick:
    """Answers facts that name `policy`, as far as they have a class.

    `read` gives typed facts and raises `FactsError`; `plan` gives their plan, None if it depends on `now`.
    """

    def __init__(
        self,
        policy: Policy,
        profiles: Profiles,
        read: Callable[[Mapping[str, object]], Facts],
        plan: Callable[[Facts], Plan | None],
    ) -> None:
        self._classes = Classes(policy, profiles)
        self._complete = Complete(policy, self._classes, profiles)
        self._patterns = Remembered[int, Pattern](MOST_PATTERNS)
        self._plans = Remembered[int | Narrow, Plan | str](MOST_PLANS)
        self._read = read
        self._plan = plan

    def decide(self, facts: Mapping[str, object]) -> Answer | None:
        """The answer to `facts`; None where it takes a closer look. Raises `FactsError`."""
        found = self._classes.sort(facts)
        if found is None:
            return None
        key, dates, lines = found
        pattern = self._patterns.get(key & self._classes.pattern)
        if pattern is None:
            pattern = self._complete.pattern(self._read(facts))
            self._patterns.put(key & self._classes.pattern, pattern)
        complete = pattern.complete
        kept = self._complete.narrow(key, dates, pattern) if complete else self._classes.aged(key, dates)
        plan = self._plans.get(kept)
        if plan is None:
            plan = self._plans.put(kept, self._plan(self._read(facts)) or NO_PLAN)
        return None if isinstance(plan, str) else plan.answer(dates, lines)
