"""A wish, a named order or new facts: settle what is meant, then decide and show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogue import asking, general
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.deciding import goal_for, recorded_facts, show, verdicts
from dialogue.goals import GOAL_OF, OFFERED_FIRST, SAID_BY
from dialogue.hearing import Heard
from dialogue.known import correct
from dialogue.meant import MOST_OFFERED, candidates, lines_named, policy_said
from dialogue.state import FACT, LINE, NUMBER, ORDER, Ask, State
from orders.model import Order
from reading.wishes import means_all

LOOKS_AT_STATUS = "order_status"


def take_wish(context: Context, state: State, intent: str, heard: Heard) -> Said:
    """Deals with a wish: finds the order it means, or asks which, then decides."""
    state = replace(remember(context, _about(context, state, heard), heard.facts), intent=intent, failures=0)
    state = replace(state, goal=GOAL_OF.get(intent), ask=None)
    if context.orders is None or state.order:
        return _about_order(context, state, context.order(state.order), heard)
    meant = candidates(context.orders, intent, heard.facts)
    if len(meant) > 1:
        return _ask_which(context, state, meant)
    if not meant:
        return _about_order(context, state, None, heard)
    chosen = replace(state, ask=Ask(ORDER)).speak_of(meant[0].order_number)
    return _about_order(context, replace(chosen, ask=None), meant[0], heard)


def _about(context: Context, state: State, heard: Heard) -> State:
    """The state without the order spoken of, where another shop is named or it is no longer there."""
    order = context.order(state.order)
    named = policy_said(heard.facts)
    keep = order is not None and named in (None, order.policy)
    return state if keep else replace(state, order=None, lines=())


def remember(context: Context, state: State, news: Mapping[str, Any]) -> State:
    """The state with `news` told about what is being spoken of, as far as it goes with the rest."""
    before = state.told_here()
    if None not in (policy_said(news), policy_said(before)) and policy_said(news) != policy_said(before):
        before = {}
    records = recorded_facts(context, state, context.order(state.order))
    return state.tell(correct(context.kit, records, before, news))


def _ask_which(context: Context, state: State, meant: tuple[Order, ...]) -> Said:
    state = replace(state, ask=Ask(ORDER))
    return Said(state, asking.which_order(context.speaker, meant[:MOST_OFFERED]))


def number_named(context: Context, state: State, heard: Heard) -> Said:
    """A message with an order number: that order is meant from now on, if it is the customer's."""
    intent = heard.wish or (state.intent if state.goal or state.intent == LOOKS_AT_STATUS else None)
    if context.message.intent == LOOKS_AT_STATUS and not heard.wish:
        intent = LOOKS_AT_STATUS
    if context.orders is None:
        return _guest_number(context, state, intent, heard)
    order = context.order(heard.number)
    if order is None:
        told = remember(context, replace(state, order=None, lines=()), heard.facts)
        waiting = replace(told, ask=Ask(NUMBER), intent=intent, goal=GOAL_OF.get(intent or ""))
        return Said(waiting, [context.speaker.text("order_not_found")])
    return take_order(context, state, order, intent, heard)


def _guest_number(context: Context, state: State, intent: str | None, heard: Heard) -> Said:
    remark = context.speaker.text("guest.number")
    if intent is None or intent == LOOKS_AT_STATUS:
        return Said(state, [remark, *asking.wishes(context.speaker, "what_wish", OFFERED_FIRST)])
    said = take_wish(context, state, intent, heard)
    return Said(said.state, [remark, *said.blocks])


def take_order(context: Context, state: State, order: Order, intent: str | None, heard: Heard | None) -> Said:
    """Speaks of `order` from now on: decides if a wish is known, else tells how it stands and asks."""
    state = replace(state.speak_of(order.order_number), ask=None, intent=intent, failures=0)
    state = replace(state, goal=GOAL_OF.get(intent or ""))
    if heard is not None:
        state = remember(context, state, heard.facts)
    if intent is None:
        blocks = general.status(context.speaker, order, context.now)
        return Said(state, [*blocks, *asking.wishes(context.speaker, "what_wish", OFFERED_FIRST)])
    return _about_order(context, state, order, heard)


