"""Questions to the customer, in words and with buttons, and help for those who do not know."""

from collections.abc import Iterable, Mapping
from typing import Any

from decision import Question
from dialogue import blocks
from dialogue.blocks import Block, Speaker
from dialogue.context import BACK, DIFFERENTLY, FIRST
from dialogue.goals import CANCEL
from dialogue.kit import Kit
from dialogue.known import fact_of, holds
from dialogue.payloads import FACT, LINE, NONE_OF_THESE, ORDER, OTHER_NUMBER, PERSON, UNKNOWN, WISH, Payload
from dialogue.subject import Subject
from orders.model import Order
from wording.factnames import word

FEWEST_NAMED = 2  # values that are worth being named in a sentence


def question_blocks(  # noqa: PLR0913 - what a question may name
    kit: Kit,
    speaker: Speaker,
    question: Question,
    facts: Mapping[str, Any],
    subject: Subject,
    *,
    manner: str = FIRST,
) -> list[Block]:
    """The question about one fact: words, data, and buttons for the values that are possible."""
    fact = question.ask
    speaker = speaker.about(facts.get("policy"))
    # a button stays about the order it was offered for, whatever is spoken of when it is pressed
    order = subject.number
    pairs = [(_title(speaker, fact, v), Payload(FACT, fact, [v, order])) for v in _values(kit, fact, facts)]
    titles = [title for title, _ in pairs]
    pairs.append((speaker.title("value.unknown"), Payload(UNKNOWN, fact, order)))
    kind = fact_of(kit, fact, facts.get("policy")).kind
    name = speaker.facts.name(f"question.{fact}")
    words = [blocks.said(name, _question(speaker, (fact, kind), titles, manner), speaker.language)]
    if subject.order and subject.line and subject.place:
        words = [speaker.text("question.about_line", title=subject.line.title), *words]
    return [*words, blocks.ask(question, subject.number, subject.place), blocks.choices(pairs)]


def _question(speaker: Speaker, asked: tuple[str, str], titles: list[str], manner: str) -> str:
    """At first with the reason why it is asked; again in short; differently with what can be answered."""
    fact, kind = asked
    question = speaker.facts.say(f"question.{fact}")
    if manner == BACK:
        return speaker.title("question.back", question=question)
    if manner == FIRST:
        return f"{question}\n{speaker.facts.say(f'question.{fact}.why')}"
    if len(titles) >= FEWEST_NAMED:
        return speaker.title("question.differently", question=question, values=titles)
    manner = "count" if kind == "count" else "date"
    return speaker.title(f"question.differently.{manner}", question=question)


def _values(kit: Kit, fact: str, facts: Mapping[str, Any]) -> Iterable[Any]:
    values = kit.policies.ids if fact == "policy" else fact_of(kit, fact, facts.get("policy")).values
    base = {"goal": CANCEL, **facts}
    return [value for value in values if holds(kit, {**base, fact: value})]


def _title(speaker: Speaker, fact: str, value: Any) -> str:
    return speaker.facts.say(f"value.{fact}.{word(value)}")


def where_to_look(
    speaker: Speaker, fact: str, possible: Iterable[str], policies: tuple[str, ...]
) -> list[Block]:
    """For somebody who does not know: where the answer stands, and a person with the steps still possible."""
    speaker = speaker.about(policies[0] if len(policies) == 1 else None)
    own = speaker.facts.name(f"where.{fact}")
    asked = speaker.facts.name(f"question.{fact}.where")
    words = [speaker.text(own if speaker.wording.has(own) else asked)]
    if steps := [speaker.title(f"step.{step}") for step in possible]:
        words.append(speaker.text("unknown.person", steps=steps))
    return [*words, blocks.choices([(speaker.title("choice.person"), Payload(PERSON))])]


def which_order(speaker: Speaker, orders: Iterable[Order], manner: str = FIRST) -> list[Block]:
    """The orders that can be meant, as buttons, and one for a number not among them."""
    pairs = [(_order_title(speaker, order), Payload(ORDER, order.order_number)) for order in orders]
    pairs.append((speaker.title("choice.other_number"), Payload(OTHER_NUMBER)))
    return [_again(speaker, "which_order", manner), blocks.choices(pairs)]


def _again(speaker: Speaker, name: str, manner: str, **values: Any) -> Block:
    """The question `name` under its name, in the words of that manner."""
    wording = {FIRST: name, BACK: f"{name}.back", DIFFERENTLY: f"{name}.differently"}[manner]
    return blocks.said(name, speaker.title(wording, **values), speaker.language)


def _order_title(speaker: Speaker, order: Order) -> str:
    return speaker.title("choice.order", order_number=order.order_number, title=order.lines[0].title)


def which_line(speaker: Speaker, order: Order, manner: str = FIRST) -> list[Block]:
    """The lines of an order as buttons."""
    pairs = [(line.title, Payload(LINE, order.order_number, line.number)) for line in order.lines]
    words = _again(speaker, "which_line", manner, order_number=order.order_number)
    return [words, blocks.choices(pairs)]


def wishes(speaker: Speaker, name: str, intents: Iterable[str], **values: Any) -> list[Block]:
    """The text `name` with likely wishes as buttons."""
    pairs = [(speaker.title(f"wish.{intent}"), Payload(WISH, intent)) for intent in intents]
    return [speaker.text(name, **values), blocks.choices(pairs)]


def likely(speaker: Speaker, name: str, intents: Iterable[str]) -> list[Block]:
    """The same for guesses: there is a way on for those who meant none of them."""
    words, buttons = wishes(speaker, name, intents)
    none = blocks.choices([(speaker.title("choice.none_of_these"), Payload(NONE_OF_THESE))])
    return [words, {**buttons, "choices": [*buttons["choices"], *none["choices"]]}]


def person(speaker: Speaker, name: str) -> list[Block]:
    """The text `name` with a person as the way on."""
    return [speaker.text(name), blocks.choices([(speaker.title("choice.person"), Payload(PERSON))])]
