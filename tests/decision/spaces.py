"""Complete facts: whole spaces of them, nothing left to assume."""

import itertools
from collections.abc import Iterator
from datetime import datetime

from oracle_facts import CAUSES, WORDS
from samples import deadlines, past_edges, release_dates, written

BEFORE = ("unshipped", "preparing")


def product(**columns) -> Iterator[dict]:
    """Every combination of the columns' values."""
    for row in itertools.product(*columns.values()):
        yield dict(zip(columns, row, strict=True))


def requests(past: str) -> list[dict]:
    """Every state of a request."""
    found = [{"request": "none"}, {"request": "pending", "requested_at": past}]
    found += [{"request": "accepted", "cancelled_at": past}]
    return found + list(product(request=["rejected"], cause=CAUSES, retried=[False, True]))


def states(past: str) -> Iterator[dict]:
    """Every state of an order and its request."""
    only = {
        "delivered": [{"opened": False}, {"opened": True}],
        "sent_back": [{"sent_back_at": past}],
        "cancelled": [{"cancelled_at": past}],
    }
    for status, request in itertools.product(WORDS["status"], requests(past)):
        yield from ({"status": status, **request, **more} for more in only.get(status, [{}]))


def amazon(now: str, past: str) -> Iterator[dict]:
    """Every complete amazon facts object, without its goal; dates at one place."""
    people = product(
        seller=WORDS["seller"],
        payment_method=WORDS["payment_method"],
        paid=[False, True],
        recent_cancellations=[1, 2],
    )
    for more, state in itertools.product(list(people), list(states(past))):
        if state.get("cause") != "seller" or more["seller"] == "marketplace":
            yield {"now": now, "policy": "amazon", "modifiable": True, **more, **state}


def amiami(now: str, past: str) -> Iterator[dict]:
    """Every complete amiami facts object, without its goal; goods in full where nothing else decides."""
    goods = list(_goods(datetime.fromisoformat(now)))
    for state in states(past):
        free = state["status"] in BEFORE and state["request"] == "none"
        if state.get("cause") != "seller":
            for more in goods if free else goods[::29]:
                yield {"now": now, "policy": "amiami", **more, **state}


def _goods(now: datetime) -> Iterator[dict]:
    common = {"paid": [False, True], "modifiable": [True, False], "recent_cancellations": [1, 2]}
    yield from product(item=["back_order"], **common)
    yield from product(item=["in_stock", "pre_owned"], payment_deadline=deadlines(now), **common)
    yield from product(item=["pre_order"], invoiced=[False, True], release_date=release_dates(now), **common)


def edges(now: str) -> Iterator[dict]:
    """Complete facts round every edge in time, with their goal."""
    unshipped = {"status": "unshipped", "modifiable": True, "recent_cancellations": 0}
    for moment in past_edges(datetime.fromisoformat(now)):
        past = written(moment, "Z")
        for seller, method in itertools.product(WORDS["seller"], WORDS["payment_method"]):
            common = {
                "now": now,
                "policy": "amazon",
                "seller": seller,
                "payment_method": method,
                "paid": True,
            }
            yield {"goal": "refund", **common, **unshipped, "request": "accepted", "cancelled_at": past}
            if method in ("card", "konbini"):
                yield {"goal": "cancel", **common, **unshipped, "request": "pending", "requested_at": past}
                yield {"goal": "cancel", **common, "status": "sent_back", "sent_back_at": past}
        common = {"goal": "cancel", "now": now, "policy": "amiami", **unshipped}
        yield {**common, "request": "pending", "requested_at": past}
    for goods in _goods(datetime.fromisoformat(now)):
        yield {
            "goal": "cancel",
            "now": now,
            "policy": "amiami",
            "status": "unshipped",
            "request": "none",
            **goods,
        }
