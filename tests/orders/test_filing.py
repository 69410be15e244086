"""A cancellation is filed once with the shop, and what came of it stands in the order."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import OperationalError

from orders.filing import (
    AlreadyFiled,
    Clocks,
    FilingBook,
    OrderChanged,
    Outcome,
    OwnDesk,
    settle_due,
)
from orders.filing import file as file_it
from orders.filing.book import PerhapsNoted
from orders.filing.port import Request
from orders.model import Order
from orders.store import OrderStore
from orders.tables import filings

NUMBER = "250-1111111-1111111"
ROW = {
    "order_number": NUMBER,
    "customer_id": "c1",
    "policy": "amazon",
    "seller": "direct",
    "status": "unshipped",
}
ROW |= {"payment_method": "card", "title": "イヤホン", "quantity": 2, "total": 1200, "currency": "JPY"}


@dataclass
class Desk:
    """A desk that answers as told and keeps what it was asked."""

    outcomes: list[Outcome]
    asked: list[Request] = field(default_factory=list)

    def file_cancellation(self, request: Request) -> Outcome:
        self.asked.append(request)
        return self.outcomes.pop(0)


@dataclass
class Shop:
    store: OrderStore
    book: FilingBook
    clocks: Clocks
    time: list[int]

    @property
    def order(self) -> Order:
        return self.store.of_customer("c1")[0]

    def file(self, desk: Desk | OwnDesk) -> Outcome:
        return file_it(self.book, desk, self.order, self.clocks)


@pytest.fixture
def shop(store: OrderStore, engine: Engine, jsonl, now: datetime) -> Shop:
    store.import_file(jsonl(ROW))
    time = [1_000_000]
    return Shop(store, FilingBook(engine), Clocks(lambda: now, lambda: time[0]), time)


def test_a_filed_cancellation_stands_in_the_order_as_a_request(shop: Shop, now: datetime):
    assert shop.file(OwnDesk()) == Outcome("pending")
    assert (shop.order.request, shop.order.requested_at) == ("pending", now)


def test_the_request_names_order_lines_and_amount(shop: Shop):
    desk = Desk([Outcome("pending")])
    shop.file(desk)
    (request,) = desk.asked
    assert (request.order_number, request.total, request.currency) == (NUMBER, "1200", "JPY")
    assert [(line.number, line.title, line.quantity) for line in request.lines] == [(1, "イヤホン", 2)]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome("accepted"), ("accepted", "unshipped", None)),
        (Outcome("accepted", status="cancelled"), ("accepted", "cancelled", None)),
        (Outcome("refused", cause="preparing"), ("rejected", "unshipped", "preparing")),
        (Outcome("refused"), ("rejected", "unshipped", "unknown")),
        (Outcome("refused", cause="seller"), ("rejected", "unshipped", "unknown")),
        (Outcome("too_late", status="shipped"), ("rejected", "shipped", "unknown")),
        (Outcome("unknown"), ("pending", "unshipped", None)),
    ],
)
def test_what_the_shop_answers_stands_in_the_order(shop: Shop, outcome: Outcome, expected: tuple[str, ...]):
    shop.file(Desk([outcome]))
    assert (shop.order.request, shop.order.status, shop.order.cause) == expected


def test_an_order_with_a_live_request_is_not_filed_again(shop: Shop, now: datetime):
    shop.file(OwnDesk())
    desk = Desk([])
    with pytest.raises(AlreadyFiled) as caught:
        shop.file(desk)
    assert caught.value.requested_at == now
    assert desk.asked == []


def test_an_import_that_says_nothing_of_requests_does_not_make_one_forgotten(
    shop: Shop, jsonl, now: datetime
):
    shop.file(OwnDesk())
    shop.store.import_file(jsonl(ROW))
    assert (shop.order.request, shop.order.requested_at) == ("pending", now)


def test_an_import_that_says_how_the_request_stands_counts(shop: Shop, jsonl):
    shop.file(OwnDesk())
    shop.store.import_file(jsonl({**ROW, "request": "rejected", "cause": "preparing"}))
    assert (shop.order.request, shop.order.cause) == ("rejected", "preparing")


def test_an_order_that_changed_since_it_was_decided_on_is_not_filed(shop: Shop, jsonl):
    decided_on = shop.order
    shop.store.import_file(jsonl({**ROW, "status": "shipped"}))
    desk = Desk([])
    with pytest.raises(OrderChanged):
        file_it(shop.book, desk, decided_on, shop.clocks)
    assert desk.asked == []
    assert shop.order.request is None


def test_a_request_without_an_answer_is_sent_again_with_the_same_key(shop: Shop):
    desk = Desk([Outcome("unknown"), Outcome("accepted")])
    shop.file(desk)
    assert settle_due(shop.book, desk, shop.clocks) == 0
    shop.time[0] += 5000
    assert settle_due(shop.book, desk, shop.clocks) == 1
    assert desk.asked[0] == desk.asked[1]
    assert shop.order.request == "accepted"


def test_pauses_between_tries_grow_up_to_a_quarter_of_an_hour(shop: Shop, engine: Engine):
    desk = Desk([Outcome("unknown")] * 12)
    shop.file(desk)
    pauses = []
    for _ in range(11):
        with engine.connect() as connection:
            due = connection.execute(select(filings.c.next_at)).scalar_one()
        pauses.append((due - shop.time[0]) // 1000)
        shop.time[0] = due
        settle_due(shop.book, desk, shop.clocks)
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_what_a_process_left_half_sent_is_sent_by_the_next_one(shop: Shop):
    request = shop.book.begin(shop.order, shop.clocks.now(), shop.time[0])  # and then it died
    desk = Desk([Outcome("accepted")])
    assert settle_due(shop.book, desk, shop.clocks) == 0  # it may still be at it
    shop.time[0] += 30_000
    assert settle_due(shop.book, desk, shop.clocks) == 1
    assert desk.asked == [request]
    assert shop.order.request == "accepted"


def test_a_late_answer_does_not_overwrite_what_the_shop_said_meanwhile(shop: Shop, jsonl):
    desk = Desk([Outcome("unknown"), Outcome("accepted")])
    shop.file(desk)
    shop.store.import_file(jsonl({**ROW, "status": "shipped", "request": "rejected", "cause": "preparing"}))
    shop.time[0] += 5000
    settle_due(shop.book, desk, shop.clocks)
    assert (shop.order.status, shop.order.request) == ("shipped", "rejected")


def test_of_two_that_file_at_once_one_is_told_that_it_has_been(shop: Shop):
    order, told = shop.order, []
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        try:
            told.append(file_it(shop.book, OwnDesk(), order, shop.clocks).kind)
        except AlreadyFiled:
            told.append("already")

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["already", "pending"]


def test_an_answer_that_cannot_be_stored_counts_as_unknown(shop: Shop, engine: Engine):
    class Breaking:
        def file_cancellation(self, request: Request) -> Outcome:
            with engine.begin() as connection:
                connection.execute(text("ALTER TABLE cancellation_filings RENAME TO gone"))
            return Outcome("accepted")

    assert shop.file(Breaking()) == Outcome("unknown")


def test_a_commit_that_fails_leaves_open_whether_it_was_noted(shop: Shop, engine: Engine):
    def lost(_connection: object) -> None:
        raise OperationalError("COMMIT", None, Exception("the connection is gone"))

    event.listen(engine, "commit", lost)
    desk = Desk([])
    with pytest.raises(PerhapsNoted):
        shop.file(desk)
    event.remove(engine, "commit", lost)
    assert desk.asked == []
