"""What must hold of the database itself: no open turn, hand-overs told once, every decision in the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import Engine, func, select

from chaos.crowd import Crowd
from chaos.customer import Item
from chaos.other_side import OtherSide
from chaos.talks import SORRY
from orders.filing.book import OPEN
from orders.tables import filings
from web.decisionlog.chain import faults
from web.decisionlog.store import DecisionLog
from web.handover.store import HandoverStore
from web.handover.tables import handovers
from web.outbox.store import DEAD, WAITING
from web.outbox.tables import outbox
from web.tables import items, submissions

BEGUN, ENDED = ("handover.done", "handover.later"), "handover.back"


def unsettled(engine: Engine) -> dict[str, int]:
    """What is still under way, by what it is; empty once everything is settled."""
    rows = select(func.count())
    queries = {
        "turns": rows.select_from(submissions).where(submissions.c.answer_seq.is_(None)),
        "letters": rows.select_from(outbox).where(outbox.c.state == WAITING),
        "filings": rows.select_from(filings).where(filings.c.state.in_(OPEN)),
    }
    with engine.connect() as connection:
        counts = {name: connection.execute(query).scalar_one() for name, query in queries.items()}
    return {name: count for name, count in counts.items() if count}


def faults_of(
    crowd: Crowd, histories: Mapping[str, list[Item]], engine: Engine, side: OtherSide
) -> Iterator[str]:
    """What is wrong; a sentence each."""
    for name, count in unsettled(engine).items():
        yield f"{count} {name} did not settle"
    log = DecisionLog(engine)
    yield from (f"decision log: {fault}" for fault in faults(log.lines(), log.head()))
    logged = {(line.conversation_id, line.seq) for line in log.lines()}
    for id, history in histories.items():
        for item in history:
            if any(b["type"] == "step" for b in item.get("replies", ())) and (id, item["seq"]) not in logged:
                yield f"conversation {id}: the step in item {item['seq']} is not in the log"
    yield from _handovers(histories, engine, side)
    yield from side.wrong


def _handovers(histories: Mapping[str, list[Item]], engine: Engine, side: OtherSide) -> Iterator[str]:
    """As many as were told; one in the inbox for each that has not ended; each told to the shop."""
    with engine.connect() as connection:
        rows = connection.execute(select(handovers.c.id, handovers.c.conversation_id)).all()
        dead = select(func.count()).select_from(outbox).where(outbox.c.state == DEAD)
        if count := connection.execute(dead).scalar_one():
            yield f"{count} letters were given up"
    begun = Counter(row.conversation_id for row in rows)
    inbox = Counter(one.conversation_id for one in HandoverStore(engine).inbox())
    for id, history in histories.items():
        names = [b.get("name") for item in history for b in item.get("replies", ())]
        told, waits = sum(name in BEGUN for name in names), _last(names) in BEGUN
        if begun[id] != told:
            yield f"conversation {id}: {begun[id]} hand-overs, {told} told"
        if inbox[id] != int(waits):
            yield f"conversation {id}: {inbox[id]} in the inbox, {told} begun and {names.count(ENDED)} ended"
    if {f"handover/{row.id}" for row in rows} != side.told.keys():
        yield f"{len(rows)} hand-overs, {len(side.told)} told to the shop"


def _last(names: list[str | None]) -> str | None:
    return next((name for name in reversed(names) if name in (*BEGUN, ENDED)), None)


def filed(engine: Engine) -> int:
    """How many cancellations were filed."""
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(filings)).scalar_one()


def answers(engine: Engine) -> Counter[str]:
    """How many answers there are, by the name of their first sentence where it is a sorry one."""
    with engine.connect() as connection:
        texts = connection.execute(select(items.c.replies).where(items.c.role == "bot")).scalars().all()
    return Counter(next((name for name in SORRY if f'"{name}"' in text), "bot") for text in texts)
