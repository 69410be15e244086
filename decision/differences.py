"""Where two versions of a policy answer differently: regions of facts, as few and as wide as are found."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from itertools import chain, product
from typing import Any

from decision.calendar import Calendar
from decision.joint import Joint
from decision.regions import Region, regions
from decision.rows import Row
from decision.table import Policy

Masks = list[tuple[Any, int]]  # values with the combinations in which each holds
Delta = tuple[tuple[str, str, str], ...]  # what differs: the field, its old and its new value
YEARS = range(1950, 2099)


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says wherever in its region: `until` by what it is counted from, not as an instant."""

    step: str
    rule: str
    reason: str
    until: str
    fallback: str
    refund: str
    warnings: str
    cites: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, and one region of facts in which it is the whole difference between the answers."""

    changes: Delta
    region: Region

    def facts(self) -> dict[str, object]:
        """Facts as JSON values for `decide`, complete enough to show the change."""
        return self.region.walked.example(self.region.point)


def differences(old: Policy, new: Policy) -> Iterator[Difference]:
    """Every region in which the answers of the two versions differ, or what they assume.

    Both must be free of gaps and overlaps, and built together. Raises `PolicyError` where their facts
    cannot be compared.
    """
    joint = Joint(old, new)
    where: dict[Delta, int] = {}
    for delta, bits in chain(_answers(joint), _assumptions(joint)):
        where[delta] = where.get(delta, 0) | bits
    for delta, bits in where.items():
        for region in regions(joint, bits):
            yield Difference(delta, region)


def _answers(joint: Joint) -> Iterator[tuple[Delta, int]]:
    sides = (said(joint, joint.old).items(), said(joint, joint.new).items())
    for (before, here), (after, there) in product(*sides):
        if before != after and (both := here & there):
            yield _delta(before, after), both


def _delta(before: Said, after: Said) -> Delta:
    pairs = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(Said))
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def said(joint: Joint, policy: Policy) -> dict[Said, int]:
    """Everything that `policy` answers, with the combinations in which it does."""
    found: dict[Said, int] = {}
    for row in policy.rows:
        parts = (_untils(joint, policy, row), _refunds(joint, policy, row), _warnings(joint, policy, row))
        for (until, one), (refund, two), (warned, three) in product(*parts):
            if bits := joint.row(policy, row) & one & two & three:
                answer = _said(row, until, refund, warned)
                found[answer] = found.get(answer, 0) | bits
    return found


def _said(row: Row, until: str, refund: str, warned: str) -> Said:
    cites = " ".join(row.cites)
    return Said(row.step, row.id, row.reason, until, row.fallback or "-", refund, warned, cites)


def _untils(joint: Joint, policy: Policy, row: Row) -> Masks:
    if row.until is None:
        return [("-", joint.valid)]
    calendar = "" if _alike(joint.old.calendar, joint.new.calendar) else f" ({_named(policy.calendar)})"
    if not policy.by_name[row.until].past:
        return [(row.until + calendar, joint.valid)]
    return [
        (f"{row.until} + {window.count} {window.unit}{calendar}", bits)
        for window, bits in joint.counted(policy, row.until)
    ]


def _alike(one: Calendar, other: Calendar) -> bool:
    same = _named(one) == _named(other)
    return same and all(one.holidays(year) == other.holidays(year) for year in YEARS)


def _named(calendar: Calendar) -> str:
    off = calendar.zone.utcoffset(None)
    zone = calendar.zone if off is None else f"UTC+{off // timedelta(hours=1)}"
    return f"{zone}, closed on {len(calendar.closed)} weekdays"


def _refunds(joint: Joint, policy: Policy, row: Row) -> Masks:
    if row.refund is None:
        return [("-", joint.valid)]
    left = (
        joint.valid & joint.space.where("paid", frozenset({True})) if "paid" in joint.names else joint.valid
    )
    found: Masks = [("-", joint.valid & ~left)]
    for refund in policy.refunds:
        here = left & joint.condition(policy, refund.condition)
        figures = (f"{name} {value}" for name, value in refund.refund.as_json().items() if value is not None)
        found.append((", ".join(figures), here))
        left &= ~here
    return [*found, ("-", left)]


def _warnings(joint: Joint, policy: Policy, row: Row) -> Masks:
    found: Masks = [((), joint.valid)]
    for name in dict.fromkeys(warning.name for warning in policy.warnings):
        given = 0
        for warning in policy.warnings:
            if warning.name == name and warning.concerns(row):
                given |= joint.condition(policy, warning.condition)
        found = [
            part
            for names, bits in found
            for part in (((*names, name), bits & given), (names, bits & ~given))
            if part[1]
        ]
    return [(", ".join(sorted(names)) or "-", bits) for names, bits in found]


def _assumptions(joint: Joint) -> Iterator[tuple[Delta, int]]:
    for name in dict.fromkeys((*joint.old.assumes, *joint.new.assumes)):
        sides = (_assumed(joint, joint.old, name), _assumed(joint, joint.new, name))
        for (before, here), (after, there) in product(*sides):
            if before != after and (both := here & there):
                yield ((f"`{name}` when not given", before, after),), both


def _assumed(joint: Joint, policy: Policy, name: str) -> Masks:
    left, found = joint.valid, []
    for condition, value in policy.assumed.get(name, ()):
        here = left & joint.condition(policy, condition)
        found.append((str(value).lower(), here))
        left &= ~here
    return [*found, ("asked", left)]
