"""Several wishes: those of one message one after the other, and those that had to wait."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogue import general
from dialogue.again import policies_meant
from dialogue.blocks import Block
from dialogue.context import Context, Said
from dialogue.digressing import about_refunds, means_refunds_in_general
from dialogue.goals import FAILED, GOAL_OF
from dialogue.hearing import Heard, hear
from dialogue.message import Message
from dialogue.naming import number_named, other_order
from dialogue.state import State, Waiting
from dialogue.threads import next_one
from dialogue.topics import LOOKS_AT_STATUS, decide_on, remember, take_wish
from dialogue.unsaid import is_supposed
from dialogue.wishes import pieces, wish_named
from reading import read_facts

QUOTED = 60  # characters of a customer's words
ONE_TOPIC = ("what_is_cancel_request",)  # asked by naming what it is compared with


@dataclass(frozen=True, slots=True)
class Part:
    """One wish of a message and the words that say it."""

    intent: str
    text: str


def told(context: Context, state: State, heard: Heard) -> Said | None:
    """Takes up the wishes of a message that has several."""
    found = parts(context.message) if heard.answer is None else ()
    return take_parts(context, state, found, heard) if found else None


def parts(message: Message) -> tuple[Part, ...]:
    """The wishes of a message in their order; none where it has one only."""
    found: list[Part] = []
    loose = ""
    for text in pieces(message.text):
        intent = wish_named(text, (message.intent, *message.ranking))
        if intent is None and not found:
            loose = f"{loose} {text}".strip()
        elif intent is None or (found and _one_thing(found[-1].intent, intent)):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        elif loose and is_supposed(text) and _tells_of_a_failure(loose, message.now):
            found = [Part(FAILED, loose), Part(intent, text)]
            loose = ""
        else:
            found.append(Part(intent, f"{loose} {text}".strip()))
            loose = ""
    wishes = {part.intent for part in found}
    # where the model is sure of a wish that no part names, the message as a whole says something else
    whole = message.understood and message.intent not in wishes
    return tuple(found) if len(found) > 1 and not whole and message.intent not in ONE_TOPIC else ()


def _tells_of_a_failure(text: str, now: datetime) -> bool:
    """Whether somebody with a question about what may come first tells that the request failed."""
    return any((read.fact, read.value) == ("request", "rejected") for read in read_facts(text, now))


def _one_thing(before: str, now: str) -> bool:
    """Whether a part says more of the wish before it, and nothing that is decided otherwise."""
    return before == now


def take_parts(context: Context, state: State, found: tuple[Part, ...], heard: Heard) -> Said:
    """The first of several wishes at once; the others after it, or once its question is answered.

    What needs no decision needs no turn of its own: it is answered before a question is asked.
    """
    state = _with_whole(context, state, heard)
    return take_in_turn(context, state, [Waiting(part.intent, part.text) for part in found])


def take_in_turn(context: Context, state: State, wishes: Sequence[Waiting]) -> Said:
    """The first of `wishes`; those after it wait, and whatever waited before comes last."""
    first, *rest = wishes
    said = _begin(context, replace(state, later=()), first)
    lead = [context.speaker.text("several.first", words=_quoted(first))] if first.words else []
    said = replace(said, state=said.state.wait(*rest, *state.later), blocks=[*lead, *said.blocks])
    return said if said.state.ask is None else _before_question(context, said)


def _with_whole(context: Context, state: State, heard: Heard) -> State:
    """What a guest's message as a whole tells holds for each of its wishes, wherever it stands."""
    single = context.orders is None and not heard.compares and not heard.other
    return remember(context, state, heard.facts, heard.doubtful) if single else state


def _before_question(context: Context, said: Said) -> Said:
    """Answers in general before the question that is open; wishes to be decided are promised for after it."""
    at_once = [wish for wish in said.state.later if not _is_decided(context, wish.intent)]
    later = tuple(wish for wish in said.state.later if wish not in at_once)
    answers = [block for wish in at_once for block in _in_general(context, said.state, wish)]
    promise = [_announced(context, "several.later", later[0])] if later else []
    state = replace(said.state, later=later)
    return replace(said, state=state, blocks=[*answers, *promise, *said.blocks])


def take_up(context: Context, said: Said) -> Said:
    """`said`, and then what waited, one wish after the other, until a question is open."""
    while said.state.later and said.state.ask is None:
        wish, *rest = said.state.later
        before = replace(said.state, later=tuple(rest))
        further = _begin(context, before, wish)
        if wish.words or _is_news(said.blocks, further):
            # an order that was named has its number in the reply itself
            lead = [] if wish.number else [_announced(context, "several.next", wish)]
            blocks = [*said.blocks, *lead, *further.blocks]
            said = Said(further.state, blocks, (*said.acts, *further.acts))
        else:
            said = replace(said, state=before)
    return said


def _is_news(blocks: list[Block], further: Said) -> bool:
    """Whether the second reply says another step than was just shown, or anything but a step."""
    steps = [_key(block) for block in further.blocks if block["type"] == "step"]
    shown = {_key(block) for block in blocks if block["type"] == "step"}
    return not steps or further.state.ask is not None or not set(steps) <= shown


def _key(block: Block) -> tuple[object, ...]:
    return tuple(block.get(name) for name in ("order_number", "line", "rule"))


def _begin(context: Context, state: State, wish: Waiting) -> Said:
    if wish.begun:
        order = context.order(wish.number)
        state = replace(state, intent=wish.intent, goal=wish.goal, order=wish.number, lines=wish.lines)
        return decide_on(context, state, order, {}, news_only=False)
    if not _is_decided(context, wish.intent):
        return Said(state, _in_general(context, state, wish))
    heard = hear(replace(context.message, text=wish.text, intent=wish.intent), None)
    heard = replace(heard, wish=wish.intent)
    if wish.words:
        state, heard = next_one(state), replace(heard, other=False, part=False)
    if wish.number or heard.number:
        return number_named(context, state, replace(heard, numbers=(wish.number or heard.numbers[0],)))
    if heard.other and (said := other_order(context, state, heard)):
        return said
    if means_refunds_in_general(context, state, wish.intent, heard):
        return Said(state, about_refunds(context, state))
    return take_wish(context, state, wish.intent, heard)


def _is_decided(context: Context, intent: str) -> bool:
    return intent in GOAL_OF or (intent == LOOKS_AT_STATUS and context.orders is not None)


def _in_general(context: Context, state: State, wish: Waiting) -> list[Block]:
    asked = replace(context, message=replace(context.message, text=wish.text))
    blocks = general.answer(asked, wish.intent, policies_meant(context, state))
    return [block for block in blocks if block["type"] != "choices"]


def _announced(context: Context, name: str, wish: Waiting) -> Block:
    if wish.words:
        return context.speaker.text(f"{name}.words", words=_quoted(wish))
    return context.speaker.text(name, wish=_title(context, wish))


def _quoted(wish: Waiting) -> str:
    return wish.words if len(wish.words) <= QUOTED else wish.words[:QUOTED] + "…"


def _title(context: Context, wish: Waiting) -> str:
    return context.speaker.title(f"wish.{wish.intent}")
