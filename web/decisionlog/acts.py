"""The acts of the log: what a turn tells of its decisions and of what was heard, written with its reply."""

from __future__ import annotations

from sqlalchemy import Connection

from web.acts import Act, Doing, Handler
from web.decisionlog.store import note_decision, note_heard

DECIDED, HEARD = "decided", "heard"


class _Written:
    """What is never refused."""

    async def refusal(self, doing: Doing, act: Act) -> str | None:
        """None: it says nothing to anyone."""
        del doing, act
        return None


class LogDecision(_Written):
    """Does `decided`: a line of the log."""

    def apply(self, connection: Connection, doing: Doing, act: Act) -> None:
        """Write the line. Raises `ActFailed` for an act of another shape."""
        note_decision(connection, doing, act)


class NoteHeard(_Written):
    """Does `heard`: what the model made of the message."""

    def apply(self, connection: Connection, doing: Doing, act: Act) -> None:
        """Write it. Raises `ActFailed` for an act of another shape."""
        note_heard(connection, doing, act)


def logging_acts() -> dict[str, Handler]:
    """Both handlers by the names of their acts."""
    return {DECIDED: LogDecision(), HEARD: NoteHeard()}
