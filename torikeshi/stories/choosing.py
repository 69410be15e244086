"""Which stories `-k` chooses: words joined by `and`, `or`, `not` and brackets, as pytest has them."""

from __future__ import annotations

import re
from collections.abc import Callable

from torikeshi.errors import UserError

_TOKEN = re.compile(r"\s*(\(|\)|[^\s()]+)")
type Chosen = Callable[[str], bool]


def chooser(expression: str) -> Chosen:
    """Whether a name is chosen: a word chooses what it is a part of, in any case. Raises `UserError`."""
    tokens = _TOKEN.findall(expression)
    reader = _Reader(tokens, expression)
    chosen = reader.either()
    reader.end()
    return lambda name: chosen(name.casefold())


class _Reader:
    def __init__(self, tokens: list[str], expression: str) -> None:
        self._tokens, self._expression = tokens, expression

    def either(self) -> Chosen:
        left = self._both()
        while self._take("or"):
            left = _any_of(left, self._both())
        return left

    def _both(self) -> Chosen:
        left = self._one()
        while self._take("and"):
            left = _all_of(left, self._one())
        return left

    def _one(self) -> Chosen:
        if self._take("not"):
            inner = self._one()
            return lambda name: not inner(name)
        if self._take("("):
            inner = self.either()
            if not self._take(")"):
                raise self._wrong("a bracket is not closed")
            return inner
        if not self._tokens or self._tokens[0] in (")", "and", "or"):
            raise self._wrong("a word is missing")
        word = self._tokens.pop(0).casefold()
        return lambda name: word in name

    def end(self) -> None:
        if self._tokens:
            raise self._wrong(f"`{self._tokens[0]}` stands where `and` or `or` is needed")

    def _take(self, token: str) -> bool:
        if self._tokens[:1] == [token]:
            self._tokens.pop(0)
            return True
        return False

    def _wrong(self, why: str) -> UserError:
        message = (
            f"`-k` is `{self._expression}`: {why}; words with `and`, `or`, `not` and brackets are allowed"
        )
        return UserError(message, status=2)


def _any_of(left: Chosen, right: Chosen) -> Chosen:
    return lambda name: left(name) or right(name)


def _all_of(left: Chosen, right: Chosen) -> Chosen:
    return lambda name: left(name) and right(name)
