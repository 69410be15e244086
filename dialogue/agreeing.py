"""A yes, a no or a place in a list, as the answer to what is open or was offered."""

from dataclasses import replace

from dialogue.again import GUESSED, MOST_FAILURES, offer_person, repeat
from dialogue.context import Context, Said
from dialogue.hearing import Heard
from dialogue.pressing import denied, press
from dialogue.state import CONFIRM, FILE, LINE, NUMBER, ORDER, WISH, State
from dialogue.topics import take_facts
from reading import ordinal

CHOOSING = (ORDER, NUMBER, LINE)  # there a place is one of the list, with words of its own
SHORT = 40  # characters; a longer message says more than which of the buttons is meant


def taken(context: Context, state: State, heard: Heard) -> Said | None:
    """Yes to what the last reply offered."""
    if context.offered is None or not heard.agreed or heard.facts or heard.named or heard.numbers:
        return None
    return press(context, state, context.offered)


def by_place(context: Context, state: State, heard: Heard) -> Said | None:
    """One of the buttons, by its place: "the second one", 2番目."""
    if state.ask is None or not state.ask.options or heard.answer is not None:
        return None
    if state.ask.kind in (*CHOOSING, FILE):  # what cannot be undone wants a yes
        return None
    if len(heard.text) > SHORT or (heard.named and state.ask.kind != WISH):
        return None
    place = ordinal(heard.text, len(state.ask.options))
    return press(context, state, state.ask.options[place - 1]) if place else None


def confirmed(context: Context, state: State, heard: Heard) -> Said | None:
    """Yes or no to a fact that was heard in doubt."""
    ask = state.ask
    if ask is None or ask.kind != CONFIRM or ask.fact is None:
        return None
    if heard.agreed is None or ask.fact in heard.facts:
        return None
    if not heard.agreed:
        return denied(context, state, ask.fact, heard)
    return take_facts(context, state, {**heard.facts, ask.fact: ask.value})


def offered(context: Context, state: State, heard: Heard) -> Said | None:
    """Yes or no to the wishes that were offered; a no is about those that were guessed."""
    ask = state.ask
    if ask is None or ask.kind != WISH or heard.facts or heard.number or heard.named:
        return None
    if heard.agreed is False and ask.value == GUESSED:
        return offer_person(context, replace(state, failures=state.failures + 1))
    if not heard.agreed:
        return None
    if len(ask.options) == 1:
        return press(context, state, ask.options[0])
    return repeat(context, replace(state, failures=MOST_FAILURES), [])
