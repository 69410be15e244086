"""The policies that are loaded, in all their versions, and which of them hold for given facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import product
from typing import Any

from decision.instants import parse_instant
from decision.table import Policy
from decision.vocabulary import Fact


@dataclass(frozen=True, eq=False)
class Edition:
    """One version of each policy, in the order in which answers name them."""

    policies: tuple[Policy, ...]

    @cached_property
    def _by_id(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The values that the fact `policy` may have."""
        return tuple(self._by_id)

    def get(self, name: str) -> Policy:
        """The policy called `name`; KeyError if none is."""
        return self._by_id[name]


@dataclass(frozen=True, eq=False)
class Policies:
    """All versions of all policies: those of one id together, the earliest first."""

    all: tuple[Policy, ...]

    @cached_property
    def _versions(self) -> dict[str, tuple[Policy, ...]]:
        return {one.id: tuple(other for other in self.all if other.id == one.id) for one in self.all}

    @cached_property
    def _editions(self) -> dict[tuple[Policy, ...], Edition]:
        return {}

    @cached_property
    def _only(self) -> Edition | None:
        """The one edition there is where no policy has several versions."""
        return None if len(self.all) > len(self._versions) else self._edition(self.all)

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids: the values that the fact `policy` may have."""
        return tuple(self._versions)

    def versions(self, name: str) -> tuple[Policy, ...]:
        """The versions of the policy called `name`, the earliest first; KeyError if there is none."""
        return self._versions[name]

    def latest(self, name: str) -> Policy:
        """The last version of the policy called `name`; KeyError if there is none."""
        return self._versions[name][-1]

    def editions(self, facts: Mapping[str, Any]) -> tuple[Edition, ...]:
        """What may hold for typed `facts`.

        More than one only where a policy goes by a date of the order that is not given: one for each version
        that could be meant.
        """
        if self._only:
            return (self._only,)
        groups = [self._meant(group, facts) for group in self._versions.values()]
        return tuple(self._edition(choice) for choice in product(*groups))

    def named(self, facts: Mapping[str, object]) -> Policy | None:
        """The policy that `facts` (JSON values) name, where nothing but `now` chooses its version."""
        name = facts.get("policy")
        group = self._versions.get(name) if isinstance(name, str) else None
        if group is None or len(group) == 1:
            return group[0] if group else None
        now = facts.get("now")
        instant = parse_instant(now) if isinstance(now, str) and group[0].version_by is None else None
        return begun(group, instant)[-1] if instant else None

    def _meant(self, group: tuple[Policy, ...], facts: Mapping[str, Any]) -> tuple[Policy, ...]:
        date_fact = group[0].version_by
        if date_fact is None or facts.get("policy") != group[0].id:
            return begun(group, facts["now"])[-1:]
        ordered = facts.get(date_fact)
        return begun(group, facts["now"] if ordered is None else ordered)[-1 if ordered is not None else 0 :]

    def own_facts(self, name: object, facts: Mapping[str, Any]) -> tuple[Fact, ...]:
        """The facts known under the policy called `name` alone, beside typed `facts`; () if there is none.

        Versions that a date of the order chooses have the same, so `now` tells which.
        """
        group = self._versions.get(name) if isinstance(name, str) else None
        if group is None or "now" not in facts:
            return group[-1].own if group else ()
        return begun(group, facts["now"])[-1].own

    def _edition(self, policies: tuple[Policy, ...]) -> Edition:
        if policies not in self._editions:
            self._editions[policies] = Edition(policies)
        return self._editions[policies]


def begun(versions: tuple[Policy, ...], at: datetime) -> tuple[Policy, ...]:
    """The versions that have begun `at` an instant, the earliest first; at least that one."""
    return tuple(one for one in versions if one.starts <= at) or versions[:1]


def in_order(policies: Iterable[Policy], first: tuple[str, ...]) -> tuple[Policy, ...]:
    """`policies` as `Policies` wants them: those named in `first`, then by id, each by its date."""
    place = {name: number for number, name in enumerate(first)}
    return tuple(sorted(policies, key=lambda one: (place.get(one.id, len(place)), one.id, one.valid_from)))
