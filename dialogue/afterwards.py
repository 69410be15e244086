"""What is said to a step that was just shown: done, what does it cost, why, until when, once more."""

from dataclasses import replace
from typing import Any

from decision import Decision
from dialogue.again import repeat
from dialogue.context import Context, Said
from dialogue.deciding import verdicts
from dialogue.digressing import answer_in_general
from dialogue.general import POSTAGE
from dialogue.hearing import Heard
from dialogue.state import FACT, State
from dialogue.topics import take_facts
from reading.asides import COST, DONE, GONE_BACK, ONCE_MORE, SENT_OFF, asides

BY_PARCEL = {"refuse_delivery", "return"}
_SENT = {"status", "request", "requested_at"}  # what "sent it" may have been read as


def said_to_step(context: Context, state: State, heard: Heard) -> Said | None:
    """The answer to a few words about the step that was shown, or about the question that is open."""
    said = asides(heard.text)
    if not said or not state.goal or heard.numbers or heard.answer is not None:
        return None
    if state.ask and state.ask.kind != FACT:
        return None
    after_step = state.ask is None and bool(state.shown)
    steps = _steps(context, state) if after_step else set()
    if heard.facts.keys() <= _SENT and (news := _done(context, steps, said)):
        return take_facts(context, state, news)
    if heard.facts or heard.named:
        return None
    if COST in said:
        return _cost(context, state, heard, steps) if after_step else None
    asked = ONCE_MORE in said and (state.ask or after_step)
    return repeat(context, replace(state, failures=0), []) if asked else None


def _done(context: Context, steps: set[str], said: frozenset[str]) -> dict[str, Any]:
    """What follows from having done what the step says: a request under way, or a parcel on its way back."""
    if DONE in said and steps == {"cancel"}:
        return {"request": "pending", "requested_at": context.now.isoformat()}
    gone = (GONE_BACK in said and steps <= BY_PARCEL) or (SENT_OFF in said and steps == {"return"})
    return {"status": "sent_back"} if gone and steps else {}


def _cost(context: Context, state: State, heard: Heard, steps: set[str]) -> Said:
    intent = POSTAGE if steps & BY_PARCEL else "penalty"
    return answer_in_general(replace(context, message=replace(context.message, intent=intent)), state, heard)


def _steps(context: Context, state: State) -> set[str]:
    found = verdicts(context, state, context.order(state.order))
    return {verdict.answer.step for verdict in found if isinstance(verdict.answer, Decision)}
