"""Facts of what is spoken of: the order's own, then what was said; where they disagree the order counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from decision import FactsError, Policies, check
from decision.vocabulary import BY_NAME, ORDER, Fact
from dialogue.kit import Kit
from orders.model import Line, Order

# What was said is no contradiction where the records only know it more exactly: (fact, said, recorded).
MORE_EXACT = {
    ("status", "unshipped", "preparing"),
    ("status", "preparing", "unshipped"),
    ("request", "pending", "accepted"),
    ("request", "pending", "rejected"),
    ("cause", "unknown", None),
}
DATED = ("instant", "date", "deadline")


@dataclass(frozen=True, slots=True)
class Known:
    """Facts ready to decide on, and the names of those that were said otherwise than they are recorded."""

    facts: dict[str, Any]
    disputed: tuple[str, ...] = ()


def merge(kit: Kit, recorded: Mapping[str, Any], told: Mapping[str, Any], goal: str, now: datetime) -> Known:
    """What is known when the records hold `recorded` and the customer said `told`; always decidable."""
    facts = {**recorded, "goal": goal, "now": now.isoformat()}
    disputed = []
    for name in _in_order(kit, told):
        if name in recorded:
            if _differs(fact_of(kit, name, recorded.get("policy")), told[name], recorded[name]):
                disputed.append(name)
        elif holds(kit, {**facts, name: told[name]}):
            facts[name] = told[name]
        elif (other := _status_behind(kit, name, recorded)) is not None:
            disputed.append(other)
    return Known(facts, tuple(dict.fromkeys(disputed)))


def correct(
    kit: Kit, records: Sequence[Mapping[str, Any]], before: Mapping[str, Any], news: Mapping[str, Any]
) -> dict[str, Any]:
    """All that was said, newest first: what was said `before` stays only as far as it goes with `news`.

    `records` hold the recorded facts of each line spoken of, with `goal` and `now`. What they have too is
    kept for comparison.
    """
    kept: dict[str, Any] = {}
    # a cause, say, holds only beside the refused request that was told before, and what was told before
    # perhaps only beside that request and the news: hence both twice
    for source in (news, before, news, before):
        for name in _in_order(kit, source):
            if name not in kept and _is_possible(kit, records, {**kept, name: source[name]}, name):
                kept[name] = source[name]
    return kept


def _is_possible(kit: Kit, records: Sequence[Mapping[str, Any]], told: Mapping[str, Any], name: str) -> bool:
    """Whether a fact goes with the others; a shop's own one may be kept until the shop is named."""
    ways = [{**told, **recorded} for recorded in records]
    plain = [way if "policy" in way else _standard(way) for way in ways]
    return any(name in known or holds(kit, way) for known, way in zip(records, plain, strict=True))


def _standard(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name in ORDER}


def holds(kit: Kit, facts: Mapping[str, Any]) -> bool:
    """Whether these facts can be decided on."""
    try:
        check(kit.policies, facts)
    except FactsError:
        return False
    return True


def recorded(kit: Kit, order: Order, line: Line, now: datetime) -> dict[str, Any]:
    """The facts that the records have of a line, those that its shop alone has among them."""
    return order.facts(line, now, kit.policies.own_facts(order.policy, {"now": now}))


def fact_of(kit: Kit, name: str, policy: object) -> Fact:
    """The fact of that name, one of the shop's own perhaps."""
    own = kit.policies.latest(policy).by_name if policy in kit.policies.ids else {}
    return own.get(name) or BY_NAME.get(name) or _own(kit.policies)[name]


@lru_cache(maxsize=8)
def _own(policies: Policies) -> dict[str, Fact]:
    """The facts that shops have of their own; of those with one name the first."""
    return {fact.name: fact for policy in reversed(policies.all) for fact in policy.own}


def _in_order(kit: Kit, facts: Iterable[str]) -> list[str]:
    places = {name: place for place, name in enumerate((*ORDER, *_own(kit.policies)))}
    return sorted((name for name in facts if name in places), key=lambda name: places[name])


def _differs(fact: Fact, said: Any, recorded: Any) -> bool:
    if fact.kind in DATED:
        return str(said)[:10] != str(recorded)[:10]
    return said != recorded and (fact.name, said, recorded) not in MORE_EXACT


def _status_behind(kit: Kit, name: str, recorded: Mapping[str, Any]) -> str | None:
    """The recorded fact that `name` cannot hold beside: an opened parcel that has not arrived, say."""
    behind = {
        "opened": "status",
        "cancelled_at": "status",
        "sent_back_at": "status",
        "requested_at": "request",
    }
    other = {**behind, "cause": "request", "retried": "request", "seller": "policy", "item": "policy"}.get(
        name
    )
    if name not in ORDER:
        other = next((gate for gate, _ in fact_of(kit, name, recorded.get("policy")).under), None)
    return other if other in recorded else None
