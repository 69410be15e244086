"""Entities of a message, with canonical values and offsets into the text as written."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.features import entities_of


# Registered as a featurizer: examples have no annotations that an extractor could learn from.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EntityReader(GraphComponent):
    """Adds what `reading.entities` finds. Examples carry no annotations: lexicons read, no model does."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityReader":
        """Rasa's constructor; nothing to configure."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Write the entities of each message that has a text."""
        for message in messages:
            if message.get(TEXT):
                found = [
                    {
                        "entity": one.name,
                        "value": one.value,
                        "start": one.start,
                        "end": one.end,
                        "extractor": "reading",
                    }
                    for one in entities_of(message.get(TEXT))
                ]
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: the intent model reads the examples for itself."""
        return training_data
