"""One message of a customer, as the bot has read it."""

from dataclasses import dataclass
from datetime import datetime

FALLBACK = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Message:
    """What was typed or pressed. `ranking` holds the model's intents, likeliest first, without the fallback.

    `choice` is the payload of a pressed button and then counts alone. `now` is aware. `language` is what the
    conversation was opened in, until a message shows another. `confidence` in `intent` is the model's.
    `can` names what the gateway is able to do; `opened` is the order that a code by mail has just opened:
    then there is no text. `person_at` is when a person is there, None where one is now.
    """

    text: str
    intent: str
    ranking: tuple[str, ...]
    now: datetime
    language: str
    choice: str | None = None
    can: frozenset[str] = frozenset()
    opened: str | None = None
    person_at: datetime | None = None
    confidence: float = 1.0
    chances: tuple[float, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether the model would act on its guess."""
        return self.intent != FALLBACK
