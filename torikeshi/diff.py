"""`torikeshi policy diff`: where two versions of a policy answer differently, and whose orders that is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from decision import FactsError, Policies, PolicyError, decide
from decision.differences import Difference, differences
from decision.instants import parse_instant
from decision.loader import load_files, load_pair
from decision.proof import prove
from decision.table import Policy
from decision.vocabulary import GOALS
from orders.files import FileError, read_rows
from orders.problems import RowError
from orders.row import read_order
from orders.row_facts import checker
from torikeshi.errors import UserError

UNSAID = ("policy_version", "trace")  # what differs between any two versions, or follows from the rest


@dataclass(frozen=True, slots=True)
class Touched:
    """A line of an order whose answer changes: the goals for which it does, with the steps old and new."""

    number: str
    line: int
    goals: dict[str, tuple[str, str]]


def diff(old: Path, new: Path, orders: Path | None, now: str | None) -> int:
    """Print where the answers of the policy files `old` and `new` differ; 1 if they do anywhere, else 0.

    With `orders`, a file as for import, also the orders that are touched at `now` (the clock's, if None).
    Raises `UserError`.
    """
    try:
        pair = load_pair(old, new)
        for path, policy in zip((old, new), pair, strict=True):
            _refuse_faulty(path, policy)
        found = list(differences(*pair))
    except PolicyError as error:
        raise UserError(str(error), status=2) from error
    for number, difference in enumerate(found, 1):
        print("\n".join(_told(number, difference)))
    print(f"{len(found)} differences between {pair[0].version} and {pair[1].version} of {pair[0].id}")
    if orders is not None:
        _tell_orders(orders, load_files([old]), load_files([new]), _instant(now))
    return int(bool(found))


def _refuse_faulty(path: Path, policy: Policy) -> None:
    faults = [one for one in prove(policy).findings if one.kind in ("gap", "overlap")]
    if faults:
        raise PolicyError(f"{path}: {faults[0].kind}: {faults[0].message}: see `torikeshi policy check`")


def _told(number: int, difference: Difference) -> Iterator[str]:
    yield f"{number}. {difference.region}"
    for field, before, after in difference.changes:
        yield f"   {field}: {before} -> {after}"
    yield f"   for example {json.dumps(difference.facts(), ensure_ascii=False)}"


def _instant(now: str | None) -> datetime:
    instant = datetime.now(UTC) if now is None else parse_instant(now)
    if instant is None:
        raise UserError(f"`--now` is `{now}`: an instant as `2026-04-01T10:00:00+09:00` is allowed", status=2)
    return instant


def _tell_orders(path: Path, old: Policies, new: Policies, now: datetime) -> None:
    seen, touched = 0, 0
    for order in _lines(path, old, now):
        seen += 1
        compared = (_compared(line, old, new) for line in order)
        changed = [one for one in compared if one is not None]
        touched += bool(changed)
        for one in changed:
            goals = ", ".join(
                f"{goal} {before} -> {after}" if before != after else f"{goal} {before}, said otherwise"
                for goal, (before, after) in one.goals.items()
            )
            print(f"order {one.number}, line {one.line}: {goals}")
    print(f"{touched} of {seen} orders of {old.ids[0]} are touched")


Line = tuple[str, int, Mapping[str, object]]  # an order's number, the line's, its facts


def _lines(path: Path, policies: Policies, now: datetime) -> Iterator[list[Line]]:
    """The orders of the file that are of this policy, each as its lines."""
    check = checker(policies, now)
    try:
        for row in read_rows(path):
            if row.problem is None and row.values.get("policy") not in policies.ids:
                continue
            if row.problem is not None:
                raise RowError((row.problem,))
            order = read_order(row.values, check)
            facts = [{"now": now.isoformat(), **order.facts(line, now)} for line in order.lines]
            yield [(order.order_number, number, one) for number, one in enumerate(facts, 1)]
    except (FileError, RowError) as error:
        raise UserError(f"`{path}` cannot be read as orders: {error}") from error


def _compared(line: Line, old: Policies, new: Policies) -> Touched | None:
    number, place, facts = line
    goals = {}
    for goal in GOALS:
        before, after = (_answer(policies, {"goal": goal, **facts}) for policies in (old, new))
        if before != after:
            goals[goal] = _step(before), _step(after)
    return Touched(number, place, goals) if goals else None


def _answer(policies: Policies, facts: Mapping[str, object]) -> dict[str, object]:
    try:
        answer = decide(policies, facts).as_json()
    except FactsError as error:
        return error.as_json()
    return {name: value for name, value in answer.items() if name not in UNSAID}


def _step(answer: Mapping[str, object]) -> str:
    if "error" in answer:
        return "an error"
    return str(answer["step"]) if "step" in answer else f"asks {answer['ask']}"
