"""Facts that cannot hold together: the whole list, each named with what it contradicts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from decision.errors import FieldError
from decision.vocabulary import ORDER, PAST_INSTANTS

# A fact that exists only under a status: the status it belongs to.
STATUS_OF = {"opened": "delivered", "sent_back_at": "sent_back", "cancelled_at": "cancelled"}


def contradictions(facts: Mapping[str, Any]) -> list[FieldError]:
    """One error for each fact that contradicts an earlier one, in the facts' order."""
    against: dict[str, list[str]] = {}
    for earlier, later in (*conflicts(facts), *_ahead(facts)):
        against.setdefault(later, []).append(earlier)
    return [
        FieldError(later, _message(facts, later, against[later])) for later in sorted(against, key=_place)
    ]


def _place(name: str) -> int:
    return ORDER[name]


def _message(facts: Mapping[str, Any], later: str, earlier: list[str]) -> str:
    others = " and ".join(_named(facts, name) for name in dict.fromkeys(earlier))
    return f"{_named(facts, later)} cannot hold together with {others}"


def _named(facts: Mapping[str, Any], name: str) -> str:
    if name not in facts:
        return f"`{name}` not given"
    value = facts[name]
    if isinstance(value, bool):
        return f"`{name}: {str(value).lower()}`"
    return f"`{name}: {value.isoformat() if isinstance(value, date) else value}`"


def conflicts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The pairs of facts (earlier, later) that cannot hold together, whatever their dates."""
    yield from _whose_shop(facts)
    yield from _request(facts)
    yield from _status(facts)


def _ahead(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in PAST_INSTANTS:
        if name in facts and facts[name] > facts["now"]:
            yield "now", name


def _whose_shop(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    policy = facts.get("policy")
    if "seller" in facts and policy == "amiami":
        yield "policy", "seller"
    if "item" in facts and policy == "amazon":
        yield "policy", "item"
    if "seller" in facts and "item" in facts:
        yield "seller", "item"
    if facts.get("cause") == "seller":
        if facts.get("seller") == "direct":
            yield "seller", "cause"
        if policy == "amiami":
            yield "policy", "cause"
        elif "item" in facts and policy is None:
            yield "item", "cause"  # an item means amiami, a seller's refusal another shop: none is left


def _request(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    request = facts.get("request")
    for name in ("cause", "retried"):
        if name in facts and request != "rejected":
            yield "request", name
    if "requested_at" in facts and request == "none":
        yield "request", "requested_at"


def _status(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    bound = [name for name in STATUS_OF if name in facts and not _excused(facts, name)]
    bound.sort(key=_place)
    if "status" in facts:
        yield from (("status", name) for name in bound if facts["status"] != STATUS_OF[name])
    else:
        yield from ((bound[0], name) for name in bound[1:])  # no status is left for both


def _excused(facts: Mapping[str, Any], name: str) -> bool:
    return name == "cancelled_at" and facts.get("request") == "accepted"
