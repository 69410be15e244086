"""So many customers at once: whoever is done is followed by another, until it is enough."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from chaos.customer import Customer, World
from chaos.plan import Plan
from chaos.talks import TALKS
from orders.store import OrderStore

ORDERS = 3000
SHARED = 0.15
"""How often the second of two conversations about the same order is begun with the first."""


@dataclass
class Crowd:
    """All customers of a run."""

    plan: Plan
    world: World
    all: list[Customer] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: Iterator[int] = field(default_factory=count)

    async def run(self) -> None:
        """Until `ending` is set and all have ended what they were about."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.plan.conversations):
                group.create_task(self._one_after_another())

    async def _one_after_another(self) -> None:
        while not self.ending.is_set():
            customers = self._customers()
            self.all += customers
            await asyncio.gather(*map(_talk, customers))

    def _customers(self) -> list[Customer]:
        """The next customer; now and then the same one twice, in two conversations about one order."""
        number = next(self._numbers)
        chance = self.plan.chance(f"customer {number}")
        kind = chance.choices(list(TALKS), [weight for _, weight in TALKS.values()])[0]
        name, order, conversations = None, None, 1
        if kind == "cancel":
            name, order = f"customer-{number}", order_number(number)
            conversations = 2 if chance.random() < SHARED else 1
        chances = [self.plan.chance(f"customer {number} {place}") for place in range(conversations)]
        return [Customer(self.world, own, kind, chance.choice(("ja", "en")), name, order) for own in chances]


async def _talk(it: Customer) -> None:
    await it.begin()
    talk, _ = TALKS[it.kind]
    second_tab = it.following() if it.kind == "hurried" else nullcontext()
    async with it.following(), second_tab:
        await talk(it)


def order_number(number: int) -> str:
    """The number of that customer's order."""
    return f"250-{1000000 + number:07d}-{7654321 - number:07d}"


def stock(store: OrderStore, file: Path) -> None:
    """An order for each customer there may be, ready to be cancelled."""
    rows = [
        {
            "order_number": order_number(number),
            "customer_id": f"customer-{number}",
            "policy": "amazon",
            "seller": "direct",
            "status": "unshipped",
            "payment_method": "card",
            "title": "イヤホン / Earphones",
            "total": 1200,
            "currency": "JPY",
        }
        for number in range(ORDERS)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    store.import_file(file)
