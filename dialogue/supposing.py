"""What a wish only supposes ("can I cancel once it ships?"): decided on, said with the answer, never told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from dialogue.blocks import Block
from dialogue.context import Context
from dialogue.doubting import in_words
from dialogue.goals import BY_PARCEL, CANCEL
from dialogue.kit import Kit
from dialogue.known import Known, correct
from dialogue.state import State


class Decided(Protocol):
    """What was decided on, as far as it is needed here."""

    @property
    def known(self) -> Known:
        """The facts that it was decided on."""
        ...


def with_supposed(kit: Kit, state: State, told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """`told` with what is supposed beside it, as far as both go together.

    Who asks how to refuse or return a parcel means the case supposed, however the order stands; to any other
    wish what is told is more than what is supposed.
    """
    base = {"goal": state.goal or CANCEL, "now": now.isoformat()}
    first, second = state.supposed, told
    if state.intent not in BY_PARCEL:
        first, second = second, first
    return correct(kit, [base], second, first)


def supposed_lead(context: Context, state: State, shown: Iterable[Decided]) -> list[Block]:
    """The sentence that says for which case the answer holds; none where nothing of it was supposed."""
    told = state.told_here()
    facts = [verdict.known.facts for verdict in shown]
    names = [
        name
        for name, value in state.supposed.items()
        if told.get(name) != value and any(known.get(name) == value for known in facts)
    ]
    if state.order is not None or not names:
        return []
    speaker = context.speaker.about(facts[0].get("policy"))
    # as an order goes through its life, however they were read
    what = [in_words(speaker, name, state.supposed[name]) for name in sorted(names, key=_by_life)]
    return [speaker.text("supposed", what=what)]


def _by_life(name: str) -> tuple[bool, str]:
    return name != "status", name
