"""The one action: gather what a turn needs, call the pure `turn`, apply what it says."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.tokens import OnceOnly
from dialogue import Kit, Message, State, Turn, turn
from dialogue.message import FALLBACK
from orders.access import TurnToken, TurnTokenError, verify_turn
from orders.store import OrderStore

log = logging.getLogger("actions")


@dataclass(frozen=True)
class Shop:
    """What the action works with: rules and words, the orders, the gateway's key, and a clock."""

    kit: Kit
    orders: OrderStore
    key: str
    clock: Callable[[], datetime]
    seen: OnceOnly


class ActionTurn(Action):  # type: ignore[misc]  # rasa_sdk is untyped
    """Answers one message. Without a good turn token it says nothing, so the gateway knows it as failed."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_turn"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Says the reply as one custom message and remembers the state in the slots."""
        del domain
        heard = tracker.latest_message or {}
        metadata = heard.get("metadata") or {}
        try:
            token = verify_turn(str(metadata.get("turn")), self._shop.key)
        except TurnTokenError as error:
            log.warning("turn refused: %s", error)
            return []
        if token.conv != tracker.sender_id or not self._shop.seen.first(token.jti, token.exp):
            log.warning("turn refused: the token is of another conversation or was used before")
            return []
        state = State.from_json(tracker.get_slot("state"))
        result = turn(self._shop.kit, state, self._message(heard, metadata, token), self._orders(token))
        dispatcher.utter_message(json_message=_marker(token.jti, result))
        return [SlotSet("state", result.state.to_json()), SlotSet("language", result.language)]

    def _orders(self, token: TurnToken) -> Any:
        return None if token.sub is None else self._shop.orders.of_customer(token.sub)

    def _message(self, heard: Mapping[str, Any], metadata: Mapping[str, Any], token: TurnToken) -> Message:
        ranked = [guess.get("name") for guess in heard.get("intent_ranking") or ()]
        return Message(
            text=heard.get("text") or "",
            intent=(heard.get("intent") or {}).get("name") or FALLBACK,
            ranking=tuple(name for name in ranked if name and name != FALLBACK),
            now=token.now or self._shop.clock(),
            language=token.lang,
            choice=metadata.get("choice"),
            can=token.can,
        )


def _marker(turn_id: str, result: Turn) -> dict[str, Any]:
    """The one custom message of a turn: by its id the gateway knows the reply, and what it is to do."""
    acts = {"acts": [act.to_json() for act in result.acts]} if result.acts else {}
    return {"turn": turn_id, "language": result.language, "blocks": list(result.blocks), **acts}
