"""A bot whose every reply hands the conversation to a person."""

from __future__ import annotations

from typing import Any

NUMBER = "250-1111111-1111111"
BRIEF = {"order_number": NUMBER, "intent": "cancel_status", "decisions": []}


async def hands_over(message: dict[str, Any], turn: Any) -> Any:
    """Its answer to any message."""
    block = {"type": "text", "name": "handover.done", "text": "おつなぎしました", "language": "ja"}
    acts = [{"act": "hand_over", "reason": "asked", "brief": BRIEF}]
    custom = {"turn": turn.jti, "language": "ja", "blocks": [block], "acts": acts}
    return [{"recipient_id": message["sender"], "custom": custom}]
