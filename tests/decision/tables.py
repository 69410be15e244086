"""A small table without a fault, to be broken on purpose, and the plain way to walk one."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from decision import Policies
from decision.build import build_policy
from decision.combinations import Combinations
from decision.table import Policy, Profile
from decision.vocabulary import FACTS, PAST_INSTANTS

HERE = {"status": ["unshipped", "preparing"]}


def row(name: str, step: str, *ways: dict[str, Any], **more: Any) -> dict[str, Any]:
    when = ways[0] if len(ways) == 1 else list(ways)
    return {"id": name, "when": when, "step": step, "reason": "why", "cites": ["C1"], **more}


SMALL: dict[str, Any] = {
    "policy": "amazon",
    "valid_from": date(2026, 1, 1),
    "windows": [
        {"fact": "requested_at", "when": {"seller": "direct"}, "hours": 6, "cites": ["C2"]},
        {"fact": "requested_at", "when": {"seller": "marketplace"}, "business_days": 2, "cites": ["C2"]},
        {"fact": "cancelled_at", "when": {"payment_method": ["card", "e_money"]}, "days": 7, "cites": ["C2"]},
    ],
    "rows": [
        row("none", "cancel", {**HERE, "request": "none"}),
        row("due", "wait", {**HERE, "request": "pending", "requested_at": "open"}, until="requested_at"),
        row("overdue", "contact_support", {**HERE, "request": "pending", "requested_at": "over"}),
        row("refused", "contact_support", {**HERE, "request": "rejected", "cause": "seller"}),
        row("failed", "retry", {**HERE, "request": "rejected", "cause": "system", "retried": False}),
        row(
            "failed.again",
            "contact_support",
            {**HERE, "request": "rejected", "cause": "system", "retried": True},
            {
                **HERE,
                "request": "rejected",
                "cause": ["preparing", "payment", "recent_change", "wrong_details", "out_of_hours"],
            },
            {**HERE, "request": "rejected", "cause": ["insufficient_reason", "unknown"]},
        ),
        row("accepted", "none", {**HERE, "request": "accepted"}),
        row("shipped", "refuse_delivery", {"status": "shipped"}),
        row("unopened", "return", {"status": "delivered", "opened": False}),
        row("opened", "contact_support", {"status": "delivered", "opened": True}),
        row("back", "none", {"status": "sent_back"}),
        row(
            "refund.due",
            "wait",
            {"status": "cancelled", "payment_method": ["card", "e_money"], "cancelled_at": "open"},
        ),
        row(
            "refund.overdue",
            "contact_support",
            {"status": "cancelled", "payment_method": ["card", "e_money"], "cancelled_at": "over"},
        ),
        row("refund.other", "none", {"status": "cancelled", "payment_method": ["konbini", "atm", "cod"]}),
    ],
    "warnings": [
        {"name": "often", "when": {"recent_cancellations": {"at_least": 3}}, "cites": ["C3"]},
    ],
}


def small() -> dict[str, Any]:
    """The table's source, to be changed at will."""
    return copy.deepcopy(SMALL)


def rows_of(source: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in source["rows"]}


def without(source: dict[str, Any], *names: str) -> dict[str, Any]:
    return source | {"rows": [one for one in source["rows"] if one["id"] not in names]}


def built(source: dict[str, Any]) -> Policy:
    return build_policy(source, "1", {})


def only(policy: Policy) -> Policies:
    return Policies((policy,))


def profile_at(combinations: Combinations, bit: int) -> Profile:
    """The combination as `Policy.row_for` wants it: an age in place of each instant's flags."""
    point = combinations.space.at(bit) | {"policy": combinations.policy.id}
    for name in PAST_INSTANTS:
        if point.get(name) is not None:
            point[name] = (point[name],) * 12  # more than there are windows
    return tuple(point.get(fact.name) for fact in FACTS)


def bits_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    return (place for place, digit in enumerate(reversed(f"{bits:b}")) if digit == "1")
