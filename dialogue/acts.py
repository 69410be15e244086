"""What a turn wants done by the gateway, beside what it says: shown to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SEND_CODE = "send_code"
HAND_OVER = "hand_over"  # `reason`, and a `brief` of what is known
FILE_CANCELLATION = "file_cancellation"  # `order_number`; the action does it itself, and says what came of it


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do, by a name that the gateway knows; `values` are plain JSON."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The act as it travels: its name under `act`, its values beside it."""
        return {"act": self.name, **self.values}
