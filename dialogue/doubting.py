"""Facts heard in doubt: one question, to be answered by yes or no, before they count."""

from collections.abc import Mapping
from typing import Any

from decision import Decision, Question
from decision.vocabulary import STEPS
from dialogue import blocks
from dialogue.blocks import Block, Speaker
from dialogue.context import BACK, DIFFERENTLY, FIRST
from dialogue.payloads import DENY, FACT, Payload
from dialogue.subject import Subject

Answer = Decision | Question


def matters(without: Answer, with_it: Answer) -> bool:
    """Whether a fact changes what would be said: another step or reply, or another question."""
    if isinstance(without, Question) and isinstance(with_it, Question):
        return without.ask != with_it.ask
    return _said(without) != _said(with_it)


def _said(answer: Answer) -> Mapping[str, Any]:
    return {name: value for name, value in answer.as_json().items() if name not in ("assumed", "trace")}


def possible(*answers: Answer) -> tuple[str, ...]:
    """The steps that are still possible by any of these answers."""
    steps = {step for one in answers for step in ((one.step,) if isinstance(one, Decision) else one.possible)}
    return tuple(step for step in STEPS if step in steps)


def confirm_blocks(
    speaker: Speaker, doubt: tuple[str, Any], steps: tuple[str, ...], subject: Subject, manner: str = FIRST
) -> list[Block]:
    """Whether what was heard in doubt is so: words, data, and two buttons."""
    (fact, value), order = doubt, subject.number
    pairs = [
        (speaker.title("choice.yes"), Payload(FACT, fact, [value, order])),
        (speaker.title("choice.no"), Payload(DENY, fact, [value, order])),
    ]
    wording = "confirm.differently" if manner == DIFFERENTLY else "confirm"
    question = speaker.title(wording, what=in_words(speaker, fact, value))
    if manner == BACK:
        question = speaker.title("question.back", question=question)
    words = [blocks.said("confirm", question, speaker.language)]
    if subject.order and subject.line and subject.place:
        words = [speaker.text("question.about_line", title=subject.line.title), *words]
    return [*words, blocks.ask(Question(fact, steps, ()), order, subject.place), blocks.choices(pairs)]


def in_words(speaker: Speaker, fact: str, value: Any) -> str:
    """A fact as part of a sentence: "it has shipped", 発送済み."""
    return speaker.facts.fact(fact, value)
