"""What a turn of the bot wants done beside its reply, and who does it: a handler by the act's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection

from web.records import Conversation, Language


class ActFailed(RuntimeError):
    """An act cannot be done, and so its reply must not be said; the message is a reason for the log."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do; `values` come from the bot and are checked by whoever does it."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """For whom an act is done: the conversation, the reply's language, from where the message came and when.

    `address` is the caller's network address, `at` real time in milliseconds since 1970, `seq` the number of
    the reply, 0 until it is stored.
    """

    conversation: Conversation
    language: Language
    address: str
    at: int
    seq: int = 0


class Handler(Protocol):
    """Does one kind of act."""

    async def refusal(self, doing: Doing, act: Act) -> str | None:
        """The name of the wording that is said in place of the reply if this is too much now, else None."""

    def apply(self, connection: Connection, doing: Doing, act: Act) -> None:
        """Do it, in the transaction that stores the reply. Raises `ActFailed`; then neither is stored."""


class Acts:
    """The handlers by name."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = dict(handlers)

    async def refusal(self, doing: Doing, acts: Iterable[Act]) -> str | None:
        """The first refusal of these acts. Raises `ActFailed` for one that nobody here does."""
        for act in acts:
            said = await self._handler(act).refusal(doing, act)
            if said is not None:
                return said
        return None

    def apply(self, connection: Connection, doing: Doing, acts: Iterable[Act]) -> None:
        """Do all of them. Raises `ActFailed`."""
        for act in acts:
            self._handler(act).apply(connection, doing, act)

    def _handler(self, act: Act) -> Handler:
        if act.name not in self._handlers:
            raise ActFailed("an act that nobody does")
        return self._handlers[act.name]
