"""What the one action works with, put together: for its server, and for stories that run it themselves."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.tokens import OnceOnly
from actions.turns import Shop
from decision import load_policies
from dialogue import Kit
from orders.store import OrderStore
from wording import wording_with
from wording.search import faq_of


def load_kit(further: Path | None = None) -> Kit:
    """Rules and words of all shops, also those in `further`. Raises `PolicyError`, `WordingError`."""
    wording = wording_with(further)
    faq_of(wording).on(datetime.now(UTC))  # the search's index takes a moment to build: not a customer's
    return Kit(load_policies(further), wording)


def open_shop(kit: Kit, engine: Engine, key: str) -> Shop:
    """The shop whose orders are in `engine`'s database; `key` is the gateway's for turn tokens."""
    return Shop(kit=kit, orders=OrderStore(engine), key=key, clock=lambda: datetime.now(UTC), seen=OnceOnly())
