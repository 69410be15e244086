"""What the model makes of examples that it has not learnt: training in folds."""

import random
from typing import List, Sequence, Tuple

from rasa.shared.utils.io import read_yaml

from bot.content import ROOT
from bot.examples import Example
from bot.model import IntentModel, Settings, see
from bot.spelling import Spelling

Ranking = List[Tuple[str, float]]
_SEED = 0


def present_settings() -> Settings:
    """The settings that `bot/config.yml` gives the intent model."""
    pipeline = read_yaml((ROOT / "bot" / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    (own,) = (one for one in pipeline if one["name"].endswith(".IntentReader"))
    return Settings(**{name: value for name, value in own.items() if name != "name"})


def out_of_fold(examples: Sequence[Example], folds: int) -> List[Ranking]:
    """For each example the ranking of a model that learnt the other folds; the folds are always the same.

    Spellings are learnt from all examples.
    """
    spelling = Spelling.learn([one.text for one in examples])
    seen = see([one.text for one in examples], spelling)
    settings = present_settings()
    order = list(range(len(examples)))
    random.Random(_SEED).shuffle(order)  # noqa: S311 # no secret
    order.sort(key=lambda index: (examples[index].language, examples[index].intent))  # alike in every fold
    ranked: List[Ranking] = [[] for _ in examples]
    for fold in range(folds):
        held = set(order[fold::folds])
        learnt = [index for index in range(len(examples)) if index not in held]
        model = IntentModel.of_seen(
            [seen[index] for index in learnt],
            [examples[index].intent for index in learnt],
            settings,
            spelling,
        )
        for index in held:
            ranked[index] = model.rank_seen(seen[index])
    return ranked
