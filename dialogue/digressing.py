"""A question about something else while one is open: answered, then back to what is open."""

from dataclasses import replace
from typing import Any

from dialogue import common, general
from dialogue.again import offer_wishes, policies_meant, repeat, unclear
from dialogue.blocks import Block
from dialogue.context import BACK, Context, Said
from dialogue.goals import CANCEL_ORDER, CHANGE, ENDED, GOAL_OF, REFUND
from dialogue.hearing import Heard
from dialogue.meant import candidates, orders_titled
from dialogue.state import CONFIRM, FACT, LINE, NUMBER, ORDER, WISH, State
from dialogue.topics import LOOKS_AT_STATUS, remember, take_wish
from dialogue.wishes import pieces
from reading import read_facts
from reading.asides import wants_other_change
from reading.postage import asks_postage
from reading.wishes import only_tells

PARTING = ("thanks", "goodbye")  # nobody is asked again who takes their leave
BOUND = ("affirm", "deny")  # words that mean something only under a question they answer
OF_NO_SHOP = (*PARTING, *BOUND, "greet", "out_of_scope", "contact_human")
SHORT = 24  # characters; a longer message says more than which shop
DECIDING = (FACT, CONFIRM, ORDER, NUMBER, LINE)


def answer_in_general(context: Context, state: State, heard: Heard) -> Said:
    """The answer to a question that decides nothing; if another one is open, that comes again in short."""
    intent = context.message.intent
    if state.ask is not None and state.ask.kind != WISH and intent in BOUND:
        return unclear(context, state)
    named = {**state.told_here(), **heard.facts}
    if heard.only_tells:  # a question's own goods are not yet the customer's
        state = remember(context, state, heard.facts, heard.doubtful)
    elif not heard.compares:
        state = remember(context, state, _told(context, heard))
    policies = general.policies_meant(context.kit, named, context.order(state.order))
    blocks = general.answer(context, intent, policies)
    if len(policies) > 1 and intent not in OF_NO_SHOP:
        state = replace(state, topic=(intent, heard.text))
    if state.ask is None or intent in PARTING or state.ask.kind == WISH:
        return Said(_heard(state), [*blocks, *common.others(context, intent, policies)])
    if intent == "out_of_scope":
        # a piece of a sentence that asks nothing is rather an answer that was not understood
        return unclear(context, state) if heard.only_tells else _beside_the_point(context, state, blocks)
    return repeat(context.put(BACK), _heard(state), _without_buttons(blocks))


def named_shop(context: Context, state: State, heard: Heard) -> Said | None:
    """The shop alone, after a general question was answered for several: the answer for that one."""
    alone = heard.facts.keys() == {"policy"} and not heard.named and len(heard.text) <= SHORT
    if not (context.topic and alone and heard.only_tells):
        return None
    intent, text = context.topic
    message = replace(context.message, intent=intent, text=text)
    return answer_in_general(replace(context, message=message), state, heard)


def other_change(context: Context, state: State, heard: Heard) -> Said | None:
    """A change that takes nothing out of an order, which no rule is about: the shop's support is named."""
    if not wants_other_change(heard.text) or heard.answer is not None or heard.quantity:
        return None
    if context.orders is not None and heard.wish == CHANGE:
        return None  # what can be changed of an order of theirs is decided
    state = remember(context, state, heard.facts, heard.doubtful)
    return offer_wishes(context, replace(state, failures=0), "talk.other_change", (CHANGE, CANCEL_ORDER))


def _told(context: Context, heard: Heard) -> dict[str, Any]:
    """What the sentences tell that ask nothing, of a message that asks something too."""
    telling = [part for part in pieces(heard.text) if only_tells(part)]
    own = {read.fact for part in telling for read in read_facts(part, context.now)}
    return {name: value for name, value in heard.facts.items() if name in own}


def postage_asked(context: Context, state: State, heard: Heard) -> Said | None:
    """Who pays for a parcel that goes back, where nothing else is asked or wished."""
    parts = pieces(heard.text)
    about = [part for part in parts if asks_postage(part)]
    if (
        not about
        or heard.answer is not None
        or not all(only_tells(part) for part in parts if part not in about)
    ):
        return None
    message = replace(context.message, intent=general.POSTAGE)
    return answer_in_general(replace(context, message=message), state, heard)


def how_it_stands(context: Context, state: State, heard: Heard) -> Said:
    """How an order stands by the records; if a question is open, that comes again after it."""
    order = context.order(state.order)
    if state.ask is None or state.ask.kind not in DECIDING or order is None:
        return take_wish(context, state, LOOKS_AT_STATUS, heard)
    stands = general.status(context.speaker, order, context.now)
    return repeat(context.put(BACK), replace(state, failures=0), stands)


def _heard(state: State) -> State:
    """The state after a message that was understood; an offer of wishes is closed by it."""
    ask = None if state.ask and state.ask.kind == WISH else state.ask
    return replace(state, failures=0, ask=ask)


def _beside_the_point(context: Context, state: State, blocks: list[Block]) -> Said:
    """Answered once; after the second time a person is better."""
    if state.failures:
        return unclear(context, state)
    state = replace(state, failures=1)
    return repeat(context.put(BACK), state, _without_buttons(blocks))


def _without_buttons(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block["type"] != "choices"]


def digresses(context: Context, state: State, wish: str, heard: Heard) -> bool:
    """Whether `wish` is only asked beside an open question about something else."""
    asked = state.ask is not None and state.ask.kind in DECIDING
    return asked and state.goal is not None and means_refunds_in_general(context, state, wish, heard)


def means_refunds_in_general(context: Context, state: State, wish: str, heard: Heard) -> bool:
    """Whether somebody who wants something else asks how money comes back, with nothing to come back yet."""
    if GOAL_OF.get(wish) != REFUND or state.goal in (None, REFUND) or heard.other or heard.corrects:
        return False
    if orders_titled(candidates(context.orders or (), wish, heard.facts), heard.text):
        return False
    order = context.order(state.order)
    if order is None:
        return state.told_here().get("status") not in ENDED
    looked_back_on = any(order.status_of(line) in ENDED for line in order.lines)
    return not looked_back_on and order.request != "accepted"


def about_refunds(context: Context, state: State) -> list[Block]:
    """How money comes back, by the payment method where it is known, as far as the shop says so."""
    order = context.order(state.order)
    recorded = order.facts(order.lines[0], context.now) if order else {}
    method = {**state.told_here(), **recorded}.get("payment_method")
    policies = policies_meant(context, state)
    said = general.refund_by(context.kit, context.speaker, policies, method) if method else []
    return said or general.refunds(context.kit, context.speaker, policies)