def _about_order(context: Context, state: State, order: Order | None, heard: Heard | None) -> Said:
    if state.intent == LOOKS_AT_STATUS:
        return _status(context, state, order)
    if order is not None and heard is not None:
        lines = tuple(line.number for line in lines_named(heard.text, order, heard.facts))
        lines = lines or (() if means_all(heard.text) else state.lines)
        state = replace(state, lines=lines)
        if not lines and len(order.lines) > 1 and _means_some(state, heard):
            state = replace(state, ask=Ask(LINE))
            return Said(state, asking.which_line(context.speaker, order))
    whole, part = (heard.whole_lines, heard.part and not heard.quantity) if heard else (False, False)
    goal = goal_for(state.intent or "cancel_order", order, state.lines, whole, part)
    state = replace(state, goal=goal)
    news = heard.facts if heard else {}
    if order is None:
        state = _with_what_goes_unsaid(context, state, heard)
    return decide_on(context, state, order, news, news_only=False)


def _with_what_goes_unsaid(context: Context, state: State, heard: Heard | None) -> State:
    """What the wish itself and its suppositions say; only as far as nothing else was said."""
    supposed = heard.supposed if heard else {}
    told = state.told_here()
    unsaid = {**SAID_BY.get(state.intent or "", {}), **supposed}
    records = recorded_facts(context, state, None)
    return state.tell(correct(context.kit, records, unsaid, told))


def _means_some(state: State, heard: Heard) -> bool:
    return heard.whole_lines and (heard.part or state.intent == "change_order_or_quantity")


def _status(context: Context, state: State, order: Order | None) -> Said:
    if order is None:
        return Said(state, [context.speaker.text("talk.order_status")])
    return Said(state, general.status(context.speaker, order, context.now))


def take_facts(context: Context, state: State, news: Mapping[str, Any]) -> Said:
    """New or corrected facts about what is being spoken of: decides again on all of them."""
    state = replace(remember(context, state, news), failures=0)
    return decide_on(context, state, context.order(state.order), news, news_only=True)


def decide_on(
    context: Context, state: State, order: Order | None, news: Mapping[str, Any], *, news_only: bool
) -> Said:
    """Decides for all lines meant; says first what the records have otherwise than `news`."""
    found = verdicts(context, state, order)
    remarks = _remarks(context, order, {n for verdict in found for n in verdict.known.disputed}, news)
    remarks += _by_method(context, state, order, news)
    said = show(context, state, found, news_only=news_only)
    return Said(said.state, [*remarks, *said.blocks])


def _remarks(
    context: Context, order: Order | None, disputed: set[str], news: Mapping[str, Any]
) -> list[Block]:
    if order is None or not news:
        return []
    recorded = order.facts(order.lines[0], context.now)
    return [
        general.dispute(context.speaker, order, name, recorded[name])
        for name in sorted(disputed)
        if name in recorded
    ]


def _by_method(context: Context, state: State, order: Order | None, news: Mapping[str, Any]) -> list[Block]:
    """A refund in general, answered at once where a payment method is named and no order is meant."""
    if order is not None or state.goal != "refund" or "payment_method" not in news or "status" in news:
        return []
    return general.refund_by_method(context.kit, context.speaker, news)


def policies_meant(context: Context, state: State) -> tuple[str, ...]:
    """The shops that what is being spoken of can be about."""
    return general.policies_meant(context.kit, state.told_here(), context.order(state.order))


def not_known(context: Context, state: State, fact: str) -> Said:
    """For "I don't know": where to look, and a person with the steps that are still possible."""
    possible = state.ask.possible if state.ask else ()
    blocks = asking.where_to_look(context.speaker, fact, possible, policies_meant(context, state))
    return Said(state, blocks)


def repeat(context: Context, state: State, first: list[Block]) -> Said:
    """`first`, then again what is open: the question, the choice, or the last decision."""
    order = context.order(state.order)
    kind = state.ask.kind if state.ask else None
    if kind == ORDER and context.orders is not None:
        meant = candidates(context.orders, state.intent or "", state.told_here())
        said = _ask_which(context, state, meant)
    elif kind == LINE and order is not None:
        said = Said(state, asking.which_line(context.speaker, order))
    elif kind == NUMBER:
        said = Said(state, [context.speaker.text("order.type_number")])
    elif kind == FACT or state.goal:
        said = decide_on(context, state, order, {}, news_only=kind == FACT)
    else:
        said = Said(state, [])
    return Said(said.state, [*first, *said.blocks])
