"""An order or a line chosen in words instead of by a button or a number."""

from dataclasses import replace

from dialogue.context import Context, Said
from dialogue.hearing import Heard
from dialogue.meant import MOST_OFFERED, agrees, candidates, lines_named, orders_titled, places_said
from dialogue.state import State
from dialogue.topics import take_facts, take_order
from reading.wishes import means_all


def order_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """The one order among those that can be meant whose title or kind was said; None if that is not one."""
    if context.orders is None:
        return None
    meant = candidates(context.orders, state.intent or "", state.told_here())
    offered = meant[:MOST_OFFERED]
    placed = places_said(heard.text)
    fitting = orders_titled(meant, heard.text)
    fitting = fitting or tuple(order for place, order in enumerate(offered, start=1) if place in placed)
    if not fitting and heard.facts:
        said = {**state.told_here(), **heard.facts}
        fitting = tuple(order for order in meant if agrees(order, said))
    if len(fitting) != 1:
        return None
    return take_order(context, state, fitting[0], state.intent, heard)


def line_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """The lines whose titles or places were said, or all of them."""
    order = context.order(state.order)
    if order is None:
        return None
    lines = tuple(line.number for line in lines_named(heard.text, order, heard.facts))
    if not lines and not means_all(heard.text):
        return None
    return take_lines(context, state, lines)


def take_lines(context: Context, state: State, lines: tuple[int, ...]) -> Said:
    """Speaks of these lines of the order from now on, of all if there are none."""
    goal = "cancel_part" if lines else "cancel"
    return take_facts(context, replace(state, lines=lines, goal=goal, ask=None), {})
