"""What is said to a step that was just shown: done, what does it cost, why, until when, once more."""

from dataclasses import replace

from decision import Decision
from dialogue.again import repeat
from dialogue.context import Context, Said
from dialogue.deciding import verdicts
from dialogue.digressing import answer_in_general
from dialogue.general import POSTAGE
from dialogue.hearing import Heard
from dialogue.state import FACT, State
from dialogue.topics import take_facts
from reading.asides import COST, DONE, aside

BY_PARCEL = {"refuse_delivery", "return"}
_SENT = {"status", "request", "requested_at"}  # what "sent it" may have been read as


def said_to_step(context: Context, state: State, heard: Heard) -> Said | None:
    """The answer to a few words about the step that was shown, or about the question that is open."""
    said = aside(heard.text)
    if said is None or not state.goal or heard.numbers or (state.ask and state.ask.kind != FACT):
        return None
    after_step = state.ask is None and bool(state.shown)
    if said == DONE:
        return _done(context, state) if after_step and heard.facts.keys() <= _SENT else None
    if heard.facts or heard.named:
        return None
    if said == COST:
        return _cost(context, state, heard) if after_step else None
    return repeat(context, replace(state, failures=0), []) if state.ask or after_step else None


def _done(context: Context, state: State) -> Said | None:
    """Who was told to ask for the cancellation, and has: the request is under way."""
    if _steps(context, state) != {"cancel"}:
        return None
    return take_facts(context, state, {"request": "pending", "requested_at": context.now.isoformat()})


def _cost(context: Context, state: State, heard: Heard) -> Said:
    intent = POSTAGE if _steps(context, state) & BY_PARCEL else "penalty"
    return answer_in_general(replace(context, message=replace(context.message, intent=intent)), state, heard)


def _steps(context: Context, state: State) -> set[str]:
    found = verdicts(context, state, context.order(state.order))
    return {verdict.answer.step for verdict in found if isinstance(verdict.answer, Decision)}
