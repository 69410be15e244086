"""What must hold of each conversation: nothing lost, nothing doubled, the same for everybody who looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chaos.customer import Customer, Item
from chaos.talks import BACK


def faults_of(it: Customer, history: list[Item]) -> Iterator[str]:
    """What is wrong with a conversation whose history is `history` at the end; a sentence each."""
    seen = it.history if it.left else history
    if it.history != history[: len(it.history)] or (it.history != history and not it.left):
        yield "something was added to the history after everything was answered"
    if [item["seq"] for item in history] != list(range(1, len(history) + 1)):
        yield f"the history's numbers are {[item['seq'] for item in history]}"
    for stream in it.streams:
        if stream[: len(seen)] != seen or stream != history[: len(stream)]:
            yield f"an event stream told of {[item['seq'] for item in stream]} of {len(history)} items"
    yield from _messages(it, history)
    yield from _answers(it, history)


def _messages(it: Customer, history: list[Item]) -> Iterator[str]:
    """Each acknowledged message is there once; one that was never acknowledged once at most."""
    there = Counter(_body(item) for item in history if item["role"] == "customer")
    acknowledged = Counter(_body(sent.body) for sent in it.sent if sent.answer is not None)
    sent = Counter(_body(sent.body) for sent in it.sent)
    if lost := acknowledged - there:
        yield f"lost: {dict(lost)}"
    if doubled := there - sent:
        yield f"doubled, or never sent: {dict(doubled)}"
    if it.kind in ("hurried", "leaving"):
        return
    if [_body(one.body) for one in it.sent] != [_body(i) for i in history if i["role"] == "customer"]:
        yield "the messages are not in the order in which they were sent"


def _answers(it: Customer, history: list[Item]) -> Iterator[str]:
    """Each message has an answer of its own: the bot's item, or where a person has the word its own item."""
    by_seq = {item["seq"]: item for item in history}
    answered = [(sent.body, sent.answer) for sent in it.sent if sent.answer is not None]
    seqs = [answer["seq"] for _, answer in answered]
    if len(set(seqs)) < len(seqs):
        yield f"two messages have one answer: {sorted(seqs)}"
    for body, answer in answered:
        yield from _answer(body, answer, by_seq.get(answer["seq"], {}))
    to_bot = [answer for _, answer in answered if answer["replies"]]
    unacknowledged = sum(i["role"] == "customer" for i in history) - len(answered)
    bots = sum(item["role"] == "bot" for item in history) - 1  # the greeting answers nothing
    if not len(to_bot) <= bots <= len(to_bot) + unacknowledged:
        yield f"{bots} answers for {len(to_bot)} messages to the bot"
    if unacknowledged and bots < len(to_bot) + unacknowledged:
        yield "a message whose sender has left is without an answer"


def _answer(body: Item, answer: Item, item: Item) -> Iterator[str]:
    if answer["replies"]:
        if item.get("role") != "bot" or item["replies"] != answer["replies"]:
            yield f"the answer to {body} is not the item {answer['seq']} of the history"
    elif item.get("role") != "customer" or _body(item) != _body(body) or body.get("choice") == BACK:
        yield f"the bot is silent to {body}"


def _body(item: Item) -> str:
    return str(item.get("text") or item.get("choice"))
