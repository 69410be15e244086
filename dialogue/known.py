"""Facts of what is spoken of: the order's own, then what was said; where they disagree the order counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision import FactsError, check
from decision.vocabulary import ORDER
from dialogue.kit import Kit

# What was said is no contradiction where the records only know it more exactly: (fact, said, recorded).
MORE_EXACT = {
    ("status", "unshipped", "preparing"),
    ("status", "preparing", "unshipped"),
    ("request", "pending", "accepted"),
    ("request", "pending", "rejected"),
    ("cause", "unknown", None),
}
DATED = ("release_date", "payment_deadline", "requested_at", "cancelled_at", "sent_back_at")


@dataclass(frozen=True, slots=True)
class Known:
    """Facts ready to decide on, and the names of those that were said otherwise than they are recorded."""

    facts: dict[str, Any]
    disputed: tuple[str, ...] = ()


def merge(kit: Kit, recorded: Mapping[str, Any], told: Mapping[str, Any], goal: str, now: datetime) -> Known:
    """What is known when the records hold `recorded` and the customer said `told`; always decidable."""
    facts = {**recorded, "goal": goal, "now": now.isoformat()}
    disputed = []
    for name in _in_order(told):
        if name in recorded:
            if _differs(name, told[name], recorded[name]):
                disputed.append(name)
        elif holds(kit, {**facts, name: told[name]}):
            facts[name] = told[name]
        elif (other := _status_behind(name, recorded)) is not None:
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
    # a cause, say, holds only beside the refused request that was told before: hence the news twice
    for source in (news, before, news):
        for name in _in_order(source):
            if name not in kept and _is_possible(kit, records, {**kept, name: source[name]}, name):
                kept[name] = source[name]
    return kept


def _is_possible(kit: Kit, records: Sequence[Mapping[str, Any]], told: Mapping[str, Any], name: str) -> bool:
    return any(name in recorded or holds(kit, {**told, **recorded}) for recorded in records)


def holds(kit: Kit, facts: Mapping[str, Any]) -> bool:
    """Whether these facts can be decided on."""
    try:
        check(kit.policies, facts)
    except FactsError:
        return False
    return True


def _in_order(facts: Iterable[str]) -> list[str]:
    return sorted((name for name in facts if name in ORDER), key=lambda name: ORDER[name])


def _differs(name: str, said: Any, recorded: Any) -> bool:
    if name in DATED:
        return str(said)[:10] != str(recorded)[:10]
    return said != recorded and (name, said, recorded) not in MORE_EXACT


def _status_behind(name: str, recorded: Mapping[str, Any]) -> str | None:
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
    return other if other in recorded else None
