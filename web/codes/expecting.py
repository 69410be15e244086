"""Whether a message is a code that its conversation waits for."""

from __future__ import annotations

from dataclasses import replace

from web.codes.hearing import TypedCode
from web.codes.store import Codes
from web.messages import CustomerMessage
from web.moments import milliseconds


def with_code(
    codes: Codes, conversation_id: str, message: CustomerMessage, typed: TypedCode
) -> CustomerMessage:
    """`message`, with what is typed in it if the conversation waits for such a code. May block."""
    awaited = codes.awaits(conversation_id, typed.digits, milliseconds())
    return replace(message, code=typed) if awaited else message
