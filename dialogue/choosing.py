"""An order or a line chosen in words instead of by a button or a number."""

import re
from collections.abc import Iterable
from dataclasses import replace

from dialogue.context import Context, Said
from dialogue.hearing import Heard
from dialogue.meant import (
    MOST_OFFERED,
    agrees,
    candidates,
    lines_named,
    orders_ending,
    orders_titled,
    title_words,
)
from dialogue.naming import take_order
from dialogue.state import State, Waiting
from dialogue.topics import take_facts
from orders.model import Order
from reading import normalise, ordinals
from reading.wishes import means_all

_FILLERS = re.compile(
    r"やっぱり?|やはり|いや|ごめん(?:なさい)?|すみません|お願い(?:します)?|ください|の?(?:方|ほう|やつ|もの)"
    r"|だけ|のみ|です|でした|では?|じゃ|[をはもがのあえっー、。,.!?\s]"
    r"|\b(?:the|one|only|just|no|not|sorry|actually|i|meant?|please|it'?s|that|this|instead|oh|wait|my)\b"
)
MOST_LEFT = 2  # letters beside the name: an ending, a mark
_LONGEST_NAME = 30  # characters; what is longer says more than which one is meant
_ORDER = re.compile(r"注文|\border\b")


def order_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """The orders among those that can be meant whose title, place, last figures or kind was said.

    One is taken; of several that were named outright each has its turn; None where it is not clear.
    """
    if context.orders is None:
        return None
    meant = candidates(context.orders, state.intent or "", state.told_here())
    named = _named(meant[:MOST_OFFERED], heard) or orders_titled(meant, heard.text)
    if not named and heard.facts:
        said = {**state.told_here(), **heard.facts}
        fitting = tuple(order for order in meant if agrees(order, said))
        named = fitting if len(fitting) == 1 else ()
    if not named or (len(named) > 1 and not _named(meant, heard)):
        return None
    first, *rest = named
    state = state.wait(*(Waiting(state.intent or "", number=order.order_number) for order in rest))
    return take_order(context, state, first, heard.named or state.intent or heard.wish, heard)


def _named(offered: tuple[Order, ...], heard: Heard) -> tuple[Order, ...]:
    """The orders that were chosen one by one or all together, in their order."""
    if heard.agreed is False:  # 両方とも違います
        return ()
    if means_all(heard.text):
        return offered
    places = ordinals(heard.text, len(offered))
    return tuple(offered[place - 1] for place in places) or orders_ending(offered, heard.text)


def line_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """The lines whose titles or places were said, or all of them."""
    order = context.order(state.order)
    if order is None:
        return None
    lines = tuple(line.number for line in lines_named(heard.text, order, heard.facts))
    if not lines and not means_all(heard.text):
        return None
    return take_lines(context, state, lines, heard)


def titles(context: Context) -> set[str]:
    """What the customer's orders and their lines may be called by."""
    return {word for order in context.orders or () for word in title_words(order)}


def is_bare_name(heard: Heard, names: Iterable[str]) -> bool:
    """Whether a message does no more than say which one: マグの方で, "no, just the mug"."""
    plain = normalise(heard.text)
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(name, " ")
    return len(_FILLERS.sub("", plain)) <= MOST_LEFT


def named_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """Another line or order than the one spoken of, named by its title alone: やっぱりマグの方で."""
    if heard.named or not state.goal or not (heard.corrects or len(heard.text) <= _LONGEST_NAME):
        return None
    order = context.order(state.order)
    lines = lines_named(heard.text, order, {}) if order else ()
    if lines and not heard.other:
        numbers = tuple(line.number for line in lines)
        return take_lines(context, state, numbers, heard) if numbers != state.lines else None
    titled = orders_titled(candidates(context.orders or (), state.intent or "", {}), heard.text)
    if len(titled) != 1 or titled[0] == order:
        return None
    return take_order(context, state, titled[0], state.intent, heard)


def placed_order(context: Context, state: State, heard: Heard) -> Said | None:
    """An order by its place among those that can be meant, with no question open: "and the second one?"."""
    order = context.order(state.order)
    if state.ask or order is None or len(order.lines) > 1 or heard.named or len(heard.text) > _LONGEST_NAME:
        return None
    offered = candidates(context.orders or (), state.intent or "", {})[:MOST_OFFERED]
    places = ordinals(heard.text, len(offered))
    chosen = offered[places[0] - 1] if len(places) == 1 and len(offered) > 1 else None
    if chosen is None or chosen == order or not state.goal:
        return None
    return take_order(context, state, chosen, state.intent, heard)


def other_line(context: Context, state: State, heard: Heard) -> Said | None:
    """The other lines of the order, where some of them were spoken of and no other order is meant."""
    order = context.order(state.order)
    if order is None or not state.lines or _ORDER.search(normalise(heard.text)):
        return None
    lines = tuple(line.number for line in order.lines if line.number not in state.lines)
    return take_lines(context, state, lines, heard) if lines else None


def take_lines(context: Context, state: State, lines: tuple[int, ...], heard: Heard | None = None) -> Said:
    """Speaks of these lines of the order from now on, of all if there are none."""
    goal = "cancel_part" if lines else "cancel"
    news = heard.facts if heard else {}
    return take_facts(context, replace(state, lines=lines, goal=goal, ask=None), news)
