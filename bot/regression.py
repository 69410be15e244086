"""Training of the intent model's two parts, with scikit-learn; answering does without it."""

import warnings
from typing import Any, List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression


def of_words(
    rows: csr_matrix, intents: Sequence[str], strength: float
) -> Tuple[List[str], np.ndarray, np.ndarray]:
    """Names of the intents in order, slopes (a row per column of `rows`, a value per intent), and offsets."""
    # One regression per intent in its dual form: as good as the multinomial one and fifty times as fast,
    # columns being many and examples few.
    regression = LogisticRegression(
        C=strength,
        solver="liblinear",
        dual=True,
        class_weight="balanced",
        tol=0.1,
        max_iter=50,
        random_state=0,
    )
    _fit(regression, rows, intents)
    slopes = np.ascontiguousarray(regression.coef_.T.astype(np.float32))
    return regression.classes_.tolist(), slopes, regression.intercept_


def of_meaning(rows: np.ndarray, intents: Sequence[str], strength: float) -> Tuple[np.ndarray, np.ndarray]:
    """Slopes (a row per number of a vector, a value per intent) and offsets."""
    # One regression over all intents: rows are short and dense, which suits it.
    regression = LogisticRegression(C=strength, max_iter=60, class_weight="balanced")
    _fit(regression, rows, intents)
    return np.ascontiguousarray(regression.coef_.T.astype(np.float32)), regression.intercept_


def _fit(regression: LogisticRegression, rows: Any, intents: Sequence[str]) -> None:
    """Fit, and stop after a fixed number of rounds: what further ones would change, no answer shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(rows, list(intents))
