"""Which language a conversation is in, where the bot has not said so."""

from __future__ import annotations

from reading import asked_language, language_of
from web.records import Language

DEFAULT: Language = "ja"


def accepted_language(header: str | None) -> Language:
    """The one of our languages that `Accept-Language` likes best; Japanese where it likes none."""
    best, liking = DEFAULT, 0.0
    for entry in (header or "").split(","):
        tag, _, parameters = entry.strip().partition(";")
        quality = _quality(parameters)
        primary = tag.strip().lower().split("-")[0]
        language: Language | None = "ja" if primary == "ja" else "en" if primary == "en" else None
        if language is not None and quality > liking:
            best, liking = language, quality
    return best


def spoken_language(text: str) -> Language | None:
    """The language that `text` asks for or is written in; None if it has none (a number, an emoji)."""
    spoken = asked_language(text) or language_of(text)
    return "ja" if spoken == "ja" else "en" if spoken == "en" else None


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0
