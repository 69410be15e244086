"""A code by mail for a guest: offered beside the answer, sent on a yes; then what it opened is spoken of."""

import re
from dataclasses import replace

from dialogue.acts import SEND_CODE, Act
from dialogue.again import repeat
from dialogue.context import BACK, Context, Said
from dialogue.hearing import Heard
from dialogue.naming import take_order, with_first
from dialogue.payloads import MAIL_CODE, Payload
from dialogue.state import CONFIRM, FILE, NUMBER, RESUME, Ask, State
from reading import canonical_number, normalise, order_numbers
from reading.model import Entity

CAN_MAIL = "mail_code"
_ASKS = re.compile(
    r"コード.{0,12}(?:送|ください|下さい|お願い|欲し|ほし|希望|再送|もらえ|もう一度)|(?:再送|もう一度).{0,8}コード"
    r"|\b(?:send|mail|e-?mail|get|give|want|need|resend)\b.{0,24}\bcode\b|\bcode\b.{0,12}\b(?:please|again)\b"
)
_ASKS_NOT = re.compile(r"要らない|いらない|不要|結構|送らない|\b(?:don'?t|do not|no need|without|never)\b")
_HAS_ONE = re.compile(
    r"注文番号|(?:買っ|注文し|頼ん|購入し|予約し)た"
    r"|\bmy (?:\w+ )?order\b|\border number\b|\bi (?:ordered|bought)\b"
)


def offer(context: Context, said: Said) -> Said:
    """`said`, and after it the offer of a code for an order that was named and is not to be seen."""
    message = context.message
    resuming = said.state.ask is not None and said.state.ask.kind == RESUME
    if (
        CAN_MAIL not in message.can
        or message.choice is not None
        or message.opened
        or resuming
        or _sends(said)
    ):
        return said
    named = [one for one in map(_number, order_numbers(message.text)) if context.order(one) is None]
    if not named:
        return _hint(context, said)
    words = context.speaker.offer("guest.code.offer", "choice.mail_code", Payload(MAIL_CODE, named[0]))
    state = replace(said.state, mailable=named[0], mail_offered=True)
    return replace(said, state=state, blocks=[*said.blocks, *words])


def _sends(said: Said) -> bool:
    return any(act.name == SEND_CODE for act in said.acts)


def _number(found: Entity) -> str:
    return str(found.value)


def _hint(context: Context, said: Said) -> Said:
    """Once, for a guest who speaks of an order without its number, what the number would be good for."""
    state = said.state
    known = context.orders is not None or state.mailable or state.mail_hinted
    if known or not _HAS_ONE.search(normalise(context.message.text)):
        return said
    words = context.speaker.text("guest.code.hint")
    return replace(said, state=replace(state, mail_hinted=True), blocks=[*said.blocks, words])


def in_words(context: Context, state: State, heard: Heard) -> Said | None:
    """A typed yes or no to the offer, or the wish for a code; None where it is neither."""
    if CAN_MAIL not in context.message.can or heard.numbers:
        return None
    text = normalise(heard.text)
    if _ASKS.search(text) and not _ASKS_NOT.search(text):
        return send(context, state, state.mailable)
    yes_or_no_asked = heard.answer is not None or (
        state.ask is not None and state.ask.kind in (CONFIRM, FILE)
    )
    if not context.mail_offered or yes_or_no_asked or heard.facts or heard.named or heard.agreed is None:
        return None
    if heard.agreed:
        return send(context, state, state.mailable)
    declined = [context.speaker.text("guest.code.declined")]
    return repeat(context.put(BACK), replace(state, failures=0), declined)


def send(context: Context, state: State, number: str | None) -> Said:
    """Have a code mailed for the order of that number, be there one or not."""
    state = replace(state, failures=0)
    if CAN_MAIL not in context.message.can:
        return Said(state, [context.speaker.text("payload_expired")])
    if number is None:
        return Said(state, [context.speaker.text("guest.code.number")])
    act = Act(SEND_CODE, {"order_number": number})
    return Said(replace(state, mailable=number), [context.speaker.text("guest.code.sent")], (act,))


def opened(context: Context, state: State) -> Said:
    """The order that a code has opened just now: what was asked before is answered for it."""
    order = context.order(context.message.opened)
    if order is None:
        return Said(state, [context.speaker.text("order_not_found")])
    # as a number that was asked for: what was told before is told of this order
    known = canonical_number(order.order_number)
    state = replace(state, about=known if known in state.told else state.about)
    told = Heard(facts=state.told_here())
    state = replace(state, ask=Ask(NUMBER), mailable=None)
    words = context.speaker.text("guest.code.opened", order_number=order.order_number)
    return with_first(take_order(context, state, order, state.intent, told), words)
