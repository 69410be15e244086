"""The lexicons themselves: every pattern compiles, is bounded and belongs to a value that exists."""

import re
from pathlib import Path

import pytest

import reading.lexicon
from reading.lexicon import expand, lines

NAMES = sorted(path.stem for path in Path(reading.lexicon.__file__).parent.glob("*.txt"))
PATTERNS = [name for name in NAMES if name not in ("language", "macros")]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_compiles_and_none_is_empty(name):
    """An empty match would find a value everywhere."""
    for heading, line in lines(name):
        assert heading, line
        assert not re.compile(expand(line)).fullmatch(""), line


@pytest.mark.parametrize("name", PATTERNS)
def test_no_group_is_repeated_without_bound(name):
    """A group under `*` or `+` can take quadratic time on a long text."""
    for _, line in lines(name):
        assert not re.search(r"(?<!\\)\)[*+]", line), line


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_stands_twice_under_a_heading(name):
    """So that a correction is made in one place."""
    assert len(lines(name)) == len(set(lines(name)))
