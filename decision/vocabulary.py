"""The facts a decision is made from: names, kinds and values, in the order that answers keep.

The order of `FACTS`, and of the values in each, is part of the interface: questions of equal worth,
`assumed` and errors follow it.
"""

from dataclasses import dataclass

GOALS = ("cancel", "cancel_part", "reduce_quantity", "undo_request", "refund")
STEPS = ("cancel", "refuse_delivery", "return", "contact_support", "wait", "retry", "none")
BOOLEANS = (True, False)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `kind` is `choice`, `boolean`, `instant`, `date`, `deadline` (instant or date) or `count`."""

    name: str
    kind: str
    values: tuple[str | bool, ...] = ()


def _choice(name: str, values: str) -> Fact:
    return Fact(name, "choice", tuple(values.split()))


def _boolean(name: str) -> Fact:
    return Fact(name, "boolean", BOOLEANS)


FACTS = (
    Fact("goal", "choice", GOALS),
    Fact("now", "instant"),
    Fact("policy", "choice"),  # its values are the policies that are loaded
    _choice("seller", "direct marketplace"),
    _choice("item", "in_stock pre_owned pre_order back_order"),
    _choice("status", "unshipped preparing shipped delivered sent_back cancelled"),
    _boolean("opened"),
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
    ),
    _boolean("retried"),
    Fact("requested_at", "instant"),
    Fact("cancelled_at", "instant"),
    Fact("sent_back_at", "instant"),
    _choice("payment_method", "card konbini atm e_money cod"),
    Fact("recent_cancellations", "count"),
)
BY_NAME = {fact.name: fact for fact in FACTS}
ORDER = {fact.name: place for place, fact in enumerate(FACTS)}
PAST_INSTANTS = ("requested_at", "cancelled_at", "sent_back_at")
# What every policy takes as so while nobody has said otherwise; the policies add `status` and `paid`.
ALWAYS_ASSUMED = ("modifiable", "request", "retried", "recent_cancellations")
ASSUMABLE = ("status", "paid", "modifiable", "request", "retried", "recent_cancellations")
