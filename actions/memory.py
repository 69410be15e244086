"""What the dialogue remembers from turn to turn: the state after the turn whose reply the customer has had.

A reply may be lost on its way, with a gateway that dies or waits no longer. Then the customer goes on from
the reply before it: a "yes" must never count for a question that nobody has seen. So two states are kept.
"""

from collections.abc import Mapping
from typing import Any

from dialogue import State

TURN, BEFORE = "turn", "before"


def recalled(slot: object, heard: str | None) -> Mapping[str, Any]:
    """What of `slot` was remembered when the turn `heard` was answered; its newest where that is unknown.

    `heard` is "" before the first reply, and None where the gateway does not say.
    """
    newest = slot if isinstance(slot, Mapping) else {}
    before = newest.get(BEFORE)
    if heard is None or heard == newest.get(TURN, "") or not isinstance(before, Mapping):
        return newest
    return before if heard == before.get(TURN, "") else newest


def remembered(state: State, turn: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """The slot after `turn` has made `state` out of what was recalled as `before`."""
    kept = {name: value for name, value in before.items() if value and name != BEFORE}  # defaults are empty
    return {**state.to_json(), TURN: turn, BEFORE: kept}
