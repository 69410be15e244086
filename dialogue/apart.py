"""Several orders or items in one message of a guest: one after the other, each by its own facts."""

from dialogue.context import Context, Said
from dialogue.goals import CANCEL_ORDER, GOAL_OF, OF_A_REQUEST
from dialogue.hearing import Heard
from dialogue.several import take_in_turn
from dialogue.state import State, Waiting
from dialogue.wishes import pieces, unwanted, wish_named
from reading import read_facts
from reading.apart import Apart, told_apart


def told(context: Context, state: State, heard: Heard) -> Said | None:
    """Takes up the wish about the first of them; those about the others wait."""
    if context.orders is not None or heard.answer is not None or heard.number:
        return None
    wishes = _wishes(context, heard, told_apart(heard.text))
    return take_in_turn(context, state, wishes) if wishes else None


def _wishes(context: Context, heard: Heard, found: Apart) -> tuple[Waiting, ...]:
    """A wish for each of them, in its own words or in those about all; none where one has none."""
    for_all = (_wish(context, found.common) or heard.wish or _unwanted(found)) if found.all_meant else None
    wished = [_wish(context, one.own) or for_all for one in found.each]
    if any(wish not in GOAL_OF for wish in wished):
        return ()
    return tuple(
        Waiting(str(wish), one.text, words=one.own) for wish, one in zip(wished, found.each, strict=True)
    )


def _unwanted(found: Apart) -> str | None:
    return CANCEL_ORDER if unwanted(found.common) else None


def _wish(context: Context, words: str) -> str | None:
    """The wish that `words` name; one about a request only where they tell of one.

    The model's guess is of the whole message.
    """
    requested = any(read.fact == "request" for read in read_facts(words, context.now))
    ranked = (context.message.intent, *context.message.ranking)
    likely = [wish for wish in ranked if requested or wish not in OF_A_REQUEST]
    named = (wish_named(piece, likely) for piece in (words, *pieces(words)))
    return next((wish for wish in named if wish), None)
