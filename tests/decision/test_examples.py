"""The worked examples of the contract, word for word."""

import json
from pathlib import Path

import pytest
from answers import answer, error_fields

LINES = (Path(__file__).parent / "examples.jsonl").read_text(encoding="utf-8").splitlines()
EXAMPLES = {example["why"]: example for example in map(json.loads, LINES)}


def test_no_two_examples_are_called_the_same():
    assert len(EXAMPLES) == len(LINES) > 30


@pytest.mark.parametrize("why", EXAMPLES)
def test_the_answer_is_that_of_the_example(why):
    facts, wanted = EXAMPLES[why]["facts"], EXAMPLES[why]["answer"]
    if "error" in wanted:
        assert error_fields(facts) == wanted["error"]["fields"]
        return
    found = answer(facts)
    found["warnings"] = sorted(found.get("warnings", []))
    assert {name: found.get(name) for name in wanted} == wanted
    assert ("ask" in found) == ("ask" in wanted)
