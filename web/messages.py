"""What a customer may send, and the form of it that is stored and that the bot sees."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass

from reading import mask
from web.codes.hearing import TypedCode

LONGEST_TEXT = 4000
"""Characters (code points)."""
_NOTHING = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Unicode's categories of control and format characters and of white space."""
SLASH, PLAIN_SLASH = "/", "／"
CHOICE_TEXT = "choice"
"""What the bot is told in place of a text where a button was pressed; the payload goes beside it."""


@dataclass(frozen=True, slots=True)
class CustomerMessage:
    """One message under the client's own id; `text` (personal data masked) or `choice` is given.

    A choice that was not offered is masked as a text is (`web.choices`). `code` is what a text
    says that is taken for a code by mail: then the bot does not see it.
    """

    id: str
    text: str | None = None
    choice: str | None = None
    code: TypedCode | None = None

    @property
    def digest(self) -> str:
        """A hash that tells two bodies under one id apart; made of what is masked, so of nobody's data."""
        choice = None if self.choice is None else mask(self.choice)
        return hashlib.sha256(json.dumps([self.text, choice]).encode()).hexdigest()

    @property
    def stored_text(self) -> str | None:
        """The text as the history has it: without a code."""
        return self.text if self.code is None else self.code.masked

    @property
    def bot_text(self) -> str:
        """The text that the bot reads, never one of its own commands."""
        return CHOICE_TEXT if self.text is None else without_command(self.text)


def customer_message(client_message_id: str, text: str | None, choice: str | None) -> CustomerMessage:
    """The message as it is stored: masked, and without NUL, which PostgreSQL cannot keep."""
    return CustomerMessage(
        id=client_message_id.lower(),
        text=None if text is None else mask(text.replace("\0", " ")),
        choice=None if choice is None else choice.replace("\0", " "),
    )


def problem_of_text(text: str) -> str | None:
    """Why `text` is no message, or None where it is one."""
    if not 1 <= len(text) <= LONGEST_TEXT:
        return f"`text` has {len(text)} characters: 1 to {LONGEST_TEXT} are allowed"
    if all(_is_nothing(character) for character in text):
        return "`text` has nothing to read: one character that is no white space, control or format is needed"
    return None


def without_command(text: str) -> str:
    """`text` with a leading `/` made full width: Rasa takes what begins with `/` for a command.

    Rasa looks after stripping white space; what nobody sees (zero width, control) is looked through as well.
    """
    for place, character in enumerate(text):
        if character == SLASH:
            return text[:place] + PLAIN_SLASH + text[place + 1 :]
        if not _is_nothing(character):
            break
    return text


def _is_nothing(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _NOTHING
