"""One message in, the next state and the blocks of the reply out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogue import asking, general
from dialogue.blocks import Block, Speaker, payloads
from dialogue.choosing import line_in_words, order_in_words
from dialogue.context import Context, Said
from dialogue.goals import GOAL_OF, OFFERED_FIRST
from dialogue.hearing import Heard, hear
from dialogue.kit import Kit
from dialogue.message import Message
from dialogue.pressing import pressed
from dialogue.state import LINE, NUMBER, OFFERS_KEPT, ORDER, State
from dialogue.topics import not_known, number_named, remember, repeat, take_facts, take_wish
from orders.model import Order
from reading import UNKNOWN, asked_language, language_of

MOST_SUGGESTED = 3
PARTING = ("thanks", "goodbye")  # nobody is asked again who takes their leave
CHOOSING: dict[str, Callable[[Context, State, Heard], Said | None]] = {
    ORDER: order_in_words,
    NUMBER: order_in_words,
    LINE: line_in_words,
}
SHORT = 40  # characters; a longer message is not just a wish for another language


@dataclass(frozen=True, slots=True)
class Turn:
    """The reply: its blocks, its language, and what the conversation remembers from now on."""

    state: State
    blocks: tuple[Block, ...]
    language: str


def turn(kit: Kit, state: State, message: Message, orders: tuple[Order, ...] | None) -> Turn:
    """The answer to `message` in a conversation at `state`.

    `orders` are the customer's own, newest first; None for a guest, who sees none. Pure.
    """
    state = replace(state, language=_language(state, message))
    speaker = Speaker(kit.wording, state.language or message.language)
    context = Context(kit, speaker, orders, message)
    said = pressed(context, state) if message.choice is not None else _typed(context, state)
    offers = (*said.state.offers, *payloads(said.blocks))[-OFFERS_KEPT:]
    return Turn(replace(said.state, offers=offers), tuple(said.blocks), speaker.language)


def _language(state: State, message: Message) -> str:
    heard = None
    if message.choice is None:
        heard = asked_language(message.text) or language_of(message.text)
    return heard or state.language or message.language


def _typed(context: Context, state: State) -> Said:
    heard = hear(context.message, state.ask)
    for handle in (_other_language, _unknown, _named_number, _answered, _chosen_in_words, _wished):
        said = handle(context, state, heard)
        if said is not None:
            return said
    return _otherwise(context, state, heard)


def _other_language(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.asked_language is None or heard.wish or len(heard.text) > SHORT or heard.facts:
        return None
    return repeat(context, replace(state, failures=0), [context.speaker.text("language.switched")])


def _unknown(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.answer is not UNKNOWN or state.ask is None or state.ask.fact is None:
        return None
    return not_known(context, state, state.ask.fact)


def _named_number(context: Context, state: State, heard: Heard) -> Said | None:
    return number_named(context, state, heard) if heard.number else None


def _answered(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.answer is None or state.ask is None or state.ask.fact is None:
        return None
    return take_facts(context, state, {**heard.facts, state.ask.fact: heard.answer})


def _chosen_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    choose = CHOOSING.get(state.ask.kind) if state.ask else None
    return choose(context, state, heard) if choose else None


def _wished(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.wish is None:
        return None
    spoken_of = context.order(state.order) is not None or context.orders is None
    if state.goal and spoken_of and heard.facts and heard.only_tells:
        return take_facts(context, state, heard.facts)  # more of the same story, not another wish
    return take_wish(context, state, heard.wish, heard)


def _otherwise(context: Context, state: State, heard: Heard) -> Said:
    message = context.message
    if heard.facts and state.ask is not None and state.ask.kind in CHOOSING:
        return repeat(context, remember(context, state, heard.facts), [])
    if heard.facts and (state.goal or not message.understood):
        if state.goal:
            return take_facts(context, state, heard.facts)
        told = state.tell({**state.told_here(), **heard.facts})
        return Said(replace(told, failures=0), asking.wishes(context.speaker, "what_wish", OFFERED_FIRST))
    if message.understood:
        return _general(context, replace(state, failures=0), heard)
    return _unclear(context, state)


def _general(context: Context, state: State, heard: Heard) -> Said:
    intent = context.message.intent
    if intent == "order_status" and context.orders is not None:
        return take_wish(context, state, intent, heard)
    policies = general.policies_meant(context.kit, heard.facts, context.order(state.order))
    blocks = general.answer(context.kit, context.speaker, intent, policies)
    if state.ask is None or intent in PARTING:
        return Said(state, blocks)
    without_buttons = [block for block in blocks if block["type"] != "choices"]
    return repeat(context, state, without_buttons)


def _unclear(context: Context, state: State) -> Said:
    state = replace(state, failures=state.failures + 1)
    if state.failures > 1:
        return Said(state, asking.person(context.speaker, "unclear.person"))
    if state.ask is not None:
        return repeat(context, state, [context.speaker.text("unclear.answer")])
    likely = [intent for intent in context.message.ranking if intent in GOAL_OF or intent in _ASKABLE]
    return Said(state, asking.wishes(context.speaker, "unclear", likely[:MOST_SUGGESTED] or OFFERED_FIRST))


_ASKABLE = ("penalty", "order_status", "what_is_cancel_request", "preorder_backorder", "contact_human")
