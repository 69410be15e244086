"""What must hold of cancellations: filed once, only after a clear yes to what was shown, told as they are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from chaos.crowd import Crowd
from chaos.customer import Customer, Item
from chaos.other_side import OtherSide
from orders.filing.http import outcome_of
from orders.keys import keys_of
from orders.tables import filings, orders

REQUEST = {"accepted": "accepted", "pending": "pending", "refused": "rejected", "too_late": "rejected"}
"""By how a filing stands, what is noted with its order."""
DONE = {
    **{f"filing.{state}": (state,) for state in REQUEST},
    "filing.unknown": tuple(REQUEST),
    "filing.already": tuple(REQUEST),
}
"""By what the customer was told, how the filing may stand at the end."""
NOT_DONE = ("filing.declined", "filing.no_longer", "filing.changed", "filing.failed")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a filing, and when it was said (milliseconds)."""

    name: str
    at: int


def faults_of(
    crowd: Crowd, histories: Mapping[str, list[Item]], engine: Engine, side: OtherSide
) -> Iterator[str]:
    """What is wrong with the filings; a sentence each."""
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(select(filings)).mappings()]
        requests = dict(connection.execute(select(orders.c.number_key, orders.c.request)).tuples().all())
    by_order: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_order[row["number_key"]].append(row)
        noted = requests[row["number_key"]]
        if noted != REQUEST.get(row["state"]):
            yield f"order {row['number_key']}: filed and {row['state']}, noted as {noted}"
    if crowd.plan.filing == "http":
        yield from _at_the_shop(rows, side)
    talks: dict[str, list[Customer]] = defaultdict(list)
    for it in crowd.all:
        if it.order is not None:
            talks[it.order].append(it)
    for number, its in talks.items():
        yield from _of_order(number, its, by_order.pop(keys_of(number).exact, []), histories)
    for key in by_order:
        yield f"order {key}: filed, and nobody spoke of it"


def _of_order(
    number: str, its: list[Customer], rows: list[dict[str, Any]], histories: Mapping[str, list[Item]]
) -> Iterator[str]:
    if len(rows) > 1:
        yield f"order {number}: filed {len(rows)} times"
    if rows and not any(it.agreed for it in its):
        yield f"order {number}: filed without a yes to what was shown"
    for said in (said for it in its for said in _said(histories[it.id])):
        if said.name in DONE and not any(row["state"] in DONE[said.name] for row in rows):
            yield f"order {number}: told {said.name}, stands {[row['state'] for row in rows]}"
        before = [row for row in rows if row["created_at"] <= said.at]
        if said.name in NOT_DONE and before and len(its) == 1:
            after = said.at - before[0]["created_at"]
            yield f"order {number}: told {said.name} {after} ms after it was filed"


def _at_the_shop(rows: list[dict[str, Any]], side: OtherSide) -> Iterator[str]:
    """The shop's side and ours know the same filings, in the same state."""
    ours = {row["key"]: row for row in rows}
    for key in ours.keys() ^ side.filed.keys():
        yield f"filing {key}: {'not at the shop' if key in ours else 'at the shop only'}"
    for key in ours.keys() & side.filed.keys():
        kept = side.filed[key]
        meant = outcome_of(kept.status, json.dumps(kept.answer).encode()).kind
        if meant != ours[key]["state"]:
            yield f"filing {key}: {meant} at the shop, {ours[key]['state']} here"


def _said(history: list[Item]) -> Iterator[Said]:
    for item in history:
        at = round(datetime.fromisoformat(item["at"]).timestamp() * 1000)
        for block in item.get("replies", ()):
            if block["type"] == "text" and block["name"].startswith("filing."):
                yield Said(block["name"], at)
