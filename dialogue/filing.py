"""Filing a cancellation for the customer: offered, repeated in full, agreed to by a clear yes, decided anew.

The filing itself is an act: the reply goes on once it is done.
"""

from dataclasses import replace

from decision import Decision
from dialogue import blocks
from dialogue.acts import FILE_CANCELLATION, Act
from dialogue.context import Context, Said
from dialogue.deciding import Verdict, show, verdicts
from dialogue.goals import CANCEL, GOAL_OF, REFUND
from dialogue.hearing import Heard
from dialogue.payloads import FILE as FILING
from dialogue.payloads import FILE_NOT, FILE_NOW, Payload, parse
from dialogue.state import FILE, Ask, State
from orders.model import Line, Order

STEP = "cancel"


def offer(context: Context, said: Said) -> Said:
    """`said`, with the offer to file it where it says that all of one order can be cancelled."""
    order = context.order(said.state.order)
    if FILE_CANCELLATION not in context.message.can or order is None or said.state.ask is not None:
        return said
    steps = [(b["step"], b.get("order_number")) for b in said.blocks if b["type"] == "step"]
    if steps != [(STEP, order.order_number)] * len(order.lines) or said.state.goal not in (CANCEL, REFUND):
        return said
    button = Payload(FILING, order.order_number)
    words = context.speaker.offer("filing.offer", "filing.choice", button)
    return Said(replace(said.state, offered=str(button)), [*said.blocks, *words], said.acts)


def in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """What was typed to the offer, or to the question whether to file: nothing but a clear yes counts."""
    asked = state.ask.value if state.ask is not None and state.ask.kind == FILE else None
    number = asked or _offered(context)
    says_more = heard.facts or heard.doubtful or heard.other or heard.part
    if number is None or says_more or {*heard.numbers} - {number}:
        return None
    wishes_it = heard.named is None or GOAL_OF[heard.named] == CANCEL
    if heard.agreed and wishes_it:
        return agree(context, state, number) if asked else confirm(context, state, number)
    if asked and heard.agreed is False and wishes_it:
        return declined(context, state, asked)
    return None


def _offered(context: Context) -> str | None:
    payload = parse(context.offered) if context.offered else None
    return payload.name if payload is not None and payload.kind == FILING else None


def confirm(context: Context, state: State, number: str) -> Said:
    """The cancellation in full (order, lines, amount), and the question whether to file it."""
    order = context.order(number)
    if order is None:
        return Said(state, [context.speaker.text("order_not_found")])
    state, found = _decided(context, state, order)
    if not _all_cancel(found):
        return _otherwise(context, state, found, order)
    titles = (("filing.yes", FILE_NOW), ("filing.no", FILE_NOT))
    buttons = [(context.speaker.title(name), Payload(kind, number)) for name, kind in titles]
    words = context.speaker.text("filing.confirm", order_number=number, contents=_contents(context, order))
    return Said(replace(state, ask=Ask(FILE, value=number)), [words, blocks.choices(buttons)])


def agree(context: Context, state: State, number: str) -> Said:
    """After a clear yes: to be filed, if the rules still say so at this instant."""
    order = context.order(number)
    if order is None:
        return Said(replace(state, ask=None), [context.speaker.text("order_not_found")])
    state, found = _decided(context, state, order)
    if not _all_cancel(found):
        return _otherwise(context, state, found, order)
    return Said(replace(state, ask=None), [], (Act(FILE_CANCELLATION, {"order_number": number}),))


def declined(context: Context, state: State, number: str) -> Said:
    """After a no. A yes before it whose answer was lost may have been heard all the same: that is told."""
    order = context.order(number)
    if order is not None and order.requested:
        return _otherwise(context, *_decided(context, state, order), order)
    return Said(replace(state, ask=None, failures=0), [context.speaker.text("filing.declined")])


def told(context: Context, state: State, number: str, outcome: str) -> Said:
    """What came of filing (the wording `filing.<outcome>`), then the step as it is by now."""
    words = context.speaker.text(f"filing.{outcome}", order_number=number)
    order = context.order(number)
    if order is None:
        return Said(state, [words])
    state, found = _decided(context, state, order)
    said = show(context, state, found, news_only=False)
    return Said(said.state, [words, *said.blocks])


def _decided(context: Context, state: State, order: Order) -> tuple[State, list[Verdict]]:
    """The whole order spoken of, and what is decided for each of its lines."""
    state = state.speak_of(order.order_number)
    lines = () if set(state.lines) != {line.number for line in order.lines} else state.lines
    state = replace(state, goal=CANCEL, lines=lines, failures=0)
    return state, verdicts(context, state, order)


def _all_cancel(found: list[Verdict]) -> bool:
    return all(isinstance(one.answer, Decision) and one.answer.step == STEP for one in found)


def _otherwise(context: Context, state: State, found: list[Verdict], order: Order) -> Said:
    """Nothing is filed: because it has been, or because the rules say otherwise by now."""
    said = show(context, replace(state, ask=None), found, news_only=False)
    if order.requested:
        first = context.speaker.text("filing.already", order_number=order.order_number)
    else:
        first = context.speaker.text("filing.no_longer")
    return Said(said.state, [first, *said.blocks])


def _contents(context: Context, order: Order) -> list[str]:
    lines = [_line(context, line) for line in order.lines]
    if order.total is None or order.currency is None:
        return lines
    return [*lines, context.speaker.title("filing.total", total=(order.total, order.currency))]


def _line(context: Context, line: Line) -> str:
    if line.quantity is None:
        return line.title
    return context.speaker.title("filing.line", title=line.title, quantity=line.quantity)
