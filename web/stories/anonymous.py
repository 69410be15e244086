"""Order numbers and names of a conversation replaced, everywhere alike, by ones that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reading import canonical_number, mask, order_numbers

CUSTOMER = "customer-1"
_DIGIT = re.compile(r"[0-9]")
_PARTLY = 4
"""Digits at the end of a number by which customers name an order."""


class Alias:
    """Replaces each order number by one of the same shape; the customer's own come first."""

    def __init__(self, numbers: Sequence[str] = ()) -> None:
        self._taken: dict[str, str] = {}
        for number in numbers:
            self.number(number)

    def number(self, number: str) -> str:
        """The number that stands for `number`, however that is typed."""
        name = canonical_number(number)
        if name not in self._taken:
            self._taken[name] = _another(name, len(self._taken) + 1)
        return self._taken[name]

    def text(self, text: str) -> str:
        """A text with its order numbers replaced, their ends too, and personal data masked."""
        masked = mask(text)
        for found in sorted(order_numbers(masked), key=lambda one: one.start, reverse=True):
            masked = masked[: found.start] + self.number(str(found.value)) + masked[found.end :]
        for number, other in self._taken.items():
            end, new_end = _end(number), _end(other)
            masked = re.sub(rf"(?<![0-9-]){end}(?![0-9-])", new_end, masked) if end else masked
        return masked

    def payload(self, payload: str) -> str:
        """A button's payload with the order numbers that it names replaced."""
        for number, other in self._taken.items():
            payload = payload.replace(number, other)
        return payload


def _another(number: str, count: int) -> str:
    """Each digit by another one: the count's own, repeated; a first digit stays, as shops are told by it."""
    digits = f"{count:02}" * len(number)
    place = iter(digits)
    head, rest = number[:3], number[3:]
    return head + _DIGIT.sub(lambda _: next(place), rest)


def _end(number: str) -> str:
    digits = "".join(_DIGIT.findall(number))
    return digits[-_PARTLY:] if len(digits) > _PARTLY else ""
