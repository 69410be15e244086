"""One message in, the next state and the blocks of the reply out."""

from dataclasses import dataclass, replace

from dialogue import filing, mailing, months, person
from dialogue.acts import FILE_CANCELLATION, Act
from dialogue.blocks import Block, Speaker, payloads
from dialogue.context import Context, Said
from dialogue.correcting import changed
from dialogue.decided import logged
from dialogue.kit import Kit
from dialogue.message import Message
from dialogue.payloads import MAIL_CODE, NONE_OF_THESE, OTHER_NUMBER, UNKNOWN, parse
from dialogue.pressing import pressed
from dialogue.several import take_up
from dialogue.silence import ask_whether_to_go_on, resumed, was_silent
from dialogue.state import OFFERS_KEPT, RESUME, State
from dialogue.typed import typed
from orders.model import Order
from reading import asked_language, correction, language_of, mood

NO_OPTIONS = (UNKNOWN, OTHER_NUMBER, NONE_OF_THESE)  # buttons beside the list proper: no place counts them


@dataclass(frozen=True, slots=True)
class Turn:
    """The reply: its blocks, its language, what else is to be done, and what the conversation remembers.

    `decided` has an act for each step shown, for the gateway's log.
    """

    state: State
    blocks: tuple[Block, ...]
    language: str
    acts: tuple[Act, ...] = ()
    decided: tuple[Act, ...] = ()


def turn(kit: Kit, state: State, message: Message, orders: tuple[Order, ...] | None) -> Turn:
    """The answer to `message` in a conversation at `state`.

    `orders` are the customer's own, newest first; None for a guest, who sees none. Pure. Where the acts have
    `file_cancellation`, `filed` says the rest once that is done.
    """
    state = replace(state, language=_language(state, message))
    context = _context(kit, state, message, orders)
    context = replace(context, offered=state.offered, mail_offered=state.mail_offered, topic=state.topic)
    said = _comforted(context, _reply(context, replace(state, offered=None, mail_offered=False, topic=())))
    said = person.offer(context, filing.offer(context, said))
    return _turn(context, mailing.offer(context, said))


def filed(kit: Kit, before: Turn, message: Message, orders: tuple[Order, ...] | None, outcome: str) -> Turn:
    """The whole reply after the cancellation that `before` wants filed: what came of it, then the step.

    `outcome` is the last part of its wording's name (`filing.…`); `orders` are as they are after it. Pure.
    """
    context = _context(kit, before.state, message, orders)
    (act,) = (act for act in before.acts if act.name == FILE_CANCELLATION)
    said = take_up(context, filing.told(context, before.state, act.values["order_number"], outcome))
    after = _turn(context, person.offer(context, replace(said, blocks=[*before.blocks, *said.blocks])))
    return replace(after, decided=(*before.decided, *after.decided))


def _context(kit: Kit, state: State, message: Message, orders: tuple[Order, ...] | None) -> Context:
    speaker = Speaker(kit.wording.on(message.now), state.language or message.language)
    return Context(kit, speaker, orders, message)


def _turn(context: Context, said: Said) -> Turn:
    offers = (*said.state.offers, *payloads(said.blocks))[-OFFERS_KEPT:]
    after = replace(_with_options(said), offers=offers, at=context.message.now.isoformat())
    shown, decided = logged(said.blocks)
    return Turn(after, shown, context.speaker.language, said.acts, decided)


def _language(state: State, message: Message) -> str:
    heard = None
    if message.choice is None and message.opened is None:
        heard = asked_language(message.text) or language_of(message.text)
    return heard or state.language or message.language


def _reply(context: Context, state: State) -> Said:
    if context.message.opened is not None:
        return take_up(context, mailing.opened(context, state))
    if was_silent(state, context.message):
        return ask_whether_to_go_on(context, state)
    if state.ask is not None and state.ask.kind == RESUME:
        return resumed(context, state, _answer)
    return _answer(context, state)


def _answer(context: Context, state: State) -> Said:
    said = pressed(context, state) if context.message.choice is not None else typed(context, state)
    corrects = correction(context.message.text) is not None
    news = changed(context, state, said.state, corrects=corrects)
    news += months.remark(context, state.told_here(), said.state.told_here())
    said = replace(said, blocks=[*news, *said.blocks])
    return said if said.acts else take_up(context, said)  # what waits comes after what is done


def _comforted(context: Context, said: Said) -> Said:
    """A word of comfort for somebody who is upset, once in a conversation."""
    message = context.message
    if said.state.comforted or message.choice is not None or mood(message.text) != "upset":
        return said
    state = replace(said.state, comforted=True)
    return replace(said, state=state, blocks=[context.speaker.text("comfort"), *said.blocks])


def _is_aside(buttons: Block) -> bool:
    return {parse(payload).kind for payload in payloads([buttons])} == {MAIL_CODE}


def _with_options(said: Said) -> State:
    """The state with the buttons of the open question, by which "the second one" is understood."""
    lists = [one for one in said.blocks if one["type"] == "choices" and not _is_aside(one)]
    if said.state.ask is None:
        return said.state
    offered = payloads(lists[-1:]) or said.state.ask.options
    options = tuple(option for option in offered if parse(option).kind not in NO_OPTIONS)
    return replace(said.state, ask=replace(said.state.ask, options=options))
