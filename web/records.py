"""What the gateway keeps: conversations, their items, and the answers to what was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

type Language = Literal["ja", "en"]
type Role = Literal["customer", "bot", "agent"]
type Block = dict[str, object]
"""One block of a reply, finished by the bot; passed on as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation; `customer_id` is None for a guest."""

    id: str
    language: Language
    customer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an item says, `at` in milliseconds since 1970; `text`, `choice` or `replies` is given.

    `turn` is the bot's turn that a new item comes of, None where we say it ourselves.
    """

    role: Role
    at: int
    language: Language
    text: str | None = None
    choice: str | None = None
    replies: tuple[Block, ...] | None = None
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a conversation, numbered from 1."""

    seq: int
    content: Content

    def as_json(self) -> dict[str, object]:
        """The item as the history and the event stream show it."""
        it = self.content
        at = datetime.fromtimestamp(it.at / 1000, UTC).isoformat(timespec="milliseconds")
        said: dict[str, object] = {"text": it.text, "choice": it.choice}
        if it.replies is not None:
            said["replies"] = list(it.replies)
        head = {"seq": self.seq, "role": it.role, "at": at, "language": it.language}
        return head | {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message is answered with; `seq` is the bot's item."""

    seq: int
    language: Language
    replies: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """A message that is already known; `answer` is None while its turn is under way."""

    digest: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one turn to a conversation, until `until` (milliseconds since 1970)."""

    holder: str
    until: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that has begun: the customer's item is stored. `language` is the conversation's by now.

    `heard` is the turn whose reply the customer has had last from the bot, "" if none. `opened` are the
    orders that codes have opened in the conversation. `left_person`: by this message the customer has left
    the person who had the conversation; `with_person`: it is the person's, but has a code for us.
    """

    language: Language
    heard: str = ""
    opened: tuple[str, ...] = ()
    left_person: bool = False
    with_person: bool = False
