"""The core and the oracle, written apart from each other, say the same everywhere."""

import json
import random
from pathlib import Path

import pytest
from answers import core
from oracle import oracle
from oracle_facts import WORDS
from samples import NOWS, partial
from spaces import amazon, amiami, edges

pytestmark = pytest.mark.slow

EXAMPLES = [json.loads(line) for line in (Path(__file__).parent / "examples.jsonl").read_text().splitlines()]
NOW, PAST = "2026-08-07T15:20:00+09:00", "2026-08-07T09:00:00+09:00"


def differences(many) -> list:
    """The facts on which the two differ, each with both answers; the first few."""
    found = []
    for facts in many:
        ours, theirs = oracle(facts), core(facts)
        if ours != theirs:
            found.append((facts, {"oracle": ours, "core": theirs}))
            if len(found) == 3:
                break
    return found


def test_they_agree_on_the_worked_examples():
    assert not differences(example["facts"] for example in EXAMPLES)


@pytest.mark.parametrize("goal", WORDS["goal"])
def test_they_agree_on_every_complete_amazon_order(goal):
    assert not differences({"goal": goal, **facts} for facts in amazon(NOW, PAST))


@pytest.mark.parametrize("goal", WORDS["goal"])
def test_they_agree_on_every_complete_amiami_order(goal):
    assert not differences({"goal": goal, **facts} for facts in amiami(NOW, PAST))


@pytest.mark.parametrize("now", NOWS)
def test_they_agree_a_microsecond_before_at_and_after_every_edge(now):
    assert not differences(edges(now))


@pytest.mark.parametrize("seed", range(30))
def test_they_agree_on_random_facts_with_gaps_and_contradictions(seed):
    rng = random.Random(seed)
    assert not differences(partial(rng) for _ in range(100))
