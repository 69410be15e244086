"""Rasa's REST channel without the syntax by which a message can set its own intent and entities."""

from typing import Optional

from rasa.core.channels.rest import RestInput
from sanic.request import Request


class PlainRest(RestInput):
    """Every message is ordinary text, also one that begins with `/`."""

    def _extract_message(self, req: Request) -> Optional[str]:
        text = super()._extract_message(req)
        if isinstance(text, str) and text.strip().startswith("/"):
            # The full-width sign reads the same and keeps all offsets.
            return text.replace("/", "／", 1)
        return text
