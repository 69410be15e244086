"""Facts under which each rule decides, and the reply that the bot makes of facts, without a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from decision import FACTS, Decision, FactsError, Policies, decide
from dialogue import Kit, Message, State
from dialogue.blocks import Block, Speaker
from dialogue.context import Context
from dialogue.deciding import show, verdicts
from dialogue.state import NO_ORDER
from wording import Wording

NOW = datetime.fromisoformat("2026-08-07T15:20:00+09:00")
KINDS = {fact.name: fact.kind for fact in FACTS}
DAYS = {"open": -0.01, "over": -40, "before": 20, "reached": -1, "passed": -1}
"""How far from `NOW` a date or an instant lies for what a condition says of it, in days."""

type Facts = Mapping[str, Any]


def samples(policies: Policies, wording: Wording) -> Iterator[tuple[str, Facts]]:
    """For each rule the facts of each combination of its conditions' values, with the rule that decides."""
    for policy in policies.ids:
        for row in wording.policies[policy].rows.values():
            ways = row["when"] if isinstance(row["when"], list) else [row["when"]]
            for facts in (facts for way in ways for facts in _combinations(policy, way)):
                if rule := _decided(policies, facts):
                    yield rule, facts


def fewer(facts: Facts) -> Iterator[Facts]:
    """`facts` with one of them left out at a time, so that the bot may have to ask for it."""
    for left_out in facts.keys() - {"goal", "now"}:
        yield {name: value for name, value in facts.items() if name != left_out}


def reply(kit: Kit, facts: Facts, language: str) -> list[Block]:
    """The blocks that a guest who has told `facts` gets: steps in words and as data, or a question."""
    told = {name: value for name, value in facts.items() if name not in ("goal", "now")}
    state = State(language=language, intent="cancel_order", goal=str(facts["goal"]), told={NO_ORDER: told})
    message = Message("", "cancel_order", (), NOW, language)
    context = Context(kit, Speaker(kit.wording.on(NOW), language), None, message)
    return show(context, state, verdicts(context, state, None), news_only=False).blocks


def _combinations(policy: str, way: Mapping[str, Any]) -> Iterator[Facts]:
    columns = {fact: wanted if isinstance(wanted, list) else [wanted] for fact, wanted in way.items()}
    for values in product(*columns.values()):
        named = zip(columns, values, strict=True)
        facts = {fact: _dated(fact, value) if value in DAYS else value for fact, value in named}
        yield {"now": NOW.isoformat(), "policy": policy, **facts}


def _dated(fact: str, value: str) -> str:
    instant = NOW + timedelta(days=DAYS[value])
    return instant.date().isoformat() if KINDS[fact] == "date" else instant.isoformat()


def _decided(policies: Policies, facts: Facts) -> str | None:
    try:
        answer = decide(policies, facts)
    except FactsError:
        return None
    return answer.rule if isinstance(answer, Decision) else None
