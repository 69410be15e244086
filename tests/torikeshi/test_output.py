"""What a part writes: nothing of a customer's gets into the log by way of a library's message."""

from __future__ import annotations

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torikeshi.output import harmless, is_event

TEXT = "ひみつのことば"


def test_a_traceback_keeps_its_places_and_types_only():
    try:
        raise ValueError(TEXT)
    except ValueError as error:
        lines = "".join(traceback.format_exception(error)).splitlines()
    kept = [harmless(line) for line in lines]
    assert kept[0] == "Traceback (most recent call last)"
    assert "test_output.py" in kept[1]
    assert kept[-1] == "ValueError"
    assert TEXT not in "".join(kept)


@pytest.mark.parametrize("line", [f"WARNING rasa {TEXT}", TEXT, f'  print("{TEXT}")', "", f"Error: {TEXT}"])
def test_a_line_of_prose_is_dropped(line):
    assert TEXT not in harmless(line)


@given(st.text())
def test_nothing_japanese_ever_stays(text):
    assert not any("\u3040" <= character <= "\u9fff" for character in harmless(text + TEXT))


def test_only_objects_are_events():
    assert is_event('{"event": "turn"}')
    assert not any(map(is_event, ["[]", "1", "x", "", "[" * 100_000]))
