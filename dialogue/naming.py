"""An order that is named: by its number, chosen from several, or as the other one."""

from dataclasses import replace

from dialogue import asking, general
from dialogue.again import offer_wishes, repeat
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.goals import GOAL_OF, OFFERED_FIRST
from dialogue.hearing import VERY_SURE, Heard
from dialogue.meant import candidates
from dialogue.state import NUMBER, ORDER, Ask, State, Waiting
from dialogue.topics import LOOKS_AT_STATUS, about_order, among, remember, take_wish
from orders.model import Order


def number_named(context: Context, state: State, heard: Heard) -> Said:
    """A message with an order number: that order is meant from now on, if it is the customer's."""
    before = state.intent if state.goal or state.intent == LOOKS_AT_STATUS else None
    choosing = state.ask is not None and state.ask.kind in (ORDER, NUMBER)
    intent = heard.named or (before if choosing else None) or heard.wish or before
    tells = before and heard.only_tells and heard.facts
    # While an order is chosen for a wish, a number with a word or two beside it is the choice.
    sure = context.message.confidence >= VERY_SURE or not (before and choosing)
    if context.message.intent == LOOKS_AT_STATUS and not heard.wish and not tells and sure:
        intent = LOOKS_AT_STATUS
    if context.orders is None:
        return _guest_number(context, state, intent, heard)
    further = (Waiting(intent or "", number=number) for number in heard.numbers[1:])
    state = state.wait(*further) if intent else state
    order = context.order(heard.number)
    if order is None:
        return _not_found(context, state, intent, heard)
    return take_order(context, state, order, intent, heard)


def _not_found(context: Context, state: State, intent: str | None, heard: Heard) -> Said:
    told = remember(context, replace(state, order=None, lines=()), heard.facts, heard.doubtful)
    failures = state.failures + 1 if state.ask and state.ask.kind == NUMBER else 1
    waiting = replace(told, ask=Ask(NUMBER), intent=intent, goal=GOAL_OF.get(intent or ""), failures=failures)
    if failures > 1:
        return Said(waiting, asking.person(context.speaker, "order_not_found"))
    return Said(waiting, [context.speaker.text("order_not_found")])


def _guest_number(context: Context, state: State, intent: str | None, heard: Heard) -> Said:
    remark = context.speaker.text("guest.number")
    if intent is None or intent == LOOKS_AT_STATUS:
        state = replace(state, intent=intent or state.intent)
        return with_first(offer_wishes(context, state, "what_wish", OFFERED_FIRST), remark)
    if heard.named is None and state.ask is not None:
        told = remember(context, state, heard.facts, heard.doubtful)
        return repeat(context, told, [remark])
    return with_first(take_wish(context, state, intent, heard), remark)


def with_first(said: Said, *first: Block) -> Said:
    """The same with these blocks before it."""
    return replace(said, blocks=[*first, *said.blocks])


def take_order(context: Context, state: State, order: Order, intent: str | None, heard: Heard | None) -> Said:
    """Speaks of `order` from now on: decides if a wish is known, else tells how it stands and asks."""
    state = replace(state.speak_of(order.order_number), ask=None, intent=intent, failures=0)
    state = replace(state, goal=GOAL_OF.get(intent or ""))
    if heard is not None:
        state = remember(context, state, heard.facts, heard.doubtful)
    if intent is None:
        stands = general.status(context.speaker, order, context.now)
        return with_first(offer_wishes(context, state, "what_wish", OFFERED_FIRST), *stands)
    return about_order(context, state, order, heard)


def other_order(context: Context, state: State, heard: Heard) -> Said | None:
    """Another order than the one spoken of; its number is asked for where none can be meant."""
    intent = heard.named or state.intent or heard.wish
    if not context.orders or state.order is None or intent is None:
        return None
    others = tuple(order for order in context.orders if order.order_number != state.order)
    meant = candidates(others, intent, heard.facts)
    if not meant and heard.corrects:
        asked = replace(state, order=None, lines=(), ask=Ask(NUMBER), intent=intent, goal=GOAL_OF.get(intent))
        return Said(asked, [context.speaker.text("order.type_number")])
    if not meant:
        return None
    state = replace(state, order=None, lines=(), intent=intent, goal=GOAL_OF.get(intent), failures=0)
    return among(context, remember(context, state, heard.facts, heard.doubtful), meant, heard)
