"""A person in the same conversation: offered where one is needed, and handed what the bot knows."""

from dataclasses import replace
from typing import Any

from dialogue import blocks
from dialogue.acts import HAND_OVER, Act
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.deciding import verdicts
from dialogue.payloads import BOT, PERSON, Payload, parse
from dialogue.payloads import HAND_OVER as HANDING_OVER
from dialogue.state import State

ASKED, NOT_UNDERSTOOD, CONTACT_SUPPORT = "asked", "not_understood", "contact_support"
STEP = "contact_support"
INTENT = "contact_human"


def offer(context: Context, said: Said) -> Said:
    """`said`, with a person offered where the step is to contact support, or one is asked for or needed."""
    reason = _reason(context, said)
    if HAND_OVER not in context.message.can or reason is None or said.acts:
        return said
    button = Payload(HANDING_OVER, reason)
    words = context.speaker.offer("handover.offer", "handover.choice", button)
    wanted = reason == ASKED and said.state.ask is None  # after a step, "all right" agrees to the step
    offered = str(button) if wanted else said.state.offered
    return Said(replace(said.state, offered=offered), [*said.blocks, *words])


def _reason(context: Context, said: Said) -> str | None:
    pressed = context.message.choice
    if context.message.intent == INTENT or (pressed and pressed.startswith(f"{PERSON}/")):
        return ASKED
    if any(block["type"] == "step" and block["step"] == STEP for block in said.blocks):
        return CONTACT_SUPPORT
    offers = (parse(payload).kind for payload in blocks.payloads(said.blocks))
    return NOT_UNDERSTOOD if PERSON in offers else None


def hand_over(context: Context, state: State, reason: str) -> Said:
    """To a person, with order, facts and decisions; the customer is told from when one is there."""
    at = context.message.person_at
    words = context.speaker.text("handover.later", at=at) if at else context.speaker.text("handover.done")
    button = (context.speaker.title("handover.back_choice"), Payload(BOT))
    act = Act(HAND_OVER, {"reason": reason, "brief": _brief(context, state)})
    state = replace(state, ask=None, later=(), failures=0)
    return Said(state, [words, blocks.choices([button])], (act,))


def back(context: Context, state: State) -> Said:
    """To a customer who is with the bot already."""
    said: list[Block] = [context.speaker.text("handover.back")]
    return Said(state, said)


def _brief(context: Context, state: State) -> dict[str, Any]:
    order = context.order(state.order)
    found = verdicts(context, state, order) if state.goal else []
    return {
        "order_number": order.order_number if order else None,
        "intent": state.intent,
        "decisions": [
            {"line": one.subject.place, "facts": one.known.facts, "answer": one.answer.as_json()}
            for one in found
        ],
    }
