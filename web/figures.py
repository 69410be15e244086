"""Figures of what the bot did, by day and in all, without anything that a customer wrote or is."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select

from decision.instants import JAPAN
from web.decisionlog.tables import heard
from web.handover.tables import handovers
from web.tables import conversations, items

DAY_MS = 24 * 60 * 60 * 1000
LONGEST_WAIT_MS = 60_000
"""An answer after longer is no answer to that message: the customer's process or ours had died."""
CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the classes of confidence begin."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One table: its name, the names of its columns, and its rows; `by_day`: the first column is a day."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    by_day: bool = False


def figures(engine: Engine, now: datetime, days: int) -> tuple[Figures, ...]:
    """All tables over the last `days` days of Japan's calendar, the day of `now` included."""
    last = now.astimezone(JAPAN).date()
    span = [last - timedelta(days=back) for back in reversed(range(days))]
    since = round(datetime.combine(span[0], datetime.min.time(), JAPAN).timestamp() * 1000)
    with engine.connect() as connection:
        talk = _Talk(connection, since)
        handed = _handed_over(connection, since)
        return (
            _by_day(span, talk, _begun(connection, since), handed),
            _counted("steps", ("rule", "step", "count"), talk.steps),
            _counted("languages", ("language", "messages"), talk.languages),
            _counted("reasons", ("reason", "count"), Counter((row["reason"],) for row in handed)),
            _by_confidence(connection, since),
        )


def _begun(connection: Connection, since: int) -> Sequence[RowMapping]:
    columns = (conversations.c.id, conversations.c.created_at)
    return connection.execute(select(*columns).where(conversations.c.created_at >= since)).mappings().all()


def _handed_over(connection: Connection, since: int) -> Sequence[RowMapping]:
    return connection.execute(select(handovers).where(handovers.c.created_at >= since)).mappings().all()


def _by_day(
    span: Sequence[date], talk: _Talk, begun: Sequence[RowMapping], handed: Sequence[RowMapping]
) -> Figures:
    with_person = {row["conversation_id"] for row in handed}
    daily = Counter(_day(row["created_at"]) for row in begun)
    alone = Counter(_day(row["created_at"]) for row in begun if row["id"] not in with_person)
    to_person = Counter(_day(row["created_at"]) for row in handed)
    rows = tuple(
        (day.isoformat(), daily[day], alone[day], to_person[day], talk.messages[day], talk.wait(day))
        for day in span
    )
    columns = ("day", "conversations", "without_person", "handed_over", "messages", "answer_ms")
    return Figures("conversations", columns, rows, by_day=True)


def _by_confidence(connection: Connection, since: int) -> Figures:
    answered = (items.c.conversation_id == heard.c.conversation_id) & (items.c.seq == heard.c.seq)
    query = select(heard.c.confidence).join(items, answered)
    known = query.where(items.c.at >= since, heard.c.confidence.is_not(None))
    counts = Counter(_class_of(value) for value in connection.execute(known).scalars() if value is not None)
    rows = tuple((low, counts[low]) for low in (0.0, *CONFIDENCES))
    return Figures("confidence", ("from", "messages"), rows)


class _Talk:
    """What the items of conversations tell, read one after another."""

    def __init__(self, connection: Connection, since: int) -> None:
        self.messages: Counter[date] = Counter()
        self.languages: Counter[tuple[str, ...]] = Counter()
        self.steps: Counter[tuple[str, ...]] = Counter()
        self._waits: dict[date, list[int]] = defaultdict(list)
        query = select(items).where(items.c.at >= since).order_by(items.c.conversation_id, items.c.seq)
        rows = connection.execution_options(yield_per=1000).execute(query).mappings()
        for _, group in groupby(rows, key=lambda row: row["conversation_id"]):
            self._take(group)

    def wait(self, day: date) -> int | str:
        """The median time to an answer on that day, in milliseconds; empty where there was none."""
        return round(median(self._waits[day])) if day in self._waits else ""

    def _take(self, rows: Iterator[RowMapping]) -> None:
        asked: int | None = None
        for row in rows:
            if row["role"] == "customer":
                asked = row["at"]
                self.messages[_day(asked)] += 1
                self.languages[(row["language"],)] += 1
            elif row["role"] == "bot":
                self.steps.update(_steps(row["replies"]))
                if asked is not None and row["at"] - asked <= LONGEST_WAIT_MS:
                    self._waits[_day(asked)].append(row["at"] - asked)
                asked = None


def _steps(replies: str | None) -> Iterator[tuple[str, str]]:
    blocks: Sequence[Mapping[str, Any]] = json.loads(replies or "[]")
    yield from ((block["rule"], block["step"]) for block in blocks if block["type"] == "step")


def _counted(name: str, columns: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> Figures:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Figures(name, columns, tuple((*key, count) for key, count in ordered))


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, JAPAN).date()


def _class_of(confidence: float) -> float:
    return max((low for low in CONFIDENCES if low <= confidence), default=0.0)
