"""The vectors of texts, and the network that learns from them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.meaning import SIZE, vectors
from bot.network import joined, learn

TEXTS = ["cancel my order", "注文を取り消して", "where is my parcel", "荷物はどこ", "thanks", "a", "は"]


def test_a_text_has_the_same_vector_alone_and_among_others():
    """But for the last bits, in which sums of another order may differ."""
    together = vectors(TEXTS)
    alone = np.concatenate([vectors([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), SIZE)
    assert np.abs(together - alone).max() < 1e-4


def test_the_same_texts_have_the_same_vectors():
    """To the last bit."""
    assert (vectors(TEXTS) == vectors(TEXTS)).all()


def test_no_text_has_no_vector():
    """An empty list is an answer of no rows."""
    assert vectors([]).shape == (0, SIZE)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_every_text_has_a_vector_of_numbers(text):
    """Whatever the signs: finite, and of one length."""
    row = vectors([text])
    assert row.shape == (1, SIZE)
    assert np.isfinite(row).all()


def test_a_network_learns_what_no_straight_line_tells_apart():
    """Whether two numbers have the same sign."""
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((4000, 10)).astype(np.float32)
    answers = (rows[:, 0] * rows[:, 1] > 0).astype(int)
    network = learn(rows[:3000], answers[:3000], 2)
    assert (network.scores(rows[3000:]).argmax(axis=1) == answers[3000:]).mean() > 0.85


def test_joined_networks_answer_with_their_mean():
    """One larger network in the place of several."""
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((500, 10)).astype(np.float32)
    networks = [learn(rows, (rows[:, 0] > 0).astype(int), 2, seed) for seed in range(3)]
    mean = np.mean([one.scores(rows) for one in networks], axis=0)
    assert np.abs(joined(networks).scores(rows) - mean).max() < 1e-4
    assert np.abs(networks[0].scores(rows) - networks[1].scores(rows)).max() > 1e-3
