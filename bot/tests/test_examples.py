"""What the training examples must be: the fast part of `make data-check`."""

import pytest

from bot.content import ROOT
from bot.examples import Example, load_examples
from bot.testsets import load_test_texts
from tools.data_check import faults, near_duplicates


@pytest.fixture(scope="module")
def found():
    """Every fault of the present examples."""
    return list(faults(load_examples(), load_test_texts(ROOT / "tests")))


@pytest.mark.parametrize("kind", ["twice", "two intents", "too few"])
def test_the_examples_have_no_fault(found, kind):
    """None stands twice or with two wishes, and there are enough for each intent in both languages."""
    assert [line for line in found if line.startswith(kind)] == []


def test_no_held_out_text_is_learnt(found):
    """Else the accuracy that settings are chosen by would be of what was learnt by heart."""
    assert [line for line in found if line.startswith("leak") and "heldout" in line] == []


def test_a_leak_is_found_in_another_width():
    """And with other punctuation."""
    ours = [Example("ｷｬﾝｾﾙしたい!", "cancel_order", "ja", "a.ja.yml")]
    theirs = [Example("キャンセルしたい", "cancel_order", "ja", "heldout.ja.yml")]
    assert [line for line in faults(ours, theirs) if line.startswith("leak")] == [
        "leak: `ｷｬﾝｾﾙしたい!` (a.ja.yml) is also in heldout.ja.yml"
    ]


def test_near_duplicates_are_found():
    """One word apart in a long text is near; another wish in the same frame is not."""
    one = Example("I ordered two lamps last night and want to cancel both of them", "cancel_order", "en", "a")
    two = Example(
        "I ordered two lamps last night and want to cancel both of these", "cancel_order", "en", "a"
    )
    far = Example("I ordered two lamps last night and want to know where they are", "order_status", "en", "a")
    assert [(a, b) for _, a, b in near_duplicates([one, two, far])] == [(one, two)]
