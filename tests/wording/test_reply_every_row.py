"""Every rule, warning and refund of both policies has a whole reply in both languages."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product

import pytest

from decision import FACTS, Decision, FactsError, decide, load_policies
from wording import Text, load_wording
from wording.case import Case, known_facts
from wording.reply import explain

pytestmark = pytest.mark.slow

NOW = datetime.fromisoformat("2026-08-07T15:20:00+09:00")
VALUES = {fact.name: fact.values for fact in FACTS} | {"policy": ("amiami", "amazon")}
DAYS = {"open": -0.01, "over": -40, "before": 20, "reached": -1, "passed": -1}
KINDS = {fact.name: fact.kind for fact in FACTS}
# Facts with an assumed value, and those that imply another one.
ASSUMED = {"status", "paid", "modifiable", "request", "retried", "recent_cancellations"}
IMPLYING = {"opened", "requested_at", "cancelled_at", "sent_back_at"}


def dated(fact: str, value: str) -> str:
    instant = NOW + timedelta(days=DAYS[value])
    return instant.date().isoformat() if KINDS[fact] == "date" else instant.isoformat()


def facts_of(policy: str, way: dict[str, object]) -> Iterator[dict[str, object]]:
    """Facts for which the row with this condition decides, one set for each combination of its values."""
    columns = {fact: wanted if isinstance(wanted, list) else [wanted] for fact, wanted in way.items()}
    for values in product(*columns.values()):
        facts = {f: dated(f, v) if v in DAYS else v for f, v in zip(columns, values, strict=True)}
        yield {"now": NOW.isoformat(), "policy": policy, **facts}


def with_more(facts: dict[str, object], seed: random.Random) -> dict[str, object]:
    more = {"recent_cancellations": seed.choice([0, 3])}
    if facts["policy"] == "amazon":
        more |= {
            "seller": seed.choice(VALUES["seller"]),
            "payment_method": seed.choice(VALUES["payment_method"]),
        }
        if facts.get("status") == "shipped":
            more |= {"request": seed.choice(VALUES["request"])}
    return more | facts


policies = lru_cache(load_policies)


def decided(facts: dict[str, object]) -> Decision | None:
    try:
        answer = decide(policies(), facts)
    except FactsError:
        return None
    return answer if isinstance(answer, Decision) else None


@lru_cache
def replies() -> list[tuple[dict[str, object], Decision, dict[str, tuple[Text, ...]]]]:
    """Facts, decision and replies: each condition of each row, as it is and with more facts."""
    seed, found = random.Random(1), []
    for policy, words in load_wording().policies.items():
        for row in words.rows.values():
            ways = row["when"] if isinstance(row["when"], list) else [row["when"]]
            for facts in (facts for way in ways for facts in facts_of(policy, way)):
                for tried in (facts, with_more(facts, seed), with_more(facts, seed)):
                    decision = decided(tried)
                    if decision:
                        found.append((tried, decision, said(decision, tried)))
    return found


def said(decision: Decision, facts: dict[str, object]) -> dict[str, tuple[Text, ...]]:
    w = load_wording()
    return {
        language: explain(w, decision, facts, language, now=NOW, order_number="250-1", title="本")
        for language in ("ja", "en")
    }


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", re.sub(r"\d+月", "", text)))


def test_every_row_warning_and_refund_is_reached():
    decisions = [decision for _, decision, _ in replies()]
    for policy, words in load_wording().policies.items():
        rules = {f"{policy}.{row}" for row in words.rows}
        of_policy = [d for d in decisions if d.rule.startswith(f"{policy}.")]
        assert rules == {d.rule for d in of_policy}
        assert {w["name"] for w in words.warnings} == {name for d in of_policy for name in d.warnings}
        assert {r.get("via") for r in words.refunds} == {d.refund.via for d in of_policy if d.refund}


def test_every_reply_is_whole_in_both_languages():
    w = load_wording()
    for facts, decision, reply in replies():
        for texts in reply.values():
            assert texts[0].name.split(".")[1] in ("step", "open"), (facts, texts)
            assert "250-1" in texts[0].text
            assert len({text.name for text in texts}) == len(texts) <= 5
            for text in texts:
                assert w.has(text.name)
                assert text.text.strip() == text.text != ""
                assert not re.search(r"[{}]|None|\btrue\b|\bfalse\b", text.text), (facts, text)
        assert [text.name for text in reply["ja"]] == [text.name for text in reply["en"]]
        assert bool(decision.assumed) == any(t.name.startswith("reply.assumed") for t in reply["ja"])


def test_both_languages_give_the_same_figures():
    for facts, _, reply in replies():
        for ja, en in zip(reply["ja"], reply["en"], strict=True):
            assert figures(ja.text) == figures(en.text), facts


def test_each_language_is_its_own():
    for _, _, reply in replies():
        for text in reply["en"]:
            # Menu names of the shop's Japanese pages stand in corner brackets, the title in quotes.
            assert not re.search(
                r"[\u3040-\u30ff\u4e00-\u9fff]", re.sub(r"「[^」]*」|“[^”]*”", "", text.text)
            ), text
        for text in reply["ja"]:
            assert re.search(r"[\u3040-\u30ff]", text.text)
            assert not re.search(r"[a-z] [a-z]", re.sub(r"「[^」]*」", "", text.text)), text


def test_no_sentence_is_said_twice_in_one_text():
    for facts, _, reply in replies():
        for texts in reply.values():
            for text in texts:
                sentences = [s for s in re.split(r"(?<=[。.])\s*|\n", text.text) if s]
                assert len(sentences) == len(set(sentences)), (facts, text)


def random_facts(seed: random.Random) -> dict[str, object]:
    facts: dict[str, object] = {"goal": seed.choice(VALUES["goal"]), "now": NOW.isoformat()}
    for fact in FACTS[2:]:
        if seed.random() < 0.35:
            facts[fact.name] = random_value(fact.name, seed)
    return facts


def random_value(fact: str, seed: random.Random) -> object:
    if VALUES[fact]:
        return seed.choice(VALUES[fact])
    if fact == "recent_cancellations":
        return seed.choice([0, 3])
    past = fact in ("requested_at", "cancelled_at", "sent_back_at")
    return dated(fact, seed.choice(["open", "over"] if past else ["before", "reached"]))


def test_a_reason_that_counts_as_certain_holds_whatever_is_added():
    """More facts, other than those assumed, change neither rule nor reason where both are said."""
    seed, w, certain = random.Random(2), load_wording(), 0
    for _ in range(1500):
        facts = random_facts(seed)
        decision = decided(facts)
        if not decision or not Case(w, decision, known_facts(decision, facts), "ja", NOW).certain:
            continue
        for _ in range(3):
            more = {k: v for k, v in random_facts(seed).items() if k not in ASSUMED | IMPLYING} | facts
            other = decided(more)
            if other:
                certain += 1
                assert (other.rule, other.reason) == (decision.rule, decision.reason), (facts, more)
    assert certain > 50


def test_whatever_is_known_there_is_a_whole_reply():
    seed, found = random.Random(3), 0
    for _ in range(1500):
        facts = random_facts(seed)
        decision = decided(facts)
        if decision:
            found += 1
            for texts in said(decision, facts).values():
                assert texts
                assert not any(re.search(r"[{}]|None", text.text) for text in texts)
    assert found > 50
