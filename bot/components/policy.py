"""The one rule of the bot as a policy: every message gets its turn, then the bot listens."""

from typing import Any, Dict, List, Optional

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

ACTION = "action_turn"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TurnPolicy(Policy):
    """Message, `action_turn`, listen: whatever the intent, also where the model is in doubt.

    Rasa's own RulePolicy would need a rule per intent and featurises the whole session twice a turn for them.

    Every event of a session is loaded, replayed and sent to the action server in each of its turns, so that
    the hundredth turn would cost many times the first. Therefore each turn ends with the start of a new
    session: the next one finds the slots' present values and nothing else. (Rasa's own session start would
    carry along every value that a slot has ever had.)
    """

    @staticmethod
    def supported_data() -> SupportedData:
        """Rasa trains no dialogue without data: one rule in `data/rules.yml` stands for all intents."""
        return SupportedData.RULE_DATA

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Rasa wants every policy to have a priority, this only one too."""
        return {"priority": 1}

    def train(self, training_trackers: List[Any], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The action after a message, and listening after the action."""
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            return PolicyPrediction.for_action_name(domain, ACTION, "TurnPolicy")
        prediction = PolicyPrediction.for_action_name(domain, ACTION_LISTEN_NAME, "TurnPolicy")
        prediction.events = _new_session(tracker)
        return prediction


def _new_session(tracker: DialogueStateTracker) -> List[Event]:
    """A session's start with the present value of every slot that has one."""
    slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
    return [SessionStarted(), *slots]
