"""A Japanese and an English conversation say the same: steps, questions, buttons, dates, figures, cites."""

import re
from collections import Counter
from functools import cache

import pytest

from decision import load_policies
from dialogue import Kit
from rule_replies import NOW, fewer, reply, samples
from wording import load_wording

pytestmark = pytest.mark.slow
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
WEEKDAYS = {
    "月": "Monday", "火": "Tuesday", "水": "Wednesday", "木": "Thursday", "金": "Friday", "土": "Saturday",
    "日": "Sunday",
}  # fmt: skip
JA_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:（([月火水木金土日])）)?")
EN_DAY = re.compile(rf"(?:({'|'.join(WEEKDAYS.values())}), )?(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")
# the seller matters where the one has still time to answer and the other has not
WHOSE_SELLER_MATTERS = {
    "goal": "cancel", "now": NOW.isoformat(), "policy": "amazon", "status": "unshipped",
    "requested_at": "2026-08-07T03:00:00+09:00",
}  # fmt: skip


@cache
def kit() -> Kit:
    return Kit(load_policies(), load_wording())


@cache
def told() -> list[dict]:
    """The facts of every rule, and the same with one left out, each once."""
    whole = [facts for _, facts in samples(kit().policies, kit().wording)]
    some = [less for facts in whole for less in fewer(facts)]
    every = [*whole, *some, WHOSE_SELLER_MATTERS]
    return list({tuple(sorted(map(str, facts.items()))): facts for facts in every}.values())


@cache
def replies() -> list[tuple[list, list]]:
    return [(reply(kit(), facts, "ja"), reply(kit(), facts, "en")) for facts in told()]


def of(blocks: list, kind: str) -> list:
    return [block for block in blocks if block["type"] == kind]


def without_language(block: dict) -> dict:
    return {name: value for name, value in block.items() if name != "language"}


def days(text: str, language: str) -> Counter:
    if language == "ja":
        found = [(y, int(m), int(d), WEEKDAYS.get(w, "")) for y, m, d, w in JA_DAY.findall(text)]
    else:
        found = [(y, MONTHS.index(m) + 1, int(d), w) for w, d, m, y in EN_DAY.findall(text)]
    return Counter(found)


def figures(text: str, language: str) -> Counter:
    """Numbers and times of day, days aside."""
    rest = (JA_DAY if language == "ja" else EN_DAY).sub(" ", text)
    return Counter(re.findall(r"\d+(?:[:,.]\d+)*", rest))


def test_every_rule_and_every_question_is_compared():
    rules = {f"{name}.{row.id}" for name in kit().policies.ids for row in kit().policies.latest(name).rows}
    steps = {block["rule"] for ja, _ in replies() for block in of(ja, "step")}
    asked = {block["fact"] for ja, _ in replies() for block in of(ja, "ask")}
    assert rules - steps == set()
    assert asked >= {
        "policy", "seller", "item", "status", "opened", "invoiced", "release_date", "payment_deadline",
        "cause", "requested_at", "cancelled_at", "sent_back_at", "payment_method",
    }  # fmt: skip


def test_steps_are_the_same():
    for ja, en in replies():
        assert [without_language(b) for b in of(ja, "step")] == [without_language(b) for b in of(en, "step")]


def test_questions_are_the_same():
    for ja, en in replies():
        assert of(ja, "ask") == of(en, "ask")


def test_buttons_mean_the_same():
    for ja, en in replies():
        pressed = [[c["payload"] for b in of(said, "choices") for c in b["choices"]] for said in (ja, en)]
        assert pressed[0] == pressed[1]


def test_texts_are_the_same_ones_in_the_same_order():
    for ja, en in replies():
        assert [b["name"] for b in of(ja, "text")] == [b["name"] for b in of(en, "text")]


def test_days_are_the_same():
    for ja, en in replies():
        for one, other in zip(of(ja, "text"), of(en, "text"), strict=True):
            assert days(one["text"], "ja") == days(other["text"], "en"), (one, other)


def test_figures_are_the_same():
    for ja, en in replies():
        for one, other in zip(of(ja, "text"), of(en, "text"), strict=True):
            assert figures(one["text"], "ja") == figures(other["text"], "en"), (one, other)


def test_days_are_seen_in_both_languages():
    assert sum(bool(days(b["text"], "ja")) for ja, _ in replies() for b in of(ja, "text")) > 50
