"""A pressed button; only what was offered counts."""

from collections.abc import Callable
from dataclasses import replace

from dialogue import common, filing, general, mailing, person
from dialogue.again import not_known, offer_person, policies_meant, repeat
from dialogue.choosing import take_lines
from dialogue.context import BACK, Context, Said
from dialogue.goals import GOAL_OF
from dialogue.hearing import NOTHING_HEARD, Heard
from dialogue.naming import take_order
from dialogue.payloads import (
    BOT,
    DENY,
    ENTRY,
    FACT,
    FILE,
    FILE_NOT,
    FILE_NOW,
    HAND_OVER,
    LINE,
    MAIL_CODE,
    NONE_OF_THESE,
    ORDER,
    OTHER_NUMBER,
    PERSON,
    RESUME,
    UNKNOWN,
    WISH,
    Payload,
    parse,
)
from dialogue.state import NUMBER, Ask, State
from dialogue.topics import LOOKS_AT_STATUS, decide_on, remember, take_facts, take_wish


def pressed(context: Context, state: State) -> Said:
    """What pressing the button of `context.message.choice` leads to."""
    choice = context.message.choice or ""
    if choice not in state.offers:
        return _expired(context, state)
    return press(context, state, choice)


def press(context: Context, state: State, choice: str) -> Said:
    """What an offered button leads to, pressed or named in words."""
    payload = parse(choice)
    if payload.kind != UNKNOWN:  # that counts as one more answer that did not help
        state = replace(state, failures=0)
    return _HANDLERS[payload.kind](context, state, payload)


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


def _deny(context: Context, state: State, payload: Payload) -> Said:
    about = _about(context, state, payload.value[1])
    return denied(context, about, payload.name, NOTHING_HEARD) if about else _expired(context, state)


def denied(context: Context, state: State, fact: str, heard: Heard) -> Said:
    """What was heard in doubt is not so: of two values it is the other one, of more it is asked if needed."""
    value = state.doubts_here().get(fact, state.ask.value if state.ask else None)
    if isinstance(value, bool):
        return take_facts(context, state, {**heard.facts, fact: not value})
    doubts = {name: doubt for name, doubt in state.doubts_here().items() if name != fact}
    state = remember(context, replace(state.doubt(doubts), failures=0), heard.facts, heard.doubtful)
    return decide_on(context, state, context.order(state.order), heard.facts, news_only=True)


def _wish(context: Context, state: State, payload: Payload) -> Said:
    intent = payload.name
    if intent in GOAL_OF or (intent == LOOKS_AT_STATUS and context.orders is not None):
        return take_wish(context, state, intent, NOTHING_HEARD)
    state = replace(state, ask=None)
    return Said(state, general.answer(context, intent, policies_meant(context, state)))


def _entry(context: Context, state: State, payload: Payload) -> Said:
    answer = common.of_entry(context, payload.name)
    if not answer:
        return _expired(context, state)
    return repeat(context.put(BACK), state, answer) if state.ask else Said(state, answer)


def _too_late(context: Context, state: State, payload: Payload) -> Said:
    """A button that is answered where it is offered, and means nothing later."""
    del payload
    return _expired(context, state)


def _none_of_these(context: Context, state: State, payload: Payload) -> Said:
    del payload
    return offer_person(context, state)


def _person(context: Context, state: State, payload: Payload) -> Said:
    del payload
    policies = policies_meant(context, state)
    return Said(state, general.answer(context, "contact_human", policies))


def _file(context: Context, state: State, payload: Payload) -> Said:
    return filing.confirm(context, state, payload.name)


def _file_now(context: Context, state: State, payload: Payload) -> Said:
    """Only where that very order was just repeated: a button from further up is a question first."""
    asked = state.ask is not None and state.ask.kind == FILE and state.ask.value == payload.name
    answer = filing.agree if asked else filing.confirm
    return answer(context, state, payload.name)


def _file_not(context: Context, state: State, payload: Payload) -> Said:
    return filing.declined(context, state, payload.name)


def _mail_code(context: Context, state: State, payload: Payload) -> Said:
    return mailing.send(context, state, payload.name)


def _hand_over(context: Context, state: State, payload: Payload) -> Said:
    return person.hand_over(context, state, payload.name)


def _bot(context: Context, state: State, payload: Payload) -> Said:
    del payload
    return person.back(context, state)


_HANDLERS: dict[str, Callable[[Context, State, Payload], Said]] = {
    ORDER: _order,
    OTHER_NUMBER: _other_number,
    LINE: _line,
    FACT: _fact,
    UNKNOWN: _unknown,
    WISH: _wish,
    PERSON: _person,
    NONE_OF_THESE: _none_of_these,
    DENY: _deny,
    RESUME: _too_late,
    ENTRY: _entry,
    MAIL_CODE: _mail_code,
    BOT: _bot,
    HAND_OVER: _hand_over,
    FILE: _file,
    FILE_NOW: _file_now,
    FILE_NOT: _file_not,
}
