"""A wish that is denied or taken back is none: "I don't want to cancel", やっぱり要ります."""

from dataclasses import replace

from dialogue.context import Context, Said
from dialogue.goals import ENDED, GOAL_OF, UNDO, UNDO_REQUEST
from dialogue.hearing import Heard, hear
from dialogue.state import FILE, State
from dialogue.topics import remember, take_wish
from dialogue.wishes import pieces, wish_named
from reading import without_denied_wish

# What the model hears of the whole message is then what is said beside the denied wish.
ASKED_BESIDE = ("order_status", "penalty", "contact_human", "what_is_cancel_request")
NO_REQUEST = (None, "none")


def without_denied(context: Context, state: State, heard: Heard) -> tuple[Context, Heard]:
    """The message without a wish that it denies, where it names another one instead; else as it is."""
    rest = _rest(state, heard)
    wish = _wish_in(context, rest) if rest is not None else None
    if rest is None or wish in (None, UNDO) or _same(wish, heard.wish) or heard.named == UNDO:
        return context, heard
    message = replace(context.message, text=rest, intent=wish, ranking=(wish,))
    # what the whole message tells stays told
    again = replace(hear(message, state.ask), facts=heard.facts, doubtful=heard.doubtful)
    return replace(context, message=message), again


def taken_back(context: Context, state: State, heard: Heard) -> Said | None:
    """Nothing is left to do for a wish that is taken back, unless a request was made: that is undone."""
    rest = _rest(state, heard)
    wish = _wish_in(context, rest) if rest is not None else None
    if rest is None or wish not in (None, UNDO):
        return None
    if wish == UNDO or _was_asked_for(context, state, heard):
        return take_wish(context, state, UNDO, heard)
    if heard.wish == UNDO and (context.orders is not None or state.goal in (None, UNDO_REQUEST)):
        return None  # an order of theirs, or one not spoken of, may have a request
    state = remember(context, state, heard.facts, heard.doubtful)
    state = replace(state, goal=None, intent=None, ask=None, supposed={}, failures=0)
    return Said(state, [context.speaker.text("talk.kept")])


def _was_asked_for(context: Context, state: State, heard: Heard) -> bool:
    """Whether a request was made, or it is too late for one."""
    order = context.order(state.order)
    recorded = {"request": order.request, "status": order.status} if order else {}
    told = {**state.told_here(), **heard.facts, **recorded}
    return told.get("request") not in NO_REQUEST or told.get("status") in ENDED


def _rest(state: State, heard: Heard) -> str | None:
    """What is said beside a wish that is taken back; None where none is, or only that of a part."""
    if heard.part or heard.number or (state.ask is not None and state.ask.kind == FILE):
        return None
    return without_denied_wish(heard.text, or_let_go=state.goal is not None)


def _wish_in(context: Context, rest: str) -> str | None:
    likely = (context.message.intent, *context.message.ranking)
    named = next((wish for part in pieces(rest) if (wish := wish_named(part, likely))), None)
    return context.message.intent if named is None and rest and likely[0] in ASKED_BESIDE else named


def _same(wish: str | None, heard: str | None) -> bool:
    return wish is not None and heard is not None and GOAL_OF.get(wish) == GOAL_OF.get(heard)
