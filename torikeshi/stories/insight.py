"""What the bot made of a message: the model's guess, and by which rows it was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker

from actions.turns import Shop
from decision import Decision
from dialogue import Message, State
from dialogue.blocks import Speaker
from dialogue.context import Context
from dialogue.deciding import verdicts
from orders.access import TurnTokenError, verify_turn
from torikeshi.stories.outcome import Insight


def insight_of(
    shop: Shop, tracker: Tracker, events: Sequence[Mapping[str, Any]], defects: tuple[str, ...] = ()
) -> Insight:
    """What is to be seen of a turn that the action answered with `events`."""
    heard = tracker.latest_message or {}
    intent = heard.get("intent") or {}
    pressed = (heard.get("metadata") or {}).get("choice") is not None
    state = next((one["value"] for one in events if one.get("name") == "state"), None)
    return Insight(
        intent=None if pressed else intent.get("name"),
        confidence=float(intent.get("confidence") or 0.0),
        traces=_traces(shop, heard, State.from_json(state)) if state else {},
        defects=defects,
    )


def _traces(shop: Shop, heard: Mapping[str, Any], state: State) -> dict[str, tuple[str, ...]]:
    """By rule, how what is spoken of after the turn is decided: once more, as a block does not carry it."""
    try:
        token = verify_turn(str((heard.get("metadata") or {}).get("turn")), shop.key)
    except TurnTokenError:
        return {}
    now = token.now or shop.clock()
    orders = None if token.sub is None else shop.orders.of_customer(token.sub)
    context = _context(shop, state, orders, now)
    answers = [one.answer for one in verdicts(context, state, context.order(state.order))]
    return {answer.rule: answer.trace for answer in answers if isinstance(answer, Decision)}


def _context(shop: Shop, state: State, orders: Any, now: datetime) -> Context:
    language = state.language or "ja"
    speaker = Speaker(shop.kit.wording.on(now), language)
    return Context(shop.kit, speaker, orders, Message("", "", (), now, language))
