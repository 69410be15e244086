"""A wish or new facts: settle what is meant, then decide and show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogue import asking, general
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.deciding import goal_for, recorded_facts, show, verdicts
from dialogue.goals import (
    BY_PARCEL,
    CANCEL,
    CANCEL_ORDER,
    CANCEL_PART,
    CHANGE,
    GOAL_OF,
    REDUCE_QUANTITY,
    SAID_BY,
)
from dialogue.hearing import Heard
from dialogue.known import correct, recorded
from dialogue.meant import MOST_OFFERED, candidates, lines_named, named_apart, orders_titled, policy_said
from dialogue.state import LINE, ORDER, Ask, State, Waiting
from dialogue.unsaid import is_supposed
from orders.model import Order
from reading.wishes import means_all

LOOKS_AT_STATUS = "order_status"
OF_A_LINE = ("item", "status", "opened", "release_date")  # what may differ from line to line


def take_wish(context: Context, state: State, intent: str, heard: Heard) -> Said:
    """Deals with a wish: finds the order it means, or asks which, then decides."""
    heard = _with_part(context, state, intent, heard)
    state = remember(context, _about(context, state, heard), heard.facts, heard.doubtful)
    state = replace(state, intent=intent, goal=GOAL_OF.get(intent), ask=None, failures=0, supposed={})
    meant = candidates(context.orders or (), intent, heard.facts)
    titled = orders_titled(meant, heard.text)
    if titled and state.order not in {order.order_number for order in titled}:
        return among(context, replace(state, order=None, lines=()), titled, heard)
    if context.orders is None or state.order:
        return about_order(context, state, context.order(state.order), heard)
    return among(context, state, meant, heard)


def _with_part(context: Context, state: State, intent: str, heard: Heard) -> Heard:
    """A part of a guest's order stays a part in a question about it: "should I refuse the delivery?"."""
    was_part = state.goal == CANCEL_PART or (state.goal == REDUCE_QUANTITY and intent in BY_PARCEL)
    stays = context.orders is None and was_part and GOAL_OF.get(intent) == CANCEL
    changed = means_all(heard.text) or heard.corrects or heard.other or policy_said(heard.facts)
    return replace(heard, part=True) if stays and not changed else heard


def among(context: Context, state: State, meant: tuple[Order, ...], heard: Heard) -> Said:
    """The wish of `state` about the one order of `meant`; where there are several, the customer chooses."""
    if len(meant) > 1 and named_apart(meant, heard.text):
        later = (Waiting(state.intent or "", number=order.order_number) for order in meant[1:])
        state, meant = state.wait(*later), meant[:1]
    if len(meant) > 1:
        return ask_which(context, state, meant)
    if not meant:
        return about_order(context, state, None, heard)
    chosen = replace(state, ask=Ask(ORDER)).speak_of(meant[0].order_number)
    return about_order(context, replace(chosen, ask=None), meant[0], heard)


def _about(context: Context, state: State, heard: Heard) -> State:
    """The state without the order spoken of, where another shop is named or it is no longer there."""
    order = context.order(state.order)
    named = policy_said(heard.facts)
    keep = order is not None and named in (None, order.policy)
    return state if keep else replace(state, order=None, lines=())


def remember(
    context: Context, state: State, news: Mapping[str, Any], doubtful: Mapping[str, Any] | None = None
) -> State:
    """The state with `news` told about what is being spoken of, as far as it goes with the rest."""
    doubts = {**state.doubts_here(), **(doubtful or {})}
    if doubts:
        state = state.doubt({name: value for name, value in doubts.items() if name not in news})
    before = state.told_here()
    if None not in (policy_said(news), policy_said(before)) and policy_said(news) != policy_said(before):
        before = {}
    records = recorded_facts(context, state, context.order(state.order))
    return state.tell(correct(context.kit, records, before, news))


def ask_which(context: Context, state: State, meant: tuple[Order, ...]) -> Said:
    """Asks which of the orders that can be meant it is."""
    state = replace(state, ask=Ask(ORDER))
    return Said(state, asking.which_order(context.speaker, meant[:MOST_OFFERED], context.manner))


