"""What stories cover, counted from how they went: only what a story expects, and gets, counts as covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision import FACTS, Policies
from torikeshi.stories.outcome import Exchange, Outcome
from wording import Wording

LANGUAGES = ("ja", "en")
WAYS = ("words", "button", "order")
"""How a step came about: from what was typed, with something pressed, or on a recorded order."""

type Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the coverage: `names` down, `columns` across, and how many stories touch each cell."""

    title: str
    names: tuple[str, ...]
    columns: tuple[Cell, ...]
    counts: Mapping[tuple[str, Cell], int]

    def count(self, name: str, column: Cell) -> int:
        """How many stories touch the cell; a column with a language alone counts all its ways."""
        return self.counts.get((name, column), 0)

    def covered(self, language: str, prefix: str = "") -> float:
        """Percent of the names with `prefix` that are touched in `language`, 100 where there are none."""
        meant = [name for name in self.names if name.startswith(prefix)]
        columns = [column for column in self.columns if column[0] == language]
        touched = sum(any(self.count(name, column) for column in columns) for name in meant)
        return 100.0 * touched / len(meant) if meant else 100.0

    def missing(self, language: str, prefix: str = "") -> list[str]:
        """The names with `prefix` that nothing touches in `language`."""
        columns = [column for column in self.columns if column[0] == language]
        return [
            name
            for name in self.names
            if name.startswith(prefix) and not any(self.count(name, column) for column in columns)
        ]


def cover(
    outcomes: Sequence[Outcome], policies: Policies, wording: Wording, intents: Sequence[str]
) -> tuple[Section, ...]:
    """Rules, clauses, questions, intents and fallbacks, each with the stories that touch it."""
    rules = tuple(f"{name}.{row.id}" for name in policies.ids for row in policies.latest(name).rows)
    clauses = tuple(f"{name}.{clause}" for name in policies.ids for clause in wording.policies[name].clauses)
    facts = [*FACTS, *(fact for name in policies.ids for fact in policies.latest(name).own)]
    questions = tuple(fact.name for fact in facts if wording.has(f"question.{fact.name}"))
    both = tuple((language,) for language in LANGUAGES)
    ways = tuple((language, way) for language in LANGUAGES for way in WAYS)
    kinds = ("return", "contact_support", "not understood", "bot_unavailable")
    return (
        Section("Rules", rules, ways, _counted(_rules(one) for one in outcomes)),
        Section("Questions", questions, both, _counted(_questions(one) for one in outcomes)),
        Section("Intents", tuple(intents), both, _counted(_intents(one) for one in outcomes)),
        Section("Fallbacks", kinds, both, _counted(_fallbacks(one) for one in outcomes)),
        Section("Clauses", clauses, both, _counted(_clauses(one, wording) for one in outcomes)),
    )


def _counted(found: Iterable[Iterator[tuple[str, Cell]]]) -> Counter[tuple[str, Cell]]:
    """How many stories have each cell."""
    return Counter(cell for cells in found for cell in set(cells))


def _checked(exchange: Exchange, kind: str) -> Iterator[Mapping[str, Any]]:
    for place in sorted(exchange.checked):
        if exchange.blocks[place]["type"] == kind:
            yield exchange.blocks[place]


def _rules(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    pressed = False
    for exchange in outcome.exchanges:
        pressed = pressed or (exchange.said is not None and exchange.said.kind == "choice")
        for block in _checked(exchange, "step"):
            way = "order" if "order_number" in block else "button" if pressed else "words"
            yield block["rule"], (exchange.language, way)


def _questions(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    for exchange in outcome.exchanges:
        for block in _checked(exchange, "ask"):
            yield block["fact"], (exchange.language,)


def _intents(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    for exchange in outcome.exchanges:
        if exchange.insight.intent and exchange.met:
            yield exchange.insight.intent, (exchange.language,)


def _fallbacks(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    for exchange in outcome.exchanges:
        language = (exchange.language,)
        for block in _checked(exchange, "step"):
            if "fallback" in block:
                yield block["fallback"], language
        for block in _checked(exchange, "text"):
            yield block["name"], language
        if exchange.insight.intent == "nlu_fallback" and exchange.met:
            yield "not understood", language


def _clauses(outcome: Outcome, wording: Wording) -> Iterator[tuple[str, Cell]]:
    """What a checked step cites, and what a checked text pulls in."""
    for exchange in outcome.exchanges:
        for block in _checked(exchange, "step"):
            policy = str(block["rule"]).partition(".")[0]
            for clause in block["cites"]:
                yield f"{policy}.{clause}", (exchange.language,)
        for block in _checked(exchange, "text"):
            for clause in wording.pulls(block["name"]) if wording.has(block["name"]) else ():
                yield f"{str(block['name']).partition('.')[0]}.{clause}", (exchange.language,)
