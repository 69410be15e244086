"""What one message says: its wish, its facts, the order it names, its answer to the open question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogue.goals import GOAL_OF
from dialogue.message import Message
from dialogue.state import FACT, Ask
from reading import asked_language, entities, order_numbers, read_answer, read_facts, read_supposed
from reading.wishes import asks_to_cancel, means_part, means_quantity, means_whole_lines, only_tells

MENTIONED = ("policy", "seller", "item", "payment_method")  # a mention is enough; other facts must be stated
MAY_CARRY_A_WISH = ("preorder_backorder", "marketplace_seller", "order_status")

# A general question of somebody whose own request is under way is about that request.
ASKS_AFTER_A_REQUEST = {"pending": "cancel_status", "rejected": "cancel_rejected_or_failed"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message read against the open question.

    `answer` is the value given to the open fact, `reading.UNKNOWN` for "I don't know", None for no answer;
    `wish` an intent that is decided on; `part`, `quantity` and `whole_lines` say how much of an order is
    meant. `supposed` facts ("if it has shipped") count only where no order is meant;
    `only_tells` is a message that neither asks nor wishes anything.
    """

    text: str
    wish: str | None
    facts: Mapping[str, Any]
    supposed: Mapping[str, Any]
    number: str | None
    answer: Any
    asked_language: str | None
    part: bool
    quantity: bool
    whole_lines: bool
    only_tells: bool


def hear(message: Message, ask: Ask | None) -> Heard:
    """Everything that `message` says by itself, and as an answer to `ask`."""
    text, facts = message.text, _facts(message)
    numbers = order_numbers(text)
    open_fact = ask.fact if ask and ask.kind == FACT else None
    return Heard(
        text=text,
        wish=_wish(message, facts),
        facts=facts,
        supposed={read.fact: read.value for read in read_supposed(text)},
        number=str(numbers[0].value) if numbers else None,
        answer=read_answer(text, open_fact, message.now) if open_fact else None,
        asked_language=asked_language(text),
        part=means_part(text),
        quantity=means_quantity(text),
        whole_lines=means_whole_lines(text),
        only_tells=only_tells(text),
    )


def _wish(message: Message, facts: Mapping[str, Any]) -> str | None:
    if message.intent in GOAL_OF:
        return message.intent
    if message.intent not in MAY_CARRY_A_WISH:
        return None
    if facts.get("request") in ASKS_AFTER_A_REQUEST:
        return ASKS_AFTER_A_REQUEST[facts["request"]]
    return "cancel_order" if asks_to_cancel(message.text) else None


def _facts(message: Message) -> dict[str, Any]:
    mentioned = {e.name: e.value for e in entities(message.text) if e.name in MENTIONED}
    stated = {read.fact: read.value for read in read_facts(message.text, message.now)}
    return {**mentioned, **stated}
