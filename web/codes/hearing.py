"""Six digits in a message that may be a code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reading import order_numbers

MASK = "*"
_DIGITS = re.compile(r"(?<![0-9])(?<![0-9][-.,/:])[0-9](?:[ -]?[0-9]){5}(?![-.,/:]?[0-9])")
_CUE = re.compile(r"コード|暗証|認証|確認番号|\b(?:code|pin|passcode)\b", re.IGNORECASE)
_MOST_BESIDE = 12
"""Letters beside the digits where no word says that they are a code."""


@dataclass(frozen=True, slots=True)
class TypedCode:
    """Digits that may be a code, and the text without them."""

    digits: str
    masked: str


def typed_code(text: str) -> TypedCode | None:
    """The digits that may be a code: the only run of six, with little or a word for a code beside it."""
    form = "".join(_narrow(character) for character in text)  # one for one, so that places stay
    found = list(_DIGITS.finditer(form))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    if any(number.start < end and start < number.end for number in order_numbers(text)):
        return None
    beside = sum(character.isalnum() for character in form[:start] + form[end:])
    if beside > _MOST_BESIDE and not _CUE.search(form):
        return None
    digits = "".join(character for character in found[0].group() if character.isdigit())
    return TypedCode(digits, text[:start] + MASK * (end - start) + text[end:])


def _narrow(character: str) -> str:
    """The half-width form where it is one character; any dash as a hyphen, any space as a space."""
    if unicodedata.category(character) == "Pd" or character in "ー−":
        return "-"
    if character.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character
