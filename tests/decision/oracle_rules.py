"""Oracle, second part: the two policies as plain ifs, for facts that are asked for one by one.

A `get` gives a fact's value; it may raise `Missing`, and then the caller tries every value that it can have.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from oracle_facts import end_of_business_day, japanese, midnight

BEFORE = ("unshipped", "preparing")
NO_DAYS = (None, None, None)


class Missing(Exception):
    """The fact `name` is needed and not known."""

    def __init__(self, name: str) -> None:
        self.name = name


class Row(NamedTuple):
    """A step with what the rule itself says; `why` tells warnings and refunds apart."""

    step: str
    fallback: str | None = None
    until: datetime | None = None
    why: str = ""


class Known:
    """Gives facts: the known ones, then the assumed ones, else `Missing`."""

    def __init__(self, have: dict) -> None:
        self.have = have

    def __call__(self, name: str):
        if name in self.have:
            return self.have[name]
        if name == "request":
            return "pending" if self.have["goal"] == "undo_request" else "none"
        if name == "recent_cancellations":
            return 0
        if name == "modifiable":
            return True
        if name == "retried":
            return False
        if name == "status" and self("policy") == "amiami":
            return "unshipped"
        if name == "paid":
            return self._paid()
        raise Missing(name)

    def _paid(self) -> bool:
        if self("policy") == "amiami":
            return False
        return self("status") in ("delivered", "sent_back") or self("payment_method") != "cod"


def waiting(now: datetime, until: datetime, why: str) -> Row:
    """Wait while `now` is before `until`, then support."""
    return Row("wait", "contact_support", until, why) if now < until else Row("contact_support", why=why)


def rule(get) -> Row:
    """What the policy says."""
    return amiami(get, get("goal")) if get("policy") == "amiami" else amazon(get, get("goal"))


def amiami(get, goal: str) -> Row:
    """AmiAmi, every goal."""
    if goal == "refund":
        return Row("contact_support")
    status = get("status")
    if goal == "reduce_quantity":
        return Row("none" if status == "cancelled" else "contact_support")
    if goal == "undo_request":
        nothing = get("request") in ("none", "rejected") and status not in ("cancelled", "sent_back")
        return Row("none" if nothing else "contact_support")
    if status == "cancelled":
        return Row("none")
    if status not in BEFORE:
        return Row("contact_support")
    if get("request") == "accepted":
        return Row("none")
    if get("request") == "rejected":
        return Row("contact_support")
    if get("request") == "pending":
        return waiting(get("now"), end_of_business_day(japanese(get("requested_at")), 1), "pending")
    return amiami_item(get, get("item"))


def amiami_item(get, item: str) -> Row:
    """AmiAmi, cancelling an order that is still there and has no request."""
    if item == "back_order":
        return Row("contact_support", why="counted")
    if item == "pre_order":
        if get("invoiced") or japanese(get("now")) >= get("release_date"):
            return Row("contact_support", why="counted")
        until = midnight(get("release_date"))
    if get("paid"):
        return Row("contact_support")
    if item != "pre_order":
        until = get("payment_deadline")
        if get("now") >= until:
            return Row("contact_support", why="overdue")
    if not get("modifiable"):
        return Row("contact_support")
    return Row("cancel", "contact_support", until)


def amazon(get, goal: str) -> Row:
    """Amazon, every goal."""
    status = get("status")
    if goal == "undo_request":
        return amazon_undo(get, status)
    if goal == "reduce_quantity":
        if status in BEFORE:
            return Row("contact_support")
        if status == "cancelled":
            return Row("none")
    if goal == "refund" and (status == "cancelled" or (status in BEFORE and get("request") == "accepted")):
        return money(get)
    if status == "sent_back":
        return money(get)
    if status == "shipped":
        whole = goal in ("cancel", "refund")
        return Row("refuse_delivery", "return") if whole else Row("return", "contact_support")
    if status == "delivered":
        return Row("contact_support") if get("opened") else Row("return", "contact_support")
    if status == "cancelled" or get("request") == "accepted":
        return Row("none")
    return amazon_before(get, status)


def amazon_before(get, status: str) -> Row:
    """Amazon, cancelling before dispatch."""
    request = get("request")
    if request == "none":
        return Row("cancel", "contact_support" if status == "unshipped" else "return")
    if request == "pending":
        hours = 6 if get("seller") == "direct" else 24
        return waiting(get("now"), get("requested_at") + timedelta(hours=hours), "pending")
    cause = get("cause")
    if cause == "unknown":
        cause = "system" if status == "unshipped" else "preparing"
    if cause == "preparing":
        return Row("return", "contact_support")
    if cause == "insufficient_reason":
        return Row("contact_support")
    if cause == "seller" or get("retried"):
        return Row("contact_support", "return")
    return Row("retry", "contact_support")


def amazon_undo(get, status: str) -> Row:
    """Amazon, taking the request back."""
    if status in ("cancelled", "sent_back"):
        return Row("contact_support")
    if get("request") in ("none", "rejected"):
        return Row("none")
    return Row("contact_support") if status in BEFORE else Row("none", "return")


def money(get) -> Row:
    """Amazon, when the money comes back."""
    if not get("paid"):
        return Row("none")
    method = get("payment_method")
    if method == "cod":
        return Row("contact_support", why="money")
    if get("status") == "sent_back":
        return waiting(get("now"), get("sent_back_at") + timedelta(days=7), "money")
    since = get("cancelled_at")
    if get("seller") == "direct" and method == "card":
        return waiting(get("now"), end_of_business_day(japanese(since), 5), "money")
    return waiting(get("now"), since + timedelta(days=7), "money")


def refund(get, row: Row, quoted: bool) -> tuple | None:
    """(min_days, max_days, unit, via, action) or None; `quoted`: payment method and seller were given."""
    if get("policy") == "amiami":
        return None
    if row.why != "money" and not (quoted and row.step in ("cancel", "retry") and get("paid")):
        return None
    method = get("payment_method")
    if method == "cod":
        return 7, 7, "days", "bank_transfer", "contact_support"
    if row.why == "money" and get("status") == "sent_back":
        return (*NO_DAYS, None, None)
    if get("seller") == "marketplace":
        return (*NO_DAYS, "seller", None)
    if method == "card":
        return 3, 5, "business_days", "card", None
    if method == "e_money":
        return 0, None, "days", "e_money", None
    return 7, 7, "days", "gift_card_or_account", "register_refund_destination"


def warnings(get, row: Row) -> frozenset[str]:
    """The warnings of one answer."""
    return frozenset(amiami_warnings(get, row) if get("policy") == "amiami" else amazon_warnings(get, row))


def amiami_warnings(get, row: Row):
    """AmiAmi's warnings."""
    if row.step == "cancel":
        yield "cannot_be_undone"
    if row.why == "overdue" or (row.why == "counted" and get("recent_cancellations") >= 2):
        yield "account_restriction"


def amazon_warnings(get, row: Row):
    """Amazon's warnings."""
    asking = row.step in ("cancel", "retry")
    waits = row.step == "wait" and row.why == "pending"
    sending = row.step in ("refuse_delivery", "return")
    by_hand = row.step == "contact_support" and get("goal") in ("undo_request", "reduce_quantity")
    if asking:
        yield "cannot_be_undone"
        if get("recent_cancellations") >= 2:
            yield "account_restriction"
    if sending:
        yield "shipping_cost"
    if row.step == "cancel" and get("payment_method") in ("konbini", "atm"):
        yield "limited_window"
    if not (asking or sending or waits or by_hand) or get("seller") == "direct":
        return
    if not by_hand:
        yield "seller_decides"
    if not sending:
        yield "contact_seller_too"
