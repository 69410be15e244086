"""What one message says: its wish, its facts, the order it names, its answer to the open question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogue.goals import (
    BY_PARCEL,
    CANCEL_ORDER,
    CHANGE,
    FAILED,
    GOAL_OF,
    OF_A_REQUEST,
    REFUND,
    UNDO,
    UNDO_REQUEST,
)
from dialogue.likeliest import of_one_goal
from dialogue.message import Message
from dialogue.state import CONFIRM, FACT, Ask, State
from dialogue.unsaid import has_perhaps_failed, supposes_own, told_by, without_belied
from dialogue.wishes import is_cued, names, plainly, said_outright, undoes, unwanted
from reading import (
    asked_language,
    correction,
    entities,
    means_other,
    normalise,
    order_numbers,
    read_answer,
    read_facts,
    read_outcome,
    read_supposed,
    read_yes_or_no,
    topics,
)
from reading.model import DOUBTFUL
from reading.wishes import (
    asks_to_cancel,
    means_part,
    means_quantity,
    means_some_of_the_same,
    means_whole_lines,
    only_tells,
)

MENTIONED = ("policy", "seller", "item", "payment_method")  # a mention is enough; other facts must be stated
SHIPPED = "shipped_after_cancel_request"
OF_CANCELLING = (CANCEL_ORDER, UNDO, "cancel_status")  # guesses for what takes one back, however sure
VERY_SURE = 0.9  # of a guess that says more than is in the words
MAY_CARRY_A_WISH = ("preorder_backorder", "marketplace_seller", "order_status")
# One order of several is a whole order, not a part of one.
_ONE_ORDER = re.compile(
    r"\bone of (?:my |the |these |those |our )?(?:\w+ )?orders\b|注文の(?:うち|中)|注文の(?:一つ|1つ|ひとつ)"
)
# The other one, by its age.
_BY_AGE = re.compile(r"(?:新しい|古い|最近の)(?:方|ほう|注文|やつ)|\b(?:newer|older|new|old) (?:one|order)\b")
# What came was something else than ordered: no word of another order.
_WRONG_THING = re.compile(
    r"(?:別|違う|ほか|他)の?(?:商品|もの|物|やつ|品)(?:が|を)?(?:届|来|き|入|送)"
    r"|\b(?:receiv|got|sent|ship|deliver|came|arriv)\w*\b.{0,20}\b(?:different|another|wrong|other)"
    r" (?:item|product|one|thing)"
    r"|\b(?:different|another|wrong|other) (?:item|product|one|thing)s? (?:arriv|came|was|is)"
)

# A general question of somebody whose own request is under way is about that request.
ASKS_AFTER_A_REQUEST = {"pending": "cancel_status", "rejected": FAILED}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message read against the open question.

    `answer` is the value given to the open fact, `reading.UNKNOWN` for "I don't know", None for no answer;
    `wish` an intent that is decided on, `named` the same where words stand for it, too: other messages,
    read alone, mislead the model. `part`, `quantity` and `whole_lines` say how much of an order is meant.
    `supposed` facts ("if it has shipped") count only where no order is meant, `doubtful` ones only once they
    are confirmed. `agreed` is a yes or no. A message `only_tells` if it neither asks nor wishes anything,
    `compares` if it names two of a kind, `corrects` if it takes something back; `other` is one about another
    order or item.
    """

    text: str = ""
    wish: str | None = None
    named: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    doubtful: Mapping[str, Any] = field(default_factory=dict)
    supposed: Mapping[str, Any] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    answer: Any = None
    asked_language: str | None = None
    agreed: bool | None = None
    part: bool = False
    quantity: bool = False
    whole_lines: bool = False
    only_tells: bool = False
    compares: bool = False
    corrects: bool = False
    other: bool = False

    @property
    def number(self) -> str | None:
        """The first order number in the message."""
        return self.numbers[0] if self.numbers else None


NOTHING_HEARD = Heard()


def hear(message: Message, ask: Ask | None) -> Heard:
    """Everything that `message` says by itself, and as an answer to `ask`."""
    text = message.text
    facts, doubtful = _facts(message)
    wish = _wish(message, facts)
    if wish == CANCEL_ORDER and means_some_of_the_same(text):
        wish = CHANGE
    if wish == CANCEL_ORDER and message.intent == FAILED and has_perhaps_failed(text):
        doubtful = {**doubtful, "request": "rejected"}
    if wish == message.intent:
        facts = without_belied(wish, facts, sure=message.confidence >= VERY_SURE)
    open_fact = ask.fact if ask and ask.kind in (FACT, CONFIRM) else None
    return Heard(
        text=text,
        wish=wish,
        named=wish if wish and names(wish, text) else None,
        facts=facts,
        doubtful=doubtful,
        supposed=_supposed(text, facts, wish),
        numbers=tuple(dict.fromkeys(str(number.value) for number in order_numbers(text))),
        answer=read_answer(text, open_fact, message.now) if open_fact else None,
        asked_language=asked_language(text),
        agreed=_agreed(message),
        part=means_part(text) and not _ONE_ORDER.search(normalise(text)),
        quantity=means_quantity(text),
        whole_lines=means_whole_lines(text),
        only_tells=only_tells(text),
        compares=any(len(values) > 1 for values in _mentioned(text).values()),
        corrects=correction(text) is not None,
        other=_means_other(text),
    )