def about_order(context: Context, state: State, order: Order | None, heard: Heard | None) -> Said:
    """Decides the wish of `state` about that order, once it is clear which of its lines are meant."""
    if state.intent == LOOKS_AT_STATUS:
        return _status(context, replace(state, ask=None), order)
    if order is not None and heard is not None:
        lines = tuple(line.number for line in lines_named(heard.text, order, heard.facts))
        lines = lines or (() if means_all(heard.text) else state.lines)
        state = replace(state, lines=lines)
        if not lines and len(order.lines) > 1 and _means_some(state, heard):
            state = replace(state, ask=Ask(LINE))
            return Said(state, asking.which_line(context.speaker, order, context.manner))
    whole, part = (heard.whole_lines, heard.part and not heard.quantity) if heard else (False, False)
    goal = goal_for(state.intent or CANCEL_ORDER, order, state.lines, whole, part)
    state = replace(state, goal=goal)
    news = heard.facts if heard else {}
    if order is None:
        state = _with_what_goes_unsaid(context, state, heard)
    return decide_on(context, state, order, news, news_only=False)


def _with_what_goes_unsaid(context: Context, state: State, heard: Heard | None) -> State:
    """What the wish itself says, only as far as nothing else was said; what it supposes is kept apart."""
    text = heard.text if heard else ""
    supposed = dict(heard.supposed) if heard else {}
    if supposed.get("status") == "delivered" and is_supposed(text):
        supposed = {"opened": False, **supposed}  # nobody has opened yet what is still to come
    asks_what_if = state.intent in BY_PARCEL and is_supposed(text)
    by_wish = {} if asks_what_if or "status" in supposed else SAID_BY.get(state.intent or "", {})
    records = recorded_facts(context, state, None)
    state = replace(state, supposed=supposed)
    return state.tell(correct(context.kit, records, by_wish, state.told_here()))


def _means_some(state: State, heard: Heard) -> bool:
    changes = state.intent == CHANGE
    return heard.whole_lines if changes else heard.part and not heard.quantity


def _status(context: Context, state: State, order: Order | None) -> Said:
    if order is None:
        return Said(state, [context.speaker.text("talk.order_status")])
    return Said(state, general.status(context.speaker, order, context.now))


def take_facts(
    context: Context, state: State, news: Mapping[str, Any], doubtful: Mapping[str, Any] | None = None
) -> Said:
    """New or corrected facts about what is being spoken of: decides again on all of them."""
    state, whole = _of_single_lines(context, state, news)
    state = replace(remember(context, state, whole, doubtful), failures=0)
    return decide_on(context, state, context.order(state.order), news, news_only=True)


def _of_single_lines(
    context: Context, state: State, news: Mapping[str, Any]
) -> tuple[State, Mapping[str, Any]]:
    """The state with what was told of some lines only, and the facts that were told of the whole order."""
    order = context.order(state.order)
    own = {name: value for name, value in news.items() if name in OF_A_LINE}
    if order is None or not own:
        return state, news
    named = {line.number for line in lines_named(context.message.text, order, {})}
    meant = set(state.lines) or {line.number for line in order.lines}
    if not named or meant <= named:
        # said of all: what was told of one alone holds no longer
        return (state.tell_of_all(own) if means_all(context.message.text) else state), news
    return state.tell_of(named, own), {name: value for name, value in news.items() if name not in own}


def decide_on(
    context: Context, state: State, order: Order | None, news: Mapping[str, Any], *, news_only: bool
) -> Said:
    """Decides for all lines meant; says first what the records have otherwise than `news`."""
    found = verdicts(context, state, order)
    remarks = _remarks(context, order, {n for verdict in found for n in verdict.known.disputed}, news)
    remarks += _by_method(context, state, order, news)
    said = show(context, state, found, news_only=news_only)
    return replace(said, blocks=[*remarks, *said.blocks])


def _remarks(
    context: Context, order: Order | None, disputed: set[str], news: Mapping[str, Any]
) -> list[Block]:
    if order is None or not news:
        return []
    records = recorded(context.kit, order, order.lines[0], context.now)
    return [
        general.dispute(context.speaker, order, name, records[name])
        for name in sorted(disputed)
        if name in records
    ]


def _by_method(context: Context, state: State, order: Order | None, news: Mapping[str, Any]) -> list[Block]:
    """A refund in general, answered at once where a payment method is named and no order is meant."""
    if order is not None or state.goal != "refund" or "payment_method" not in news or "status" in news:
        return []
    policies = general.policies_meant(context.kit, {**state.told_here(), **news}, None)
    return general.refund_by(context.kit, context.speaker, policies, news["payment_method"])
