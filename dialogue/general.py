"""Answers that need no decision: rules in general, how an order stands, a person, small talk."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dialogue import asking, blocks, common
from dialogue.blocks import Block, Speaker
from dialogue.context import Context
from dialogue.goals import OFFERED_FIRST
from dialogue.kit import Kit
from dialogue.meant import policy_said
from orders.model import Order
from reading.postage import asks_postage
from wording.factnames import word

OPENINGS = ("greet", "affirm", "deny", "out_of_scope")  # after these it helps to see what can be asked
POSTAGE = "return_postage"
REFUND_ENTRY = "faq.refund_by_method.answer"
DATE_OF = {
    "shipped": "shipped_at",
    "delivered": "delivered_at",
    "cancelled": "cancelled_at",
    "sent_back": "sent_back_at",
}


def answer(context: Context, intent: str, policies: Iterable[str]) -> list[Block]:
    """The general answer to `intent`: of each of `policies` that has an entry for it, else the bot's own.

    Whatever the intent, who asks for the postage of a parcel that goes back hears about that.
    """
    if asks_postage(context.message.text) and context.message.choice is None:
        intent = POSTAGE
    if own := common.answers(context, intent, policies):
        return own
    if intent in OPENINGS:
        return asking.wishes(context.speaker, f"talk.{intent}", OFFERED_FIRST)
    return [context.speaker.text(f"talk.{intent}")]


def policies_meant(kit: Kit, facts: Mapping[str, Any], order: Order | None) -> tuple[str, ...]:
    """The shops that a general question is about: the one named, else the order's, else all."""
    named = policy_said(facts) or (order.policy if order else None)
    return (named,) if named in kit.policies.ids else kit.policies.ids


def refund_by(kit: Kit, speaker: Speaker, policies: Iterable[str], method: str) -> list[Block]:
    """How money comes back by that payment method, as far as these policies say so."""
    return _of_shops(kit, speaker, tuple(policies), f"answer.refund.{method}")


def refunds(kit: Kit, speaker: Speaker, policies: Iterable[str]) -> list[Block]:
    """How money comes back by each payment method, as far as these policies have an entry about it."""
    return _of_shops(kit, speaker, tuple(policies), REFUND_ENTRY) or [speaker.text("talk.refund_timing")]


def _of_shops(kit: Kit, speaker: Speaker, policies: tuple[str, ...], name: str) -> list[Block]:
    """What each of these policies says, with the shop's name where another one may be meant."""
    said = {policy: full for policy in policies if kit.wording.has(full := f"{policy}.{name}")}
    if len(policies) == 1:
        return [speaker.text(name) for name in said.values()]
    texts = {name: common.of_shop(speaker, policy, speaker.title(name)) for policy, name in said.items()}
    return [blocks.said(name, text, speaker.language) for name, text in texts.items()]


def status(speaker: Speaker, order: Order, now: datetime) -> list[Block]:
    """How each line of `order` stands by the shop's records, with the day where there is one."""
    return [_line_status(speaker, order, place, now) for place in range(len(order.lines))]


def _line_status(speaker: Speaker, order: Order, place: int, now: datetime) -> Block:
    line, speaker = order.lines[place], speaker.about(order.policy)
    state = order.status_of(line)
    values = {
        "order_number": order.order_number,
        "title": line.title,
        "status": said(speaker, "status", state),
    }
    at = getattr(order, DATE_OF[state], None) if state in DATE_OF and line.status is None else None
    if at is None or at > now:
        return speaker.text("order.status", **values)
    return speaker.text("order.status.dated", **values, at=at)


def said(speaker: Speaker, fact: str, value: Any) -> str:
    """A fact's value as part of a sentence."""
    return speaker.facts.fact(fact, value)


def dispute(speaker: Speaker, order: Order, fact: str, recorded: Any) -> Block:
    """Says what the records have where the customer said otherwise."""
    speaker = speaker.about(order.policy)
    if not speaker.wording.has(speaker.facts.name(f"fact.{fact}.{word(recorded)}")):
        return speaker.text("records.differ.other", order_number=order.order_number)
    what = said(speaker, fact, recorded)
    at = getattr(order, DATE_OF[recorded]) if fact == "status" and recorded in DATE_OF else None
    if at is None:
        return speaker.text("records.differ", order_number=order.order_number, what=what)
    return speaker.text("records.differ.dated", order_number=order.order_number, what=what, at=at)
