"""Writes the language of a message into its parse."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from reading import language_of

LANGUAGE = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageReader(GraphComponent):
    """Sets `language`: `ja`, `en`, or `None` where the message itself has none (a number, an emoji)."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageReader":
        """Rasa's constructor; nothing to configure."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Write the language of each message that has a text."""
        for message in messages:
            if message.get(TEXT):
                message.set(LANGUAGE, language_of(message.get(TEXT)), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: the intent model reads the examples for itself."""
        return training_data
