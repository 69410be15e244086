"""A small network from a text's vector to intents: one hidden layer, as plain arrays."""

from dataclasses import dataclass
from typing import Sequence, Tuple

import numpy as np

HIDDEN = 512
_ROUNDS, _BATCH = 20, 256
_SPEED, _SHRINKING = 3e-3, 1e-4  # of AdamW, the first of them falling to nothing along a cosine
_BLIND, _DEAF = 0.2, 0.4  # shares of the numbers coming in, and of the hidden ones, that are left out
_DOUBT = 0.05  # how much of each answer is spread over all: labels are not always right
_MOMENTA = (0.9, 0.999)

Weights = Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Network:
    """`centre` and `spread` are the mean and deviation of each number of the vectors that were learnt.

    `inner` and `outer` have a row for each number that comes in, their offsets one for each that leaves.
    """

    centre: np.ndarray
    spread: np.ndarray
    inner: np.ndarray
    inner_offsets: np.ndarray
    outer: np.ndarray
    outer_offsets: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """A score per intent for each of `rows`."""
        level = (rows - self.centre) / self.spread
        hidden = np.maximum(level @ self.inner + self.inner_offsets, 0)
        return np.asarray(hidden @ self.outer + self.outer_offsets)


NOTHING = Network(*[np.zeros(0)] * 6)  # what is there before anything is learnt


def joined(networks: Sequence[Network]) -> Network:
    """One network whose scores are the mean of those of `networks`, which learnt the same vectors.

    They differ by chance, and so do their mistakes: the mean makes fewer.
    """
    return Network(
        networks[0].centre,
        networks[0].spread,
        np.hstack([one.inner for one in networks]),
        np.concatenate([one.inner_offsets for one in networks]),
        np.vstack([one.outer for one in networks]) / np.float32(len(networks)),
        np.mean([one.outer_offsets for one in networks], axis=0),
    )


def learn(vectors: np.ndarray, answers: np.ndarray, count: int, seed: int = 0) -> Network:
    """A network for `vectors` whose right `answers` are numbers below `count`; the same for the same ones.

    `seed` is where it begins. Rare answers count for more, by the root of how rare they are.
    """
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + np.float32(1e-6)
    rows = np.asarray((vectors - centre) / spread, dtype=np.float32)
    rng = np.random.default_rng(seed)
    weights = _first(rng, rows.shape[1], count)
    often = np.bincount(answers, minlength=count)
    importance = np.sqrt(len(answers) / (count * np.maximum(often, 1))).astype(np.float32)[answers]
    wanted = np.eye(count, dtype=np.float32)[answers] * (1 - _DOUBT) + _DOUBT / count
    momenta = [(np.zeros_like(one), np.zeros_like(one)) for one in weights]
    steps = _ROUNDS * -(-len(rows) // _BATCH)
    done = 0
    for _ in range(_ROUNDS):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            slopes = _slopes(weights, rows[batch], wanted[batch], importance[batch], rng)
            done += 1
            speed = _SPEED * 0.5 * (1 + np.cos(np.pi * done / steps))
            _step(weights, slopes, momenta, done, speed)
    return Network(centre, spread, *weights)


def _first(rng: np.random.Generator, incoming: int, count: int) -> Weights:
    """Weights to begin with: small and random, so that no two hidden numbers learn the same."""
    inner = rng.standard_normal((incoming, HIDDEN)) * np.sqrt(2 / (incoming + HIDDEN))
    outer = rng.standard_normal((HIDDEN, count)) * np.sqrt(2 / (HIDDEN + count))
    return (
        inner.astype(np.float32),
        np.zeros(HIDDEN, dtype=np.float32),
        outer.astype(np.float32),
        np.zeros(count, dtype=np.float32),
    )


def _slopes(
    weights: Weights,
    rows: np.ndarray,
    wanted: np.ndarray,
    importance: np.ndarray,
    rng: np.random.Generator,
) -> Weights:
    """How the loss of a batch changes with each weight (backpropagation)."""
    inner, inner_offsets, outer, outer_offsets = weights
    seen = rows * _kept(rng, rows.shape, _BLIND)
    before = seen @ inner + inner_offsets
    open_ = (before > 0) * _kept(rng, before.shape, _DEAF)
    hidden = before * open_
    scores = hidden @ outer + outer_offsets
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    wrong = (chances - wanted) * (importance / len(rows))[:, None]
    back = (wrong @ outer.T) * open_
    return seen.T @ back, back.sum(axis=0), hidden.T @ wrong, wrong.sum(axis=0)


def _kept(rng: np.random.Generator, shape: Tuple[int, ...], left_out: float) -> np.ndarray:
    """Zero where a number is left out, else what keeps the mean as it is."""
    drawn = rng.random(shape, dtype=np.float32)
    return (drawn >= left_out) * np.float32(1 / (1 - left_out))


def _step(
    weights: Weights,
    slopes: Weights,
    momenta: Sequence[Tuple[np.ndarray, np.ndarray]],
    done: int,
    speed: float,
) -> None:
    """One step of AdamW (Loshchilov and Hutter, 2019), in place."""
    first, second = _MOMENTA
    for weight, slope, (mean, square) in zip(weights, slopes, momenta, strict=True):
        np.add(mean, (1 - first) * (slope - mean), out=mean)
        np.add(square, (1 - second) * (slope * slope - square), out=square)
        size = np.sqrt(square / (1 - second**done)) + 1e-7
        change = mean / ((1 - first**done) * size) + _SHRINKING * weight
        np.subtract(weight, np.float32(speed) * change, out=weight)
