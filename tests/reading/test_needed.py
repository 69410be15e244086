"""What a pattern needs: no match is lost by looking for it first."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading.lexicon
from reading.lexicon import phrases
from reading.lexicon.needed import needed

NAMES = sorted(
    {path.stem for path in Path(reading.lexicon.__file__).parent.glob("*.txt")} - {"language", "macros"}
)
EVERY = [phrase for name in NAMES for phrase in phrases(name)]


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("abc", {"abc"}),
        ("ab?cd", {"cd"}),
        ("(?:yes|no) sir", {" sir"}),
        ("(?:yes|no)?", set()),
        ("yes|no", {"yes", "no"}),
        ("yes|.", set()),
        ("[ab]", {"a", "b"}),
        ("[a-z]", set()),
        ("(?:abc){0,2}", set()),
        ("(?:abc){1,2}", {"abc"}),
        ("(?!abc)x", {"x"}),
    ],
)
def test_one_of_these_strings_must_be_there(pattern, strings):
    """The longest that can be told; none where a match may do without any."""
    assert needed(pattern) == strings


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(EVERY), st.data())
def test_whatever_a_phrase_matches_has_one_of_the_strings_it_needs(phrase, data):
    """For every pattern of the lexicons."""
    text = data.draw(st.from_regex(re.compile(phrase.pattern)))
    found = phrase.pattern.search(text).group()
    assert not phrase.needed or any(part in found for part in phrase.needed)


def test_most_phrases_need_something():
    """Else nothing would be gained."""
    assert sum(bool(phrase.needed) for phrase in EVERY) > 0.95 * len(EVERY)
