"""Says `nlu_fallback` where the model is not sure enough for the bot to act on its guess."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.language import LANGUAGE

NOT_SURE = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent, IntentClassifier):
    """One threshold per language, one for texts without a language.

    The ranking behind it stays as it is, so that the action can offer the likeliest wishes.
    """

    def __init__(self, thresholds: Dict[str, float]) -> None:
        self._thresholds = thresholds

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Probabilities below which a guess counts as none; `none` is for texts without a language."""
        return {"ja": 0.5, "en": 0.5, "none": 0.5}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Doubt":
        """Rasa's constructor."""
        return cls({language: config[language] for language in ("ja", "en", "none")})

    def process(self, messages: List[Message]) -> List[Message]:
        """Replace a doubtful intent, and give a text that is none at all the same answer."""
        for message in messages:
            guess = message.get(INTENT) or {"confidence": 0.0}
            threshold = self._thresholds[message.get(LANGUAGE) or "none"]
            if not message.get(TEXT) or guess["confidence"] < threshold:
                message.set(INTENT, {"name": NOT_SURE, "confidence": guess["confidence"]}, add_to_output=True)
        return messages
