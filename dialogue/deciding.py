"""Decide for every line that is meant, show what is new, then ask at most one question."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from decision import Decision, Question, decide, what_if
from dialogue import blocks
from dialogue.asking import question_blocks
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.decided import with_reasons
from dialogue.doubting import confirm_blocks, matters, possible
from dialogue.goals import CANCEL, CANCEL_PART, GOAL_OF, REDUCE_QUANTITY
from dialogue.known import Known, merge, recorded
from dialogue.state import CONFIRM, FACT, SHOWN_KEPT, Ask, State
from dialogue.subject import Subject
from dialogue.supposing import supposed_lead, with_supposed
from orders.model import Order
from wording.changes import change_sentences
from wording.reply import explain

CHANGING = ("cancel", "wait")  # the steps that will not stay as they are, nor any with an end
MOST_CHANGES = 3  # sentences, and conditions beside a date


@dataclass(frozen=True, slots=True)
class Verdict:
    """A subject, what is known of it and what was decided."""

    subject: Subject
    known: Known
    answer: Decision | Question


def goal_for(intent: str, order: Order | None, lines: tuple[int, ...], whole_lines: bool, part: bool) -> str:
    """What a wish is decided as."""
    goal = GOAL_OF[intent]
    fewer = bool(order and lines and len(lines) < len(order.lines)) or (part and order is None)
    if goal == CANCEL and fewer:
        return CANCEL_PART
    if goal == REDUCE_QUANTITY and whole_lines and (fewer or order is None):
        return CANCEL_PART
    return goal


def verdicts(context: Context, state: State, order: Order | None) -> list[Verdict]:
    """What is decided for each line meant, in order."""
    return [_verdict(context, state, subject) for subject in _subjects(order, state.lines)]


def recorded_facts(context: Context, state: State, order: Order | None) -> list[dict[str, Any]]:
    """The recorded facts of each line spoken of, with `goal` and `now`; just these where no order is."""
    base = {"goal": state.goal or CANCEL, "now": context.now.isoformat()}
    lines = [subject.line for subject in _subjects(order, state.lines) if subject.line]
    return (
        [{**base, **recorded(context.kit, order, line, context.now)} for line in lines] if order else [base]
    )


def _subjects(order: Order | None, lines: tuple[int, ...]) -> Iterator[Subject]:
    if order is None:
        yield Subject()
        return
    yield from (Subject(order, line) for line in order.lines if not lines or line.number in lines)


def _verdict(context: Context, state: State, subject: Subject, **further: Any) -> Verdict:
    goal = state.goal or CANCEL
    told = {**state.told_of(subject.line.number if subject.line else None), **further}
    if subject.order is None and state.supposed:
        told = with_supposed(context.kit, state, told, context.now)
    known = merge(context.kit, _recorded(context, subject), told, goal, context.now)
    return Verdict(subject, known, decide(context.kit.policies, known.facts))


def _recorded(context: Context, subject: Subject) -> Mapping[str, Any]:
    if subject.order is None or subject.line is None:
        return {}
    return recorded(context.kit, subject.order, subject.line, context.now)


def show(context: Context, state: State, found: list[Verdict], *, news_only: bool) -> Said:
    """The blocks of all clear steps (of the new or changed ones, if `news_only`), then of one question.

    Where a fact was heard in doubt and matters, that is asked instead of everything else.
    """
    doubted = _in_doubt(context, state, found)
    if doubted is not None:
        return doubted
    shown = {verdict.subject.key: _fingerprint(verdict.answer) for verdict in found}
    clear = [verdict for verdict in found if isinstance(verdict.answer, Decision)]
    news = [v for v in clear if not news_only or state.shown.get(v.subject.key) != shown[v.subject.key]]
    open_ones = [verdict for verdict in found if isinstance(verdict.answer, Question)]
    if not news and not open_ones:
        news = clear
    said = [block for verdict in news for block in step_blocks(context, verdict)]
    said = [*supposed_lead(context, state, news), *said]
    latest = dict([*state.shown.items(), *shown.items()][-SHOWN_KEPT:])
    state = replace(state, shown=latest, ask=None)
    if not open_ones:
        return Said(replace(state, supposed={}), said)
    asked = _asked(context, state, open_ones[0])
    return Said(asked.state, [*said, *asked.blocks])


def _asked(context: Context, state: State, verdict: Verdict) -> Said:
    question, subject = verdict.answer, verdict.subject
    assert isinstance(question, Question)  # noqa: S101 - callers pass questions
    put = question_blocks(
        context.kit, context.speaker, question, verdict.known.facts, subject, manner=context.manner
    )
    return Said(replace(state, ask=Ask(FACT, question.ask, question.possible)), put)


def _in_doubt(context: Context, state: State, found: list[Verdict]) -> Said | None:
    """The question whether what was heard in doubt is so, if that changes what would be said."""
    for name, value in state.doubts_here().items():
        for verdict in found:
            supposed = _verdict(context, state, verdict.subject, **{name: value})
            counts = name not in _recorded(context, verdict.subject) and name in supposed.known.facts
            if counts and matters(verdict.answer, supposed.answer):
                steps = possible(verdict.answer, supposed.answer)
                doubt = (name, value)
                speaker = context.speaker.about(supposed.known.facts.get("policy"))
                put = confirm_blocks(speaker, doubt, steps, verdict.subject, context.manner)
                return Said(replace(state, ask=Ask(CONFIRM, name, steps, value)), put)
    return None


def step_blocks(context: Context, verdict: Verdict) -> list[Block]:
    """A decision in words, then as data."""
    subject, decision, speaker = verdict.subject, verdict.answer, context.speaker
    assert isinstance(decision, Decision)  # noqa: S101 - callers pass decisions
    texts = explain(
        context.kit.wording,
        decision,
        verdict.known.facts,
        speaker.language,
        now=context.now,
        order_number=subject.number,
        title=subject.line.title if subject.line else None,
    )
    said = [blocks.said(text.name, text.text, speaker.language, text.said) for text in texts]
    said += _changes(context, verdict, decision)
    step = blocks.step(decision, speaker.language, subject.number, subject.place)
    return [*said, with_reasons(step, decision, verdict.known.facts, context.kit.wording)]


def _changes(context: Context, verdict: Verdict, decision: Decision) -> list[Block]:
    """When the step changes and to what, in one text; what is assumed has been said already."""
    if decision.step not in CHANGING and decision.until is None:
        return []
    found = what_if(context.kit.policies, verdict.known.facts)
    by_time = [change for change in found if change.kind == "time"]
    by_fact = [change for change in found if change.kind == "fact" and change.fact not in decision.assumed]
    nearest = [*by_time, *by_fact[:MOST_CHANGES]]
    policy = verdict.known.facts.get("policy")
    speaker = context.speaker.about(policy)
    said = change_sentences(speaker.wording, policy, nearest, speaker.language, now=context.now)
    return [speaker.text("reply.changes", changes=said[:MOST_CHANGES])] if said else []


def _fingerprint(answer: Decision | Question) -> str:
    return hashlib.sha256(json.dumps(answer.as_json()).encode()).hexdigest()[:16]
