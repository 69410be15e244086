"""A cancellation is filed once with the shop, and what came of it stands in the order."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import Engine, select, text

from orders.filing import (
    AlreadyFiled,
    Clocks,
    FilingBook,
    HttpDesk,
    OrderChanged,
    Outcome,
    OwnDesk,
    settle_due,
)
from orders.filing import file as file_it
from orders.filing.http import outcome_of
from orders.filing.port import Request, request_for
from orders.model import Order
from orders.signing import signature
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


# A shop that takes cancellations over HTTP


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b'{"result": "accepted"}', Outcome("accepted")),
        (201, b'{"result": "accepted", "status": "cancelled"}', Outcome("accepted", status="cancelled")),
        (202, b'{"result": "pending"}', Outcome("pending")),
        (200, b'{"result": "refused", "cause": "preparing"}', Outcome("refused", cause="preparing")),
        (200, b'{"result": "refused", "cause": "because"}', Outcome("refused")),
        (409, b'{"status": "shipped"}', Outcome("too_late", status="shipped")),
        (409, b"", Outcome("too_late")),
        (409, b'{"status": "lost"}', Outcome("too_late")),
        (404, b"", Outcome("refused", cause="system")),
        (401, b"{}", Outcome("refused", cause="system")),
        (200, b"", Outcome("unknown")),
        (200, b"[1]", Outcome("unknown")),
        (200, b'{"result": "ok"}', Outcome("unknown")),
        (200, b'{"result": ["accepted"]}', Outcome("unknown")),
        (429, b"", Outcome("unknown")),
        (302, b"", Outcome("unknown")),
        (500, b'{"result": "accepted"}', Outcome("unknown")),
        (503, b"", Outcome("unknown")),
    ],
)
def test_an_answer_over_http_means_one_thing(status: int, body: bytes, expected: Outcome):
    assert outcome_of(status, body) == expected


@dataclass
class Server:
    url: str
    calls: list[tuple[dict[str, str], bytes]]


@pytest.fixture
def serving() -> Iterator[Callable[[int, bytes, float], Server]]:
    """A real shop on a free port, answering with that status and body after so many seconds."""
    servers: list[HTTPServer] = []

    def serve(status: int, body: bytes, seconds: float = 0) -> Server:
        calls: list[tuple[dict[str, str], bytes]] = []
        closing = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                calls.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                closing.wait(seconds)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = HTTPServer(("127.0.0.1", 0), Handler)
        server.closing = closing  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return Server(f"http://127.0.0.1:{server.server_port}/cancellations", calls)

    yield serve
    for server in servers:
        server.closing.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


def test_a_call_is_signed_and_carries_its_key(shop: Shop, serving, now: datetime):
    server = serving(200, b'{"result": "accepted"}')
    request = request_for(shop.order, "the-key", now)
    assert HttpDesk(server.url, "secret").file_cancellation(request) == Outcome("accepted")
    headers, body = server.calls[0]
    assert json.loads(body) == json.loads(json.dumps(request.as_json()))
    assert headers["Idempotency-Key"] == "the-key"
    expected = signature(b"secret", int(headers["Torikeshi-Timestamp"]), body)
    assert headers["Torikeshi-Signature"] == expected["Torikeshi-Signature"]


def test_an_answer_that_comes_too_late_is_unknown(shop: Shop, serving, now: datetime):
    server = serving(200, b'{"result": "accepted"}', seconds=5)
    outcome = HttpDesk(server.url, "secret", seconds=0.2).file_cancellation(request_for(shop.order, "k", now))
    assert outcome == Outcome("unknown")
    assert len(server.calls) == 1


def test_a_shop_that_cannot_be_reached_is_unknown(shop: Shop, now: datetime):
    desk = HttpDesk("http://127.0.0.1:9/cancellations", "secret")
    assert desk.file_cancellation(request_for(shop.order, "k", now)) == Outcome("unknown")


def test_an_answer_without_end_is_unknown(shop: Shop, serving, now: datetime):
    server = serving(200, b"x" * 100_000)
    desk = HttpDesk(server.url, "secret")
    assert desk.file_cancellation(request_for(shop.order, "k", now)) == Outcome("unknown")
