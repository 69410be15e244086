"""The measure itself: rare terms, often, in short documents say most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording.search.bm25 import Bm25

TERMS = st.dictionaries(st.sampled_from("abcde"), st.floats(0.1, 5), max_size=5)


def test_a_rare_term_says_more_than_one_that_all_have():
    scores = Bm25([{"a": 1, "b": 1}, {"a": 1, "c": 1}, {"a": 1, "c": 1}]).scores({"a": 1, "b": 1})
    assert scores[0] > scores[1] == pytest.approx(scores[2])


def test_a_term_that_stands_more_often_says_more():
    scores = Bm25([{"a": 3, "b": 1}, {"a": 1, "b": 3}]).scores({"a": 1})
    assert scores[0] > scores[1]


def test_a_short_document_says_more_than_a_long_one():
    scores = Bm25([{"a": 1}, {"a": 1, "b": 9}]).scores({"a": 1})
    assert scores[0] > scores[1]


@given(st.lists(TERMS, max_size=6), TERMS)
def test_just_the_documents_with_a_term_have_a_score_and_it_is_above_zero(documents, query):
    scores = Bm25(documents).scores(query)
    assert set(scores) == {place for place, terms in enumerate(documents) if terms.keys() & query.keys()}
    assert all(score > 0 for score in scores.values())
