"""How much of an order is meant, told while something else is asked or after a step."""

from dataclasses import replace

from dialogue import asking
from dialogue.choosing import take_lines
from dialogue.context import Context, Said
from dialogue.goals import CANCEL, CANCEL_PART, CHANGE
from dialogue.hearing import Heard
from dialogue.meant import lines_named
from dialogue.state import CONFIRM, FACT, LINE, Ask, State
from dialogue.topics import take_facts, take_wish
from reading.wishes import tells_how_many

PARTS_OF_CANCEL = frozenset((CANCEL, CANCEL_PART))
VAGUE = CHANGE  # what the model makes of many a fragment


def told(context: Context, state: State, heard: Heard) -> Said | None:
    """3つのうち1つだけ, "just one of the three": which, where an order has several lines, else so many."""
    fits = state.goal in PARTS_OF_CANCEL and heard.part and heard.only_tells and tells_how_many(heard.text)
    busy = heard.named or heard.answer is not None or heard.number or heard.other
    if not fits or busy or (state.ask is not None and state.ask.kind not in (FACT, CONFIRM)):
        return None
    order = context.order(state.order)
    if order is None:
        return take_facts(context, replace(state, goal=CANCEL_PART), heard.facts, heard.doubtful)
    if len(order.lines) == 1:
        return take_wish(context, state, VAGUE, heard)
    if lines := tuple(line.number for line in lines_named(heard.text, order, heard.facts)):
        return take_lines(context, state, lines, heard)
    asked = replace(state, ask=Ask(LINE), failures=0)
    return Said(asked, asking.which_line(context.speaker, order, context.manner))


def counted(context: Context, state: State, heard: Heard) -> Said | None:
    """Only numbers of what is to be cancelled, taken for a wish to change it: 全部で3つです."""
    cancels = state.goal in PARTS_OF_CANCEL and heard.wish == VAGUE
    if not cancels or not heard.only_tells or heard.named or heard.quantity:
        return None
    goal = CANCEL_PART if context.orders is None and heard.part else state.goal
    return take_facts(context, replace(state, goal=goal), heard.facts, heard.doubtful)
