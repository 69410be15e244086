"""A shop that takes cancellations over HTTP: every answer means one thing, and calls are signed."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from orders.filing import HttpDesk, Outcome
from orders.filing.http import outcome_of
from orders.filing.port import FiledLine, Request
from orders.signing import signature

REQUEST = Request(
    key="the-key",
    order_number="250-1111111-1111111",
    customer_id="c1",
    policy="amazon",
    requested_at="2026-04-01T10:00:00+09:00",
    lines=(FiledLine(1, "イヤホン", 2),),
    total="1200",
    currency="JPY",
)


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


def test_a_call_is_signed_and_carries_its_key(serving):
    server = serving(200, b'{"result": "accepted"}')
    assert HttpDesk(server.url, "secret").file_cancellation(REQUEST) == Outcome("accepted")
    headers, body = server.calls[0]
    assert json.loads(body) == json.loads(json.dumps(REQUEST.as_json()))
    assert headers["Idempotency-Key"] == "the-key"
    expected = signature(b"secret", int(headers["Torikeshi-Timestamp"]), body)
    assert headers["Torikeshi-Signature"] == expected["Torikeshi-Signature"]


def test_an_answer_that_comes_too_late_is_unknown(serving):
    server = serving(200, b'{"result": "accepted"}', seconds=5)
    outcome = HttpDesk(server.url, "secret", seconds=0.2).file_cancellation(REQUEST)
    assert outcome == Outcome("unknown")
    assert len(server.calls) == 1


def test_a_shop_that_cannot_be_reached_is_unknown():
    desk = HttpDesk("http://127.0.0.1:9/cancellations", "secret")
    assert desk.file_cancellation(REQUEST) == Outcome("unknown")


def test_an_answer_without_end_is_unknown(serving):
    server = serving(200, b"x" * 100_000)
    desk = HttpDesk(server.url, "secret")
    assert desk.file_cancellation(REQUEST) == Outcome("unknown")
