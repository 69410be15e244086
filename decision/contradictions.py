"""Facts that cannot hold together: the whole list, each named with what it contradicts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from decision.errors import FieldError
from decision.vocabulary import FACTS, ORDER, PAST_INSTANTS, Fact, places

# A fact that exists only under a status: the status it belongs to.
STATUS_OF = {"opened": "delivered", "sent_back_at": "sent_back", "cancelled_at": "cancelled"}


def contradictions(facts: Mapping[str, Any], own: tuple[Fact, ...] = ()) -> list[FieldError]:
    """One error for each fact that contradicts an earlier one, in order; `own` are facts of the policy's."""
    against: dict[str, list[str]] = {}
    for earlier, later in (*conflicts(facts, own), *_ahead(facts, own)):
        against.setdefault(later, []).append(earlier)
    order = places((*FACTS, *own))
    later_ones = sorted(against, key=lambda name: order[name])
    return [FieldError(later, _message(facts, later, against[later])) for later in later_ones]


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


def conflicts(facts: Mapping[str, Any], own: tuple[Fact, ...] = ()) -> Iterator[tuple[str, str]]:
    """The pairs of facts (earlier, later) that cannot hold together, whatever their dates."""
    yield from _whose_shop(facts)
    yield from _request(facts)
    yield from _under("status", facts, {**dict(_of_status(facts)), **_of_gate("status", facts, own)})
    for gate in dict.fromkeys(gate for fact in own for gate, _ in fact.under if gate != "status"):
        yield from _under(gate, facts, _of_gate(gate, facts, own))


def _ahead(facts: Mapping[str, Any], own: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    for name in (*PAST_INSTANTS, *(fact.name for fact in own if fact.past)):
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


def _of_status(facts: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[Any]]]:
    """The facts that exist only under some values of `status`, in their order, with these values."""
    for name in sorted(STATUS_OF, key=lambda name: ORDER[name]):
        accepted = name == "cancelled_at" and facts.get("request") == "accepted"
        if name in facts and not accepted:
            yield name, frozenset({STATUS_OF[name]})


def _of_gate(gate: str, facts: Mapping[str, Any], own: tuple[Fact, ...]) -> dict[str, frozenset[Any]]:
    """The policy's own facts that exist only under some values of `gate`, with these values."""
    return {
        fact.name: frozenset(value for _, value in fact.under)
        for fact in own
        if fact.name in facts and any(name == gate for name, _ in fact.under)
    }


def _under(
    gate: str, facts: Mapping[str, Any], bound: Mapping[str, frozenset[Any]]
) -> Iterator[tuple[str, str]]:
    """The facts of `bound` that the value of `gate` rules out, or that leave none for it."""
    if gate in facts:
        yield from ((gate, name) for name, values in bound.items() if facts[gate] not in values)
        return
    left: frozenset[Any] | None = None
    for name, values in bound.items():
        if left is not None and not left & values:
            yield next(iter(bound)), name  # no value is left for both
        else:
            left = values if left is None else left & values
