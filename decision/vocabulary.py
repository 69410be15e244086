"""The facts a decision is made from: names, kinds and values, in the order that answers keep.

The order of `FACTS`, and of the values in each, is part of the interface: questions of equal worth,
`assumed` and errors follow it. A policy may add facts of its own, which come after these.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GOALS = ("cancel", "cancel_part", "reduce_quantity", "undo_request", "refund")
STEPS = ("cancel", "refuse_delivery", "return", "contact_support", "wait", "retry", "none")
BOOLEANS = (True, False)
KINDS = ("choice", "boolean", "instant", "date", "deadline", "count")

Gates = tuple[tuple[str, str | bool], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `kind` is one of `KINDS`; a deadline is an instant or a day, meaning its end.

    `under`: the fact exists only where one of these facts has this value. `later` are the values that a
    policy's own fact may still turn into.
    """

    name: str
    kind: str
    values: tuple[str | bool, ...] = ()
    under: Gates = ()
    later: tuple[str | bool, ...] = ()

    def ahead(self, value: object) -> tuple[str | bool, ...]:
        """What it may still turn into from `value`: of a choice only what stands after it, nearest first."""
        if self.kind == "boolean":
            return tuple(one for one in self.later if one != value)
        following = self.values[self.values.index(value) + 1 :] if value in self.values else ()
        return tuple(one for one in following if one in self.later)

    @property
    def past(self) -> bool:
        """Whether it is an instant that lies behind, from which windows are counted."""
        return self.kind == "instant" and self.name != "now"


def _choice(name: str, values: str, *under: tuple[str, str]) -> Fact:
    return Fact(name, "choice", tuple(values.split()), under)


def _boolean(name: str, *under: tuple[str, str]) -> Fact:
    return Fact(name, "boolean", BOOLEANS, under)


def _instant(name: str, *under: tuple[str, str]) -> Fact:
    return Fact(name, "instant", (), under)


FACTS = (
    Fact("goal", "choice", GOALS),
    Fact("now", "instant"),
    Fact("policy", "choice"),  # its values are the policies that are loaded
    _choice("seller", "direct marketplace"),
    _choice("item", "in_stock pre_owned pre_order back_order"),
    _choice("status", "unshipped preparing shipped delivered sent_back cancelled"),
    _boolean("opened", ("status", "delivered")),
    _boolean("paid"),
    _boolean("invoiced"),
    _boolean("modifiable"),
    Fact("release_date", "date"),
    Fact("payment_deadline", "deadline"),
    _choice("request", "none pending accepted rejected"),
    _choice(
        "cause",
        "preparing payment system recent_change wrong_details out_of_hours"
        " insufficient_reason seller unknown",
        ("request", "rejected"),
    ),
    _boolean("retried"),
    _instant("requested_at", ("request", "pending")),
    _instant("cancelled_at", ("status", "cancelled"), ("request", "accepted")),
    _instant("sent_back_at", ("status", "sent_back")),
    _choice("payment_method", "card konbini atm e_money cod"),
    Fact("recent_cancellations", "count"),
)
BY_NAME = {fact.name: fact for fact in FACTS}
ORDER = {fact.name: place for place, fact in enumerate(FACTS)}
PAST_INSTANTS = tuple(fact.name for fact in FACTS if fact.past)
# What every policy takes as so while nobody has said otherwise; the policies add others.
ALWAYS_ASSUMED = ("modifiable", "request", "retried", "recent_cancellations")
ASSUMABLE = ("status", "paid", *ALWAYS_ASSUMED)  # of the facts above, in their order


def places(facts: Iterable[Fact]) -> dict[str, int]:
    """The place of each fact by its name."""
    return {fact.name: place for place, fact in enumerate(facts)}
