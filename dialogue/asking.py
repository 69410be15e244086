"""Questions to the customer, in words and with buttons, and help for those who do not know."""

from collections.abc import Iterable, Mapping
from typing import Any

from decision import Question
from decision.vocabulary import BY_NAME
from dialogue import blocks
from dialogue.blocks import Block, Speaker
from dialogue.goals import CANCEL
from dialogue.kit import Kit
from dialogue.known import holds
from dialogue.payloads import FACT, LINE, ORDER, OTHER_NUMBER, PERSON, UNKNOWN, WISH, Payload
from dialogue.subject import Subject
from orders.model import Order


def question_blocks(
    kit: Kit, speaker: Speaker, question: Question, facts: Mapping[str, Any], subject: Subject
) -> list[Block]:
    """The question about one fact: words, data, and buttons for the values that are possible."""
    fact = question.ask
    # a button stays about the order it was offered for, whatever is spoken of when it is pressed
    order = subject.number
    pairs = [(_title(speaker, fact, v), Payload(FACT, fact, [v, order])) for v in _values(kit, fact, facts)]
    pairs.append((speaker.title("value.unknown"), Payload(UNKNOWN, fact, order)))
    text = "\n".join(speaker.title(name) for name in (f"question.{fact}", f"question.{fact}.why"))
    words = [blocks.said(f"question.{fact}", text, speaker.language)]
    if subject.order and subject.line and subject.place:
        words = [speaker.text("question.about_line", title=subject.line.title), *words]
    return [*words, blocks.ask(question, subject.number, subject.place), blocks.choices(pairs)]


def _values(kit: Kit, fact: str, facts: Mapping[str, Any]) -> Iterable[Any]:
    values = kit.policies.ids if fact == "policy" else BY_NAME[fact].values
    base = {"goal": CANCEL, **facts}
    return [value for value in values if holds(kit, {**base, fact: value})]


def _title(speaker: Speaker, fact: str, value: Any) -> str:
    word = str(value).lower() if isinstance(value, bool) else value
    return speaker.title(f"value.{fact}.{word}")


def where_to_look(
    speaker: Speaker, fact: str, possible: Iterable[str], policies: tuple[str, ...]
) -> list[Block]:
    """For somebody who does not know: where the answer stands, and a person with the steps still possible."""
    own = f"{policies[0]}.where.{fact}"
    known = len(policies) == 1 and speaker.wording.has(own)
    steps = [speaker.title(f"step.{step}") for step in possible]
    return [
        speaker.text(own if known else f"question.{fact}.where"),
        speaker.text("unknown.person", steps=steps),
        blocks.choices([(speaker.title("choice.person"), Payload(PERSON))]),
    ]


def which_order(speaker: Speaker, orders: Iterable[Order]) -> list[Block]:
    """The orders that can be meant, as buttons, and one for a number not among them."""
    pairs = [(_order_title(speaker, order), Payload(ORDER, order.order_number)) for order in orders]
    pairs.append((speaker.title("choice.other_number"), Payload(OTHER_NUMBER)))
    return [speaker.text("which_order"), blocks.choices(pairs)]


def _order_title(speaker: Speaker, order: Order) -> str:
    return speaker.title("choice.order", order_number=order.order_number, title=order.lines[0].title)


def which_line(speaker: Speaker, order: Order) -> list[Block]:
    """The lines of an order as buttons."""
    pairs = [(line.title, Payload(LINE, order.order_number, line.number)) for line in order.lines]
    return [speaker.text("which_line", order_number=order.order_number), blocks.choices(pairs)]


def wishes(speaker: Speaker, name: str, intents: Iterable[str], **values: Any) -> list[Block]:
    """The text `name` with likely wishes as buttons."""
    pairs = [(speaker.title(f"wish.{intent}"), Payload(WISH, intent)) for intent in intents]
    return [speaker.text(name, **values), blocks.choices(pairs)]


def person(speaker: Speaker, name: str) -> list[Block]:
    """The text `name` with a person as the way on."""
    return [speaker.text(name), blocks.choices([(speaker.title("choice.person"), Payload(PERSON))])]
