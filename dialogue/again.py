"""What is open, put once more: after something else in between, or in other words; then a person."""

from collections.abc import Iterable
from dataclasses import replace

from dialogue import asking, filing, general
from dialogue.blocks import Block
from dialogue.context import DIFFERENTLY, Context, Said
from dialogue.goals import GOAL_OF, OFFERED_FIRST
from dialogue.meant import candidates
from dialogue.payloads import parse
from dialogue.state import CONFIRM, FACT, FILE, LINE, NUMBER, ORDER, WISH, Ask, State
from dialogue.topics import ask_which, decide_on

MOST_FAILURES = 2  # so often is the same thing not understood until a person is offered
MOST_SUGGESTED = 3
GUESSED = "guessed"  # of wishes that are offered: a no is about these
ASKABLE = ("penalty", "order_status", "what_is_cancel_request", "preorder_backorder", "contact_human")


def repeat(context: Context, state: State, first: list[Block]) -> Said:
    """`first`, then again what is open: the question, the choice, or the last decision."""
    said = _open(context, state)
    return replace(said, blocks=[*first, *said.blocks])


def _open(context: Context, state: State) -> Said:
    if state.ask is not None and state.ask.kind in _ASKED_AGAIN:
        return _ASKED_AGAIN[state.ask.kind](context, state, state.ask)
    order = context.order(state.order)
    kind = state.ask.kind if state.ask else None
    if kind == ORDER and context.orders is not None:
        meant = candidates(context.orders, state.intent or "", state.told_here())
        return ask_which(context, state, meant)
    if kind == LINE and order is not None:
        return Said(state, asking.which_line(context.speaker, order, context.manner))
    if kind in (FACT, CONFIRM) or state.goal:
        return decide_on(context, state, order, {}, news_only=kind is not None)
    return Said(state, [])


def _number(context: Context, state: State, ask: Ask) -> Said:
    del ask
    return Said(state, [context.speaker.text("order.type_number")])


def _file(context: Context, state: State, ask: Ask) -> Said:
    return filing.confirm(context, state, ask.value)


def _wish(context: Context, state: State, ask: Ask) -> Said:
    intents = [pressed.name for pressed in map(parse, ask.options) if pressed.kind == WISH]
    return Said(state, asking.likely(context.speaker, "which_wish", intents))


_ASKED_AGAIN = {NUMBER: _number, FILE: _file, WISH: _wish}


def offer_wishes(context: Context, state: State, name: str, intents: Iterable[str]) -> Said:
    """The text `name` and wishes to choose from."""
    return Said(replace(state, ask=Ask(WISH)), asking.wishes(context.speaker, name, intents))


def not_known(context: Context, state: State, fact: str) -> Said:
    """For "I don't know": where to look, and a person with the steps that are still possible."""
    if state.ask is None or state.ask.helped:
        return offer_person(context, state)
    state = replace(state, failures=state.failures + 1, ask=replace(state.ask, helped=True))
    possible = state.ask.possible if state.ask else ()
    policies = policies_meant(context, state)
    return Said(state, asking.where_to_look(context.speaker, fact, possible, policies))


def offer_person(context: Context, state: State) -> Said:
    """A person as the way on; a yes is now about that."""
    return Said(replace(state, ask=Ask(WISH)), asking.person(context.speaker, "unclear.person"))


def policies_meant(context: Context, state: State) -> tuple[str, ...]:
    """The shops that what is being spoken of can be about."""
    return general.policies_meant(context.kit, state.told_here(), context.order(state.order))


def unclear(context: Context, state: State) -> Said:
    """A message that says nothing to what is open: asked again in other words, then a person."""
    state = replace(state, failures=state.failures + 1)
    if state.failures >= MOST_FAILURES:
        return offer_person(context, state)
    if state.ask is not None and state.ask.kind != WISH:
        sorry = [context.speaker.text("unclear.answer")]
        return repeat(context.put(DIFFERENTLY), state, sorry)
    if state.ask is not None:
        return repeat(context, state, [])
    ranked = [intent for intent in context.message.ranking if intent in GOAL_OF or intent in ASKABLE]
    guessed = ranked[:MOST_SUGGESTED] or OFFERED_FIRST
    ask = Ask(WISH, value=GUESSED)
    return Said(replace(state, ask=ask), asking.likely(context.speaker, "unclear", guessed))
