"""Training of the intent model's two parts on all cores; answering does without scikit-learn."""

import warnings
from typing import Any, List, Sequence, Tuple

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.meaning import SENTENCE
from bot.network import Network, joined, learn

_NETWORKS = 2  # over whole vectors, that begin apart: their mean errs less than each
Part = Tuple[np.ndarray, np.ndarray]  # slopes: a row per column, a value per intent; offsets: one per intent


def parts(
    words: csr_matrix, meanings: np.ndarray, intents: Sequence[str], strength: float
) -> Tuple[List[str], Part, Tuple[Network, Network]]:
    """Names of the intents in order, the part that reads words, and the networks that read meaning.

    Of these the first reads what the first encoder makes of a text, the second whole vectors. `words` and
    `meanings` have a row for each example; `strength` is the C of the part that reads words.
    """
    names = sorted(set(intents))
    said = np.array(intents)
    # The longest task first, so that no core waits for it at the end.
    answers = np.searchsorted(names, said)
    tasks = [delayed(_of_meaning)(meanings, answers, len(names), seed) for seed in range(_NETWORKS)]
    tasks += [delayed(_of_meaning)(np.ascontiguousarray(meanings[:, :SENTENCE]), answers, len(names), 0)]
    tasks += [delayed(_of_words)(words, said == name, len(names), strength) for name in names]
    done = Parallel(n_jobs=-1)(tasks)
    networks = (done[_NETWORKS], joined(done[:_NETWORKS]))
    by_intent = done[_NETWORKS + 1 :]
    slopes = np.ascontiguousarray(np.stack([one for one, _ in by_intent], axis=1).astype(np.float32))
    return names, (slopes, np.array([offset for _, offset in by_intent])), networks


def _of_words(rows: csr_matrix, meant: np.ndarray, intents: int, strength: float) -> Tuple[np.ndarray, float]:
    """Slopes and offset of one intent against all others, `meant` telling its examples."""
    # One regression per intent in its dual form: as good as the multinomial one and fifty times as fast,
    # columns being many and examples few. Examples of a rare intent count for more.
    regression = LogisticRegression(
        C=strength,
        solver="liblinear",
        dual=True,
        class_weight={True: len(meant) / (intents * meant.sum()), False: 1.0},
        tol=0.1,
        max_iter=12,
        random_state=0,
    )
    _fit(regression, rows, meant)
    return regression.coef_[0], float(regression.intercept_[0])


def _of_meaning(vectors: np.ndarray, answers: np.ndarray, intents: int, seed: int) -> Network:
    # One thread, as everywhere: sums are then made in one order.
    with threadpool_limits(1):
        return learn(vectors, answers, intents, seed)


def _fit(regression: LogisticRegression, rows: Any, intents: np.ndarray) -> None:
    """Fit, and stop after a fixed number of rounds: what further ones would change, no answer shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(rows, intents)
