"""What a button carries: passed on as it was offered; what somebody made up is masked as a text is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reading import mask
from web.messages import CustomerMessage
from web.store import ConversationStore


def with_offered_choice(
    store: ConversationStore, conversation_id: str, message: CustomerMessage, choice: str
) -> CustomerMessage:
    """`message`, with its `choice` masked unless the conversation offers it. May block.

    The conversation is read only where something would be masked: a shop's order number may look like a
    telephone's, and must come back as it was shown.
    """
    masked = mask(choice)
    if masked == choice or choice in _offered(store, conversation_id):
        return message
    return replace(message, choice=masked)


def _offered(store: ConversationStore, conversation_id: str) -> Iterator[str]:
    for item in store.history(conversation_id):
        for block in item.content.replies or ():
            choices = block.get("choices")
            for choice in choices if isinstance(choices, list) else ():
                yield str(choice.get("payload"))
