"""A pressed button; only what was offered counts."""

from collections.abc import Callable
from dataclasses import replace

from dialogue import general
from dialogue.choosing import take_lines
from dialogue.context import Context, Said
from dialogue.goals import GOAL_OF
from dialogue.hearing import Heard
from dialogue.payloads import FACT, LINE, ORDER, OTHER_NUMBER, PERSON, UNKNOWN, WISH, Payload, parse
from dialogue.state import NUMBER, Ask, State
from dialogue.topics import (
    LOOKS_AT_STATUS,
    not_known,
    policies_meant,
    repeat,
    take_facts,
    take_order,
    take_wish,
)

NOTHING_HEARD = Heard(
    "", None, {}, {}, None, None, None, part=False, quantity=False, whole_lines=False, only_tells=False
)


def pressed(context: Context, state: State) -> Said:
    """What pressing the button of `context.message.choice` leads to."""
    choice = context.message.choice or ""
    if choice not in state.offers:
        return _expired(context, state)
    payload = parse(choice)
    return _HANDLERS[payload.kind](context, replace(state, failures=0), payload)


def _expired(context: Context, state: State) -> Said:
    expired = [context.speaker.text("payload_expired")]
    return repeat(context, state, expired) if state.ask else Said(state, expired)


def _order(context: Context, state: State, payload: Payload) -> Said:
    order = context.order(payload.name)
    if order is None:
        return Said(state, [context.speaker.text("order_not_found")])
    return take_order(context, state, order, state.intent, None)


def _other_number(context: Context, state: State, payload: Payload) -> Said:
    del payload
    return Said(replace(state, ask=Ask(NUMBER)), [context.speaker.text("order.type_number")])


def _line(context: Context, state: State, payload: Payload) -> Said:
    if context.order(payload.name) is None:
        return Said(state, [context.speaker.text("order_not_found")])
    return take_lines(context, state.speak_of(payload.name), (payload.value,))


def _fact(context: Context, state: State, payload: Payload) -> Said:
    value, order = payload.value
    about = _about(context, state, order)
    return take_facts(context, about, {payload.name: value}) if about else _expired(context, state)


def _about(context: Context, state: State, order: str | None) -> State | None:
    """The state with that order spoken of; None where it is not to be seen or none was, then."""
    if order == state.order:
        return state
    return state.speak_of(order) if order and context.order(order) else None


def _unknown(context: Context, state: State, payload: Payload) -> Said:
    about = _about(context, state, payload.value)
    return not_known(context, about, payload.name) if about else _expired(context, state)


def _wish(context: Context, state: State, payload: Payload) -> Said:
    intent = payload.name
    if intent in GOAL_OF or (intent == LOOKS_AT_STATUS and context.orders is not None):
        return take_wish(context, state, intent, NOTHING_HEARD)
    return Said(state, general.answer(context.kit, context.speaker, intent, policies_meant(context, state)))


def _person(context: Context, state: State, payload: Payload) -> Said:
    del payload
    policies = policies_meant(context, state)
    return Said(state, general.answer(context.kit, context.speaker, "contact_human", policies))


_HANDLERS: dict[str, Callable[[Context, State, Payload], Said]] = {
    ORDER: _order,
    OTHER_NUMBER: _other_number,
    LINE: _line,
    FACT: _fact,
    UNKNOWN: _unknown,
    WISH: _wish,
    PERSON: _person,
}
