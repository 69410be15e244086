"""Orders kept with a hand-over: the same ones come back, whatever has become of them since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from databases import KINDS, opened
from sqlalchemy import Engine, delete, select

from decision import load_policies
from orders.database import writing
from orders.demo import DEMO_CUSTOMERS, load_demo
from orders.store import OrderStore
from orders.tables import orders
from web.handover.orders import keep_orders, kept_orders
from web.handover.store import begin
from web.handover.tables import handover_orders
from web.records import Content, Conversation
from web.store import Access, ConversationStore
from web.tables import conversations

POLICIES = load_policies()
NOW = datetime.fromisoformat("2026-04-01T10:00:00+09:00")


@pytest.fixture(params=KINDS)
def engine(request, tmp_path) -> Iterator[Engine]:
    """A database with the demo's orders and a conversation `c` that no person is wanted for yet."""
    with opened(request.param, tmp_path) as made:
        load_demo(made, NOW)
        first = Content(role="bot", at=1, language="ja", replies=())
        ConversationStore(made).create(
            Conversation(id="c", language="ja"), Access(token="t", expires_at=9), first
        )
        yield made


def hand_over(engine: Engine, customer: str) -> None:
    with writing(engine) as connection:
        number = begin(connection, "c", "asked", {}, 1)
        assert number is not None
        keep_orders(connection, number, customer)


@pytest.mark.parametrize("customer", DEMO_CUSTOMERS)
def test_the_same_orders_come_back_though_they_are_gone(engine, customer: str):
    before = OrderStore(engine).of_customer(customer)
    hand_over(engine, customer)
    with writing(engine) as connection:
        connection.execute(delete(orders))
    with engine.connect() as connection:
        kept = kept_orders(connection, "c", customer, POLICIES)
    plain = {one.order_number: replace(one, email=None, postal_code=None) for one in before}
    assert kept is not None
    assert {one.order_number: one for one in kept} == plain


def test_nothing_is_kept_that_tells_whose_they_are(engine):
    hand_over(engine, DEMO_CUSTOMERS[0])
    with engine.connect() as connection:
        kept = connection.execute(select(handover_orders.c.orders)).scalar_one()
    assert not any(name in kept for name in ("customer_id", "email", "postal_code"))


def test_what_is_kept_goes_with_the_conversation(engine):
    hand_over(engine, DEMO_CUSTOMERS[0])
    with writing(engine) as connection:
        connection.execute(delete(conversations))
        assert connection.execute(select(handover_orders)).first() is None