def _supposed(text: str, facts: Mapping[str, Any], wish: str | None) -> dict[str, Any]:
    if supposes_own(text, facts, by_parcel=wish in BY_PARCEL):
        return {}
    return {read.fact: read.value for read in read_supposed(text)}


def with_outcome(state: State, heard: Heard) -> Heard:
    """The same with what became of the request that is spoken of, where a word or two say it: "approved"."""
    made = state.told_here().get("request", "none") != "none"
    spoken_of = made or state.intent in OF_A_REQUEST or state.goal in (REFUND, UNDO_REQUEST)
    if not spoken_of or heard.answer is not None or {"request", "cause"} & {*heard.facts, *heard.doubtful}:
        return heard
    outcome = read_outcome(heard.text)
    return replace(heard, facts={**heard.facts, "request": outcome}) if outcome else heard


def _means_other(text: str) -> bool:
    plain = normalise(text)
    return bool(means_other(text) or _BY_AGE.search(plain)) and not _WRONG_THING.search(plain)


def _agreed(message: Message) -> bool | None:
    agreed = read_yes_or_no(message.text)
    # a no that only the model hears is asked about once more at worst; a yes would be acted on
    return False if agreed is None and message.intent == "deny" else agreed


def _wish(message: Message, facts: Mapping[str, Any]) -> str | None:
    if message.intent == CHANGE and _ONE_ORDER.search(normalise(message.text)):
        return CANCEL_ORDER if means_whole_lines(message.text) else message.intent
    if message.intent in GOAL_OF:
        return _of_the_model(message, facts)
    if not message.understood:
        return _guessed(message, facts)
    if message.intent not in MAY_CARRY_A_WISH:
        return None
    if facts.get("request") in ASKS_AFTER_A_REQUEST:
        return ASKS_AFTER_A_REQUEST[facts["request"]]
    wishes = asks_to_cancel(message.text) or unwanted(message.text)
    return CANCEL_ORDER if wishes else None


def _of_the_model(message: Message, facts: Mapping[str, Any]) -> str:
    sure = message.confidence >= VERY_SURE
    if message.intent == UNDO and not sure and _takes_nothing_back(message.text, facts):
        return "cancel_status"
    if message.intent == SHIPPED and not sure and "status" not in facts and "request" in facts:
        return message.intent if is_cued(SHIPPED, normalise(message.text)) else "cancel_status"
    if undoes(message.text) and (not sure or message.intent in OF_CANCELLING):
        return UNDO
    return told_by(plainly(message.intent, message.text), message.text, facts, sure=sure)


def _guessed(message: Message, facts: Mapping[str, Any]) -> str | None:
    if undoes(message.text):
        return UNDO
    guessed = said_outright(message.text, message.ranking) or of_one_goal(message, facts)
    guessed = guessed or (CANCEL_ORDER if unwanted(message.text) else None)
    return plainly(guessed, message.text) if guessed else None


def _takes_nothing_back(text: str, facts: Mapping[str, Any]) -> bool:
    """Whether a request is told of, and nothing of taking it back: "I sent one", 受け取り拒否で返金される?"""
    cued = is_cued(UNDO, normalise(text)) or correction(text) is not None
    says_why = only_tells(text) or not topics(text).isdisjoint(("refuse", "return", "refund"))
    return facts.get("request") == "pending" and says_why and not cued


def _mentioned(text: str) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for entity in entities(text, ruled_out=False):
        if entity.name in MENTIONED:
            found.setdefault(entity.name, set()).add(entity.value)
    return found


def _facts(message: Message) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is said and what is only guessed at: the first is used, the second asked."""
    # who names two kinds of goods has not said which it is
    mentioned = {name: min(found) for name, found in _mentioned(message.text).items() if len(found) == 1}
    reads = read_facts(message.text, message.now)
    doubtful = {read.fact: read.value for read in reads if read.certainty == DOUBTFUL}
    stated = {read.fact: read.value for read in reads if read.fact not in doubtful}
    sure = {name: value for name, value in mentioned.items() if name not in doubtful}
    return {**sure, **stated}, doubtful
