"""The intent of a message, by the model of `bot.model`."""

import os
from dataclasses import fields
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content import EXAMPLES
from bot.examples import load_examples
from bot.model import IntentModel, Settings

_RANKED = 5
SETTINGS = tuple(one.name for one in fields(Settings))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(GraphComponent, IntentClassifier):
    """Logistic regression over what a text says and means; its settings stand in `config.yml`."""

    def __init__(
        self,
        settings: Settings,
        storage: ModelStorage,
        resource: Resource,
        model: Optional[IntentModel] = None,
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Only names that Rasa lets a config file set; there are no values but the file's."""
        return dict.fromkeys(SETTINGS)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentReader":
        """Rasa's constructor for training."""
        settings = Settings(**{name: config[name] for name in SETTINGS})
        return cls(settings, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentReader":
        """Rasa's constructor for answering: the trained model is read from its storage."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.read(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model to the examples and store it."""
        texts, intents = _examples(training_data)
        self._model = IntentModel.fit(texts, intents, self._settings)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Write the likeliest intent and the first few of the ranking, with their probabilities."""
        for message in messages:
            if self._model is not None and message.get(TEXT):
                text = message.get(TEXT)
                named = [{"name": name, "confidence": chance} for name, chance in self._model.rank(text)]
                sure = named[0]["confidence"] if self._model.knows(text) else 0.0
                message.set(INTENT, {**named[0], "confidence": sure}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, named[:_RANKED], add_to_output=True)
        return messages


def _examples(training_data: TrainingData) -> Tuple[List[str], List[str]]:
    """Texts and intents: of the project that `bot.train` names, else what Rasa itself has loaded."""
    root = os.environ.get(EXAMPLES)
    if root:
        learnt = load_examples(Path(root))
        return [one.text for one in learnt], [one.intent for one in learnt]
    messages = [one for one in training_data.intent_examples if one.get(TEXT)]
    return [one.get(TEXT) for one in messages], [one.get(INTENT) for one in messages]
