"""The intent model: tf-idf per feature group and logistic regression, as plain arrays."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix

from bot.features import Features

NO_SIGNS = (" ", "#")


@dataclass(frozen=True)
class Settings:
    """`strength`: the regression's C; `weights`: norms of the feature groups; `sharpness`: of the scores."""

    strength: float
    weights: Mapping[str, float]
    sharpness: float = 1.0


@dataclass(frozen=True)
class IntentModel:
    """Ranks intents for the features of a message; the same examples give the same model, bit for bit.

    `columns` numbers the features by `group:name`; `rarity` has a value per column; `slopes` a row per column
    (so that a message touches few rows) of a value per intent; `offsets` a value per intent.
    """

    settings: Settings
    columns: Mapping[str, int]
    rarity: np.ndarray
    intents: Sequence[str] = ()
    slopes: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    offsets: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def fit(cls, examples: Sequence[Features], intents: Sequence[str], settings: Settings) -> "IntentModel":
        """A model of `examples` and their `intents`; neither may be empty."""
        from sklearn.linear_model import LogisticRegression  # only training needs it

        untrained = cls(settings, *_columns(examples))
        # One regression per intent in its dual form: as good as the multinomial one and fifty times as fast,
        # columns being many and examples few.
        regression = LogisticRegression(
            C=settings.strength,
            solver="liblinear",
            dual=True,
            class_weight="balanced",
            tol=1e-2,
            random_state=0,
        )
        regression.fit(untrained._matrix(examples), list(intents))
        slopes = np.ascontiguousarray(regression.coef_.T.astype(np.float32))
        return replace(
            untrained, intents=regression.classes_.tolist(), slopes=slopes, offsets=regression.intercept_
        )

    def rank(self, message: Features) -> List[Tuple[str, float]]:
        """Every intent with its probability, the likeliest first; equal ones by name."""
        used, values = self._row(message)
        scores = (values @ self.slopes[used] + self.offsets) * self.settings.sharpness
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        return sorted(
            zip(self.intents, map(float, chances), strict=True), key=lambda pair: (-pair[1], pair[0])
        )

    def knows(self, message: Features) -> bool:
        """Whether most of the signs of a message, blanks and numbers aside, stand in any example.

        Of the others the model knows nothing: what it ranks first there is chance, however sure it sounds.
        """
        signs = {sign for sign in message["letters"] if len(sign) == 1 and sign not in NO_SIGNS}
        known = sum("letters:" + sign in self.columns for sign in signs)
        return known * 2 > len(signs)

    def save(self, folder: Path) -> None:
        """Write the model into `folder` as two files, `model.json` and `model.npz`."""
        names = sorted(self.columns, key=self.columns.__getitem__)
        facts = {"intents": self.intents, "columns": names, "settings": asdict(self.settings)}
        (folder / "model.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "model.npz", rarity=self.rarity, slopes=self.slopes, offsets=self.offsets)

    @classmethod
    def read(cls, folder: Path) -> "IntentModel":
        """The model that `save` wrote into `folder`."""
        facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        columns = {name: index for index, name in enumerate(facts["columns"])}
        with np.load(folder / "model.npz") as arrays:
            rarity, slopes, offsets = (arrays[name] for name in ("rarity", "slopes", "offsets"))
        return cls(Settings(**facts["settings"]), columns, rarity, facts["intents"], slopes, offsets)

    def _matrix(self, examples: Sequence[Features]) -> csr_matrix:
        rows = [self._row(example) for example in examples]
        ends = np.cumsum([0, *(len(used) for used, _ in rows)])
        used, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
        return csr_matrix((values, used, ends), shape=(len(rows), len(self.columns)))

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


def _columns(examples: Sequence[Features]) -> Tuple[Dict[str, int], np.ndarray]:
    """Columns by name in a fixed order, and the smoothed inverse document frequency of each."""
    seen = Counter(
        name
        for one in examples
        for group, names in one.items()
        for name in {group + ":" + each for each in names}
    )
    names = sorted(seen)
    counts = np.array([seen[name] for name in names], dtype=float)
    return {name: index for index, name in enumerate(names)}, np.log((1 + len(examples)) / (1 + counts)) + 1
