"""The one action: gather what a turn needs, call the pure `turn`, apply what it says."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.filing import Filer
from actions.heard import with_what_was_heard
from actions.memory import recalled, remembered
from actions.tokens import OnceOnly
from dialogue import Kit, Message, State, Turn, filed, turn
from dialogue.acts import FILE_CANCELLATION
from dialogue.message import FALLBACK
from orders.access import TurnToken, TurnTokenError, verify_turn
from orders.store import OrderStore

log = logging.getLogger("actions")


@dataclass(frozen=True)
class Shop:
    """What the action works with: rules and words, the orders, the gateway's key, and a clock.

    `filer` is who files cancellations; None where the shop takes none from us.
    """

    kit: Kit
    orders: OrderStore
    key: str
    clock: Callable[[], datetime]
    seen: OnceOnly
    filer: Filer | None = None

    @property
    def can(self) -> frozenset[str]:
        """What may be offered beside what the gateway is able to do."""
        return frozenset() if self.filer is None else frozenset({FILE_CANCELLATION})


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
        before = recalled(tracker.get_slot("state"), token.heard)
        result = self._turn(State.from_json(before), self._message(heard, metadata, token), token)
        told = with_what_was_heard((*result.acts, *result.decided), heard, tracker.events)
        dispatcher.utter_message(json_message=_marker(token.jti, result, told))
        state = remembered(result.state, token.jti, before)
        return [SlotSet("state", state), SlotSet("language", result.language)]

    def _turn(self, state: State, message: Message, token: TurnToken) -> Turn:
        """The turn, with the filing that it may ask for in its middle."""
        orders = self._orders(token)
        result = turn(self._shop.kit, state, message, orders)
        to_file = {act.values["order_number"] for act in result.acts if act.name == FILE_CANCELLATION}
        if not to_file or self._shop.filer is None:
            return result
        order = next(order for order in orders if order.order_number in to_file)
        outcome = self._shop.filer.file(order, message.now)
        return filed(self._shop.kit, result, message, self._orders(token), outcome)

    def _orders(self, token: TurnToken) -> Any:
        """The customer's own orders and those that codes by mail have opened; None for a guest without."""
        own = () if token.sub is None else self._shop.orders.of_customer(token.sub)
        opened = self._shop.orders.of_numbers(token.orders) if token.orders else ()
        if token.sub is None and not opened:
            return None
        numbers = {order.order_number for order in own}
        return (*own, *(order for order in opened if order.order_number not in numbers))

    def _message(self, heard: Mapping[str, Any], metadata: Mapping[str, Any], token: TurnToken) -> Message:
        guesses = [
            (guess.get("name"), float(guess.get("confidence") or 0.0))
            for guess in heard.get("intent_ranking") or ()
        ]
        ranked = [(name, chance) for name, chance in guesses if name and name != FALLBACK]
        return Message(
            text=heard.get("text") or "",
            intent=(heard.get("intent") or {}).get("name") or FALLBACK,
            ranking=tuple(name for name, _ in ranked),
            chances=tuple(chance for _, chance in ranked),
            now=token.now or self._shop.clock(),
            language=token.lang,
            choice=metadata.get("choice"),
            can=token.can | self._shop.can,
            opened=token.opened,
            person_at=token.person_at,
            confidence=float((heard.get("intent") or {}).get("confidence") or 0.0),
        )


def _marker(turn_id: str, result: Turn, acts: list[dict[str, Any]]) -> dict[str, Any]:
    """The one custom message of a turn: by its id the gateway knows the reply, and what it is to do."""
    told = {"acts": acts} if acts else {}
    return {"turn": turn_id, "language": result.language, "blocks": list(result.blocks), **told}
