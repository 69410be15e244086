"""What is wished where the model wavers between intents of one goal: their probabilities count together."""

from collections.abc import Mapping
from typing import Any

from dialogue.goals import CANCEL, CANCEL_ORDER, ENDED, FAILED, GOAL_OF, OF_A_REQUEST, REFUND, UNDO
from dialogue.message import Message
from dialogue.unsaid import told_by
from dialogue.wishes import MOST_LIKELY, is_cued
from reading import normalise, topics

ENOUGH = 0.75  # of the probability: for a goal as sure as one intent has to be, with a little to spare
STANDS = ("status", "request", "invoiced", "paid", "release_date", "payment_deadline")


def of_one_goal(message: Message, facts: Mapping[str, Any]) -> str | None:
    """The wish of a message that tells how an order stands, where its likeliest intents come to one goal.

    The intent is one that says nothing beyond `facts`.
    """
    if topics(message.text) == {"refund"} and "refund_timing" in message.ranking[:MOST_LIKELY]:
        return "refund_timing"
    ended = facts.get("status") in ENDED or facts.get("request") == "accepted"
    if ended or not facts.keys() & {*STANDS} or _chance_to_cancel(message) < ENOUGH:
        return None
    return _told(message, facts)


def _chance_to_cancel(message: Message) -> float:
    """How likely it is that cancelling is meant; a refund of what is not cancelled yet begins with that."""
    plain = normalise(message.text)
    ranked = zip(message.ranking, message.chances, strict=False)
    return sum(
        chance
        for intent, chance in ranked
        if GOAL_OF.get(intent) in (CANCEL, REFUND) or (intent == UNDO and not is_cued(intent, plain))
    )


def _told(message: Message, facts: Mapping[str, Any]) -> str:
    by_status = {"delivered": "return_item", "shipped": "refuse_delivery"}
    by_request = {"rejected": FAILED, "pending": "cancel_status"}
    told = by_status.get(str(facts.get("status"))) or by_request.get(str(facts.get("request")))
    if told or "request" in facts:
        return told or CANCEL_ORDER
    likeliest = next((intent for intent in message.ranking if GOAL_OF.get(intent) == CANCEL), CANCEL_ORDER)
    if likeliest == FAILED:
        return told_by(likeliest, message.text, facts, sure=False)
    if likeliest in OF_A_REQUEST:  # whether it has shipped since then would have been told
        return told_by("cancel_status", message.text, facts, sure=False)
    return CANCEL_ORDER
