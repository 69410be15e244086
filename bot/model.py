"""The intent model: a regression over what a text says and networks over what it means, as plain arrays."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np

from bot.features import Features, features, named_in, settled
from bot.meaning import SENTENCE, sentences, vectors, words_in_place
from bot.network import NOTHING, Network
from bot.plain import LONG, NUMBER
from bot.spelling import Spelling
from reading.normal import fold_kana

NO_SIGNS = {" ", NUMBER, LONG}
_PIECE = 1_024  # texts
_ARRAYS = ("rarity", "slopes", "offsets")
_NETWORKS, _PARTS = ("first", "second"), tuple(one.name for one in fields(Network))

Seen = Tuple[Features, np.ndarray]  # what a text says, and its vector


def see(texts: Sequence[str], spelling: Spelling) -> List[Seen]:
    """What the model sees of each of `texts`; the vectors of many are made on all cores, beside the rest."""
    settled_texts = [settled(text, spelling) for text in texts]
    if len(texts) <= _PIECE:
        return list(zip(_said(settled_texts, texts), vectors(settled_texts), strict=True))
    # A process that only waits for its vectors could as well look at the words meanwhile.
    with ThreadPoolExecutor(1) as beside:
        meant = beside.submit(_vectors_on_all_cores, settled_texts)
        said = _said(settled_texts, texts)
        return list(zip(said, meant.result(), strict=True))


def _said(settled_texts: Sequence[str], texts: Sequence[str]) -> List[Features]:
    return [features(bare, named_in(text)) for bare, text in zip(settled_texts, texts, strict=True)]


def _vectors_on_all_cores(settled_texts: Sequence[str]) -> np.ndarray:
    from joblib import Parallel, delayed  # only training needs it

    # Pieces of one size, however many cores there are: an encoder's sums depend on what it sums together.
    pieces = [settled_texts[start : start + _PIECE] for start in range(0, len(settled_texts), _PIECE)]
    return np.concatenate(Parallel(n_jobs=-1)(delayed(vectors)(piece) for piece in pieces))


@dataclass(frozen=True)
class Settings:
    """Of the part that reads words: `strength`, the regression's C, and `weights`, norms of feature groups.

    `meaning` is the say of the part that reads meaning beside the words' one.
    `sharpness` makes probabilities of the sum of both: without it they would be too sure or too shy.
    `sure` is the probability from which on a guess by the first encoder alone stands.
    """

    strength: float
    weights: Mapping[str, float]
    meaning: float = 1.0
    sharpness: float = 1.0
    sure: float = 1.0


@dataclass(frozen=True)
class IntentModel:
    """Ranks intents for a text; the same examples give the same model, bit for bit.

    `columns` numbers the features by `group:name`; `rarity` has a value per column; `slopes` a row per column
    (so that a message touches few rows) of a value per intent; `offsets` a value per intent. `first` reads
    what the first encoder of `bot.meaning` makes of a text, `second` the vectors of both.
    """

    settings: Settings
    spelling: Spelling
    columns: Mapping[str, int]
    rarity: np.ndarray
    intents: Sequence[str] = ()
    slopes: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    offsets: np.ndarray = field(default_factory=lambda: np.zeros(0))
    first: Network = NOTHING
    second: Network = NOTHING

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], settings: Settings) -> "IntentModel":
        """A model of the `texts` of examples and their `intents`; neither may be empty."""
        spelling = Spelling.learn(texts)
        return cls.of_seen(see(texts, spelling), intents, settings, spelling)

    @classmethod
    def of_seen(
        cls, seen: Sequence[Seen], intents: Sequence[str], settings: Settings, spelling: Spelling
    ) -> "IntentModel":
        """A model of examples as `see` gives them."""
        from bot.regression import parts  # only training needs scikit-learn
        from bot.table import tabled

        columns, rarity, words = tabled([said for said, _ in seen], settings.weights)
        meant = np.array([vector for _, vector in seen])
        names, (slopes, offsets), networks = parts(words, meant, intents, settings.strength)
        return cls(settings, spelling, columns, rarity, names, slopes, offsets, *networks)

    def rank(self, text: str) -> List[Tuple[str, float]]:
        """Every intent with its probability, the likeliest first; equal ones by name."""
        bare = settled(text, self.spelling)
        sentence = sentences([bare])
        return self._ranked(
            features(bare, named_in(text)), sentence, lambda: np.hstack([sentence, words_in_place([bare])])
        )

    def rank_seen(self, seen: Seen) -> List[Tuple[str, float]]:
        """As `rank`, for a text as `see` gives it."""
        said, vector = seen
        return self._ranked(said, vector[None, :SENTENCE], lambda: vector[None])

    def _ranked(
        self, said: Features, sentence: np.ndarray, whole: Callable[[], np.ndarray]
    ) -> List[Tuple[str, float]]:
        """The ranking; `whole` is only asked for the whole vector where the first encoder leaves doubt."""
        used, values = self._row(said)
        words = values @ self.slopes[used] + self.offsets
        chances = self._chances(words + self.first.scores(sentence)[0] * self.settings.meaning)
        if chances.max() < self.settings.sure:
            chances = self._chances(words + self.second.scores(whole())[0] * self.settings.meaning)
        return sorted(
            zip(self.intents, map(float, chances), strict=True), key=lambda pair: (-pair[1], pair[0])
        )

    def _chances(self, scores: np.ndarray) -> np.ndarray:
        chances = np.exp((scores - scores.max()) * self.settings.sharpness)
        return np.asarray(chances / chances.sum())

    def knows(self, text: str) -> bool:
        """Whether most of the signs of a text, blanks and numbers aside, stand in any example.

        Of the others the model knows nothing: what it ranks first there is chance, however sure it sounds.
        """
        signs = set(fold_kana(settled(text, self.spelling))) - NO_SIGNS
        known = sum("letters:" + sign in self.columns for sign in signs)
        return known * 2 > len(signs)

    def save(self, folder: Path) -> None:
        """Write the model into `folder` as two files, `model.json` and `model.npz`."""
        names = sorted(self.columns, key=self.columns.__getitem__)
        facts = {
            "intents": self.intents,
            "columns": names,
            "settings": asdict(self.settings),
            "spelling": asdict(self.spelling),
        }
        (folder / "model.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        for network in _NETWORKS:
            arrays |= {f"{network}_{name}": getattr(getattr(self, network), name) for name in _PARTS}
        np.savez(folder / "model.npz", **arrays)

    @classmethod
    def read(cls, folder: Path) -> "IntentModel":
        """The model that `save` wrote into `folder`."""
        facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        columns = {name: index for index, name in enumerate(facts["columns"])}
        with np.load(folder / "model.npz") as arrays:
            values = {name: arrays[name] for name in _ARRAYS}
            for network in _NETWORKS:
                values[network] = Network(*(arrays[f"{network}_{name}"] for name in _PARTS))
        settings, spelling = Settings(**facts["settings"]), Spelling(**facts["spelling"])
        return cls(settings, spelling, columns, intents=facts["intents"], **values)

    def _row(self, message: Features) -> Tuple[np.ndarray, np.ndarray]:
        """Columns and values of a message: each group has the length that its weight says."""
        used: List[int] = []
        values: List[float] = []
        for group, weight in self.settings.weights.items():
            counts = _known(message[group], group, self.columns)
            raw = (1 + np.log(list(counts.values()))) * self.rarity[list(counts)] if counts else np.zeros(0)
            length = float(np.sqrt((raw**2).sum())) or 1.0
            used += counts
            values += (raw * weight / length).tolist()
        return np.array(used, dtype=np.int64), np.array(values)


def _known(names: Sequence[str], group: str, columns: Mapping[str, int]) -> Dict[int, int]:
    found = Counter(columns.get(group + ":" + name, -1) for name in names)
    return {column: count for column, count in sorted(found.items()) if column >= 0}
