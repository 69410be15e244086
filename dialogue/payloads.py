"""Payloads of buttons: what pressing one means, as a short text that travels through the widget and back."""

import json
from dataclasses import dataclass
from typing import Any

FILE, FILE_NOW, FILE_NOT = "file", "file_now", "file_not"
HAND_OVER, BOT = "hand_over", "bot"
ENTRY = "entry"  # of the FAQ
MAIL_CODE = "mail_code"
ORDER, OTHER_NUMBER, LINE, FACT, UNKNOWN, WISH, PERSON, NONE_OF_THESE, DENY, RESUME = (
    "order",
    "other",
    "line",
    "fact",
    "unknown",
    "wish",
    "person",
    "none",
    "deny",
    "resume",
)


@dataclass(frozen=True, slots=True)
class Payload:
    """What a button means: its kind, a name (an order number, a fact, an intent, an entry) and a value."""

    kind: str
    name: str = ""
    value: Any = None

    def __str__(self) -> str:
        return "/".join([self.kind, self.name, json.dumps(self.value)])


def parse(text: str) -> Payload:
    """The payload that `text` writes; only for texts that were offered."""
    kind, name, value = text.split("/", 2)
    return Payload(kind, name, json.loads(value))
