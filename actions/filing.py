"""Filing cancellations at the shop's desk: at once for a turn, and again in the background."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from orders.filing import (
    AlreadyFiled,
    Clocks,
    Desk,
    FilingBook,
    HttpDesk,
    OrderChanged,
    OwnDesk,
    file,
    settle_due,
)
from orders.model import Order

PAUSE_SECONDS = 2.0
"""Between two looks for what is to be sent again."""
ORDERS, HTTP = "orders", "http"
log = logging.getLogger("actions")


@dataclass(frozen=True)
class Filer:
    """Where cancellations are filed, and the book that they are noted in."""

    book: FilingBook
    desk: Desk

    def file(self, order: Order, now: datetime) -> str:
        """File the cancellation of `order` as it was decided on at `now`.

        What came of it: an outcome's kind; where nothing was sent `already`, `changed`, or `failed` (it could
        not be noted).
        """
        try:
            return file(self.book, self.desk, order, _clocks(lambda: now)).kind
        except AlreadyFiled:
            return "already"
        except OrderChanged:
            return "changed"
        except SQLAlchemyError as error:
            log.warning("filing failed: %s", type(error).__name__)
            return "failed"

    @contextmanager
    def running(self, clock: Callable[[], datetime]) -> Iterator[None]:
        """Meanwhile, whatever has no answer yet is sent again when its time has come."""
        ending = threading.Event()
        worker = threading.Thread(target=self._work, args=(clock, ending), name="filing", daemon=True)
        worker.start()
        try:
            yield
        finally:
            ending.set()
            worker.join(timeout=PAUSE_SECONDS)

    def _work(self, clock: Callable[[], datetime], ending: threading.Event) -> None:
        while not ending.wait(PAUSE_SECONDS):
            try:
                settle_due(self.book, self.desk, _clocks(clock))
            except SQLAlchemyError as error:
                log.warning("filing again failed: %s", type(error).__name__)


def open_filer(kind: str, engine: Engine, url: str, key: str) -> Filer | None:
    """The filer of that kind: `orders`, the shop works on our database; `http`, at `url`, signed by `key`."""
    if kind == ORDERS:
        return Filer(FilingBook(engine), OwnDesk())
    return Filer(FilingBook(engine), HttpDesk(url, key)) if kind == HTTP else None


def _clocks(now: Callable[[], datetime]) -> Clocks:
    return Clocks(now, lambda: time.time_ns() // 1_000_000)
