"""One run: everything started, customers and kills at once, everything settled, then checked."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from databases import database
from sqlalchemy import Engine

from chaos import filed, kept, told
from chaos.crowd import Crowd, stock
from chaos.customer import TIMEOUT_SECONDS, Item, World
from chaos.killing import kill_all
from chaos.other_side import FILING, WEBHOOK, OtherSide, other_side
from chaos.parts import running
from chaos.plan import Plan
from orders.database import connect
from orders.store import OrderStore
from web.logs import configure

SETTLE_SECONDS = 600
"""After so long what is under way is taken for lost; on a calm machine all is settled within a minute."""


@dataclass
class Result:
    """What a run did, and what was wrong."""

    plan: Plan
    seconds: float = 0
    killed: Counter[str] = field(default_factory=Counter)
    counts: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        killed = ", ".join(f"{name} {count}" for name, count in sorted(self.killed.items()))
        lines = [f"{self.plan}: {self.seconds:.0f} s", f"  killed: {killed}"]
        lines += [f"  {name}: {value}" for name, value in self.counts.items()]
        lines += [f"  FAULT {fault}" for fault in self.faults] or ["  nothing lost, nothing doubled"]
        return "\n".join(lines)


def run(plan: Plan, folder: Path | None = None) -> Result:
    """Do as planned. What the parts log is in `serve.log` in `folder`, by default a temporary one."""
    result, started = Result(plan), time.monotonic()
    with contextlib.ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="torikeshi-chaos-")))
        folder.mkdir(parents=True, exist_ok=True)
        url = stack.enter_context(database(plan.database, folder))
        side = stack.enter_context(other_side(plan.chance))
        log = stack.enter_context((folder / "serve.log").open("w", encoding="utf-8"))
        stack.enter_context(contextlib.redirect_stderr(log))
        configure("chaos")
        engine = connect(url)
        stack.callback(engine.dispose)
        stock(OrderStore(engine), folder / "orders.jsonl")
        asyncio.run(_run(result, folder, engine, side))
    result.seconds = time.monotonic() - started
    return result


async def _run(result: Result, folder: Path, engine: Engine, side: OtherSide) -> None:
    plan, url = result.plan, engine.url.render_as_string(hide_password=False)
    limits = httpx.Limits(max_connections=None)
    async with (
        running(folder, url, plan.filing, side) as parts,
        httpx.AsyncClient(timeout=TIMEOUT_SECONDS, limits=limits, trust_env=False) as client,
    ):
        world = World(client, parts.urls, parts.settings)
        crowd = Crowd(plan, world)
        async with asyncio.TaskGroup() as group:
            group.create_task(crowd.run())
            await kill_all(plan, parts, result.killed)
            crowd.ending.set()
        await parts.all_ready()
        await _settled(engine)
        histories = {it.id: await it.read() for it in crowd.all}
    result.faults = list(_faults(crowd, histories, engine, side))
    result.counts = _counts(crowd, engine, side)


async def _settled(engine: Engine) -> None:
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end and kept.unsettled(engine):
        await asyncio.sleep(0.5)


def _faults(crowd: Crowd, histories: dict[str, list[Item]], engine: Engine, side: OtherSide) -> Iterator[str]:
    for it in crowd.all:
        for fault in told.faults_of(it, histories[it.id]):
            yield f"conversation {it.id} ({it.kind}): {fault}"
    yield from filed.faults_of(crowd, histories, engine, side)
    yield from kept.faults_of(crowd, histories, engine, side)


def _counts(crowd: Crowd, engine: Engine, side: OtherSide) -> dict[str, object]:
    kinds = Counter(it.kind for it in crowd.all)
    sent = [sent for it in crowd.all for sent in it.sent]
    return {
        "conversations": f"{len(crowd.all)} ({_shown(kinds)})",
        "messages acknowledged": sum(one.answer is not None for one in sent),
        "answers": _shown(kept.answers(engine)),
        "filings": f"{kept.filed(engine)}, {side.calls[FILING]} calls over HTTP",
        "hand-overs": f"{len(side.told)} in {side.calls[WEBHOOK]} webhooks",
        "answers of the gateways": _shown(crowd.world.statuses),
    }


def _shown(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())
