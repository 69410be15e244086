"""Whether a message is a code that its conversation waits for."""

from __future__ import annotations

from dataclasses import replace

from web.codes.hearing import typed_code
from web.codes.store import Codes
from web.messages import CustomerMessage
from web.moments import milliseconds


def with_code(codes: Codes, conversation_id: str, message: CustomerMessage) -> CustomerMessage:
    """`message`, with the code that it is taken for if there is one. May block."""
    found = typed_code(message.text) if message.text is not None else None
    if found is None or not codes.awaits(conversation_id, found.digits, milliseconds()):
        return message
    return replace(message, code=found)
