"""File a cancellation: note it, send it, note what came of it; and send again what got no answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from orders.filing.book import FilingBook
from orders.filing.port import UNKNOWN, Desk, Outcome
from orders.model import Order


@dataclass(frozen=True, slots=True)
class Clocks:
    """`now` gives the instant that decisions go by, `milliseconds` real time since 1970."""

    now: Callable[[], datetime]
    milliseconds: Callable[[], int]


def file(book: FilingBook, desk: Desk, order: Order, clocks: Clocks) -> Outcome:
    """File the cancellation of all of `order`, which is as it was decided on; what came of it.

    It is noted before it is sent, so a process that dies on the way leaves something to be sent again, with
    the same key. Raises `OrderChanged` and `AlreadyFiled`, and SQLAlchemy's error where it cannot be noted;
    then nothing was sent. Raises `PerhapsNoted` where nobody can tell.
    """
    request = book.begin(order, clocks.now(), clocks.milliseconds())
    outcome = desk.file_cancellation(request)
    try:
        book.settle(request, outcome, clocks.now(), clocks.milliseconds())
    except SQLAlchemyError:
        return UNKNOWN  # the answer is lost, not the request: it is asked for again
    return outcome


def settle_due(book: FilingBook, desk: Desk, clocks: Clocks) -> int:
    """Send again what has no answer yet and is due; the number of requests sent."""
    sent = 0
    while (request := book.take_due(clocks.milliseconds())) is not None:
        outcome = desk.file_cancellation(request)
        book.settle(request, outcome, clocks.now(), clocks.milliseconds())
        sent += 1
    return sent
