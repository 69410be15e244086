"""Orders are looked up for one customer, however their number is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.keys import keys_of
from orders.store import OrderStore

AMAZON = {"customer_id": "c1", "policy": "amazon", "status": "shipped", "title": "Lamp"}
NUMBER = "250-1111111-2222222"


@pytest.fixture
def shop(store: OrderStore, jsonl) -> OrderStore:
    store.import_file(
        jsonl(
            {**AMAZON, "order_number": NUMBER, "placed_at": "2026-04-01T10:00:00+09:00"},
            {**AMAZON, "order_number": "D01-7654321-7654321", "placed_at": "2026-04-03T10:00:00+09:00"},
            {**AMAZON, "order_number": "am-12-3"},
            {**AMAZON, "order_number": "AM-1-23"},
            {**AMAZON, "order_number": "250-9999999-9999999", "customer_id": "c2"},
        )
    )
    return store


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "２５０-１１１１１１１-２２２２２２２",
        "250ー1111111ー2222222",
        "250−1111111‐2222222",
        "250 – 1111111 — 2222222",
        "  250-1111111-2222222\u200b ",
        "25011111112222222",
    ],
)
def test_a_number_is_found_however_it_is_typed(shop: OrderStore, typed: str):
    found = shop.find("c1", typed)
    assert found is not None
    assert found.order_number == NUMBER


def test_letters_may_be_small_or_wide(shop: OrderStore):
    assert shop.find("c1", "ｄ01-7654321-7654321") == shop.find("c1", "D01-7654321-7654321")
    assert shop.find("c1", "d01-7654321-7654321") is not None


def test_without_hyphens_only_a_number_that_is_clear_is_found(shop: OrderStore):
    assert shop.find("c1", "am123") is None
    assert shop.find("c1", "am1-23") is None
    assert shop.find("c1", "am-12-3").order_number == "am-12-3"
    assert shop.find("c1", "am-1-23").order_number == "AM-1-23"


def test_somebody_elses_order_is_like_one_that_nobody_has(shop: OrderStore):
    assert shop.find("c1", "250-9999999-9999999") is None
    assert shop.find("c1", "250-0000000-0000000") is None
    assert shop.find("c2", "250-9999999-9999999") is not None


@pytest.mark.parametrize("typed", ["", " ", "-", "🙂", "\u200b", "\ud800", "%", "' OR 1=1 --", "1" * 5000])
def test_what_is_no_number_finds_nothing(shop: OrderStore, typed: str):
    assert shop.find("c1", typed) is None


@given(st.text())
def test_the_key_of_a_number_is_its_own_key(text: str):
    exact = keys_of(text).exact
    assert keys_of(exact).exact == exact


def test_a_customers_orders_come_newest_first_and_undated_ones_last(shop: OrderStore):
    numbers = [order.order_number for order in shop.of_customer("c1")]
    assert numbers == ["D01-7654321-7654321", NUMBER, "AM-1-23", "am-12-3"]


def test_a_customer_without_orders_has_none(shop: OrderStore):
    assert shop.of_customer("nobody") == ()


def test_the_customers_are_those_with_orders(shop: OrderStore):
    assert shop.customers() == ("c1", "c2")


def test_a_store_is_empty_until_something_is_imported(store: OrderStore, jsonl):
    assert store.is_empty()
    store.import_file(jsonl({**AMAZON, "order_number": "1"}))
    assert not store.is_empty()


EVERY_FIELD = {
    "order_number": "502-1",
    "customer_id": "c9",
    "email": "c9@example.com",
    "postal_code": "100-0001",
    "policy": "amiami",
    "status": "preparing",
    "payment_method": "konbini",
    "paid": False,
    "invoiced": True,
    "modifiable": False,
    "payment_deadline": "2026-04-09",
    "placed_at": "2026-03-31T16:00:00.123456Z",
    "updated_at": "2026-04-01T10:00:00+09:00",
    "request": "rejected",
    "cause": "system",
    "retried": True,
    "requested_at": "2026-04-01T09:00:00+09:00",
    "recent_cancellations": 3,
    "currency": "JPY",
    "total": 1200.5,
    "lines": [
        {"title": "箱 / Box", "quantity": 2, "item": "pre_order", "release_date": "2026-05-01"},
        {"title": "Lid", "status": "shipped"},
    ],
}


def test_every_field_comes_back_as_it_was_imported(store: OrderStore, jsonl):
    store.import_file(jsonl(EVERY_FIELD))
    (order,) = store.of_customer("c9")
    assert order.placed_at.isoformat() == "2026-04-01T01:00:00.123456+09:00"
    assert order.payment_deadline.isoformat() == "2026-04-09"
    assert str(order.total) == "1200.5"
    assert (order.email, order.postal_code, order.currency) == ("c9@example.com", "100-0001", "JPY")
    assert (order.paid, order.invoiced, order.modifiable, order.retried) == (False, True, False, True)
    assert (order.seller, order.opened, order.cancelled_at) == (None, None, None)
    assert [(line.number, line.title, line.quantity) for line in order.lines] == [
        (1, "箱 / Box", 2),
        (2, "Lid", None),
    ]
    assert [order.status_of(line) for line in order.lines] == ["preparing", "shipped"]
