"""After a day without a word: whether to go on with what was spoken of; if not, it is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from dialogue import blocks
from dialogue.again import offer_wishes, repeat
from dialogue.context import BACK, Context, Said
from dialogue.digressing import PARTING
from dialogue.goals import GOAL_OF, OFFERED_FIRST
from dialogue.message import FALLBACK, Message
from dialogue.payloads import RESUME as GOING_ON
from dialogue.payloads import Payload
from dialogue.state import RESUME, Ask, Held, State
from reading import ordinal, read_yes_or_no, starts_over

LONG = timedelta(hours=24)
GREETINGS = ("greet", "affirm", "deny")
BUTTONS = ((Payload(GOING_ON, "yes"), True), (Payload(GOING_ON, "no"), False))


def fresh(state: State) -> State:
    """A conversation that begins anew: order, facts and all that is open are forgotten."""
    return State(language=state.language, at=state.at, comforted=state.comforted)


def was_silent(state: State, message: Message) -> bool:
    """Whether the last message is a day old, and there is something to go on with."""
    if state.at is None or message.intent in PARTING or not _remembers(state):
        return False
    return message.now - datetime.fromisoformat(state.at) >= LONG


def _remembers(state: State) -> bool:
    return bool(state.order or state.goal or any(state.told.values()) or state.ask or state.later)


def ask_whether_to_go_on(context: Context, state: State) -> Said:
    """Keeps the message until it is clear what it is about."""
    message, speaker = context.message, context.speaker
    open_before = state.held.ask if state.held else state.ask
    held = Held(message.text, message.intent, message.ranking, message.choice, open_before)
    order = context.order(state.order)
    words = speaker.text("resume.order", order_number=order.order_number) if order else speaker.text("resume")
    titles = speaker.title("choice.go_on"), speaker.title("choice.start_over")
    buttons = blocks.choices(zip(titles, (button for button, _ in BUTTONS), strict=True))
    return Said(replace(state, ask=Ask(RESUME), held=held), [words, buttons])


def resumed(context: Context, state: State, answer: Callable[[Context, State], Said]) -> Said:
    """After the question whether to go on: the message that was kept, in the old conversation or a new one.

    `answer` answers a message in a state. A message that is neither yes nor no counts by itself, after what
    was wanted before it.
    """
    held = state.held or Held("", FALLBACK)
    kept = replace(context, message=_held_message(context, held))
    going_on = _goes_on(context.message)
    greeted = held.choice is None and held.intent in GREETINGS
    if going_on:
        before = replace(state, ask=held.ask, held=None, failures=0)
        return repeat(context.put(BACK), before, []) if greeted else answer(kept, before)
    if going_on is None:
        new = replace(fresh(state), offers=state.offers)
        wished = held.intent in GOAL_OF and held.choice is None
        return answer(context, answer(kept, new).state if wished else new)
    if greeted:
        return offer_wishes(context, fresh(state), "start_over", OFFERED_FIRST)
    return answer(kept, fresh(state))


def _goes_on(message: Message) -> bool | None:
    if message.choice is not None:
        return {str(button): going_on for button, going_on in BUTTONS}.get(message.choice)
    if starts_over(message.text):
        return False
    place = ordinal(message.text, len(BUTTONS))
    return BUTTONS[place - 1][1] if place else read_yes_or_no(message.text)


def _held_message(context: Context, held: Held) -> Message:
    """The message that was kept, as if it came now."""
    return replace(
        context.message, text=held.text, intent=held.intent, ranking=held.ranking, choice=held.choice
    )
