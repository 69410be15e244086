"""Candidates that Rasa itself trains: the pipeline that `rasa init` 3.6 writes, and DIET over our tokens."""

import asyncio
import tempfile
from pathlib import Path

import yaml

from bench.nlu.candidates import Ensemble, Ours
from bot.content import ROOT

EPOCHS = 100  # as `rasa init` writes it

DEFAULT = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "constrain_similarities": True, "random_seed": 0},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


class Rasa:
    """A model that Rasa trains from a pipeline and loads again."""

    def __init__(self, texts, intents, pipeline, epochs):
        from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`
        from rasa.model_training import train_nlu  # noqa: PLC0415

        with tempfile.TemporaryDirectory() as folder:
            config, examples = Path(folder) / "config.yml", Path(folder) / "nlu.yml"
            steps = [{**one, "epochs": epochs} if "DIET" in one["name"] else one for one in pipeline]
            config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "en", "pipeline": steps}))
            examples.write_text(_as_data(texts, intents), encoding="utf-8")
            model = train_nlu(str(config), str(examples), folder, domain=str(ROOT / "domain.yml"))
            self._size = Path(model).stat().st_size / 1e6
            self.agent = Agent.load(model)
        self._loop = asyncio.new_event_loop()

    def rank(self, text):
        parse = self._loop.run_until_complete(self.agent.parse_message(text))
        named = [one for one in parse["intent_ranking"] if one["name"] != "nlu_fallback"]
        return [(one["name"], one["confidence"]) for one in named]

    def megabytes(self):
        return self._size


def _as_data(texts, intents):
    blocks = {}
    for text, intent in zip(texts, intents, strict=True):
        blocks.setdefault(intent, []).append(
            "- " + " ".join(text.split()).replace("[", "(").replace("]", ")")
        )
    nlu = [{"intent": intent, "examples": "\n".join(lines) + "\n"} for intent, lines in blocks.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)


def rasa_candidates(epochs=EPOCHS):
    """By name; `epochs` of DIET."""

    def default(texts, intents):
        return Rasa(texts, intents, DEFAULT, epochs)

    def with_ours(texts, intents):
        return Ensemble(Ours(texts, intents, 1.0), default(texts, intents))

    return {"Rasa's default": default, "ours + DIET": with_ours}
