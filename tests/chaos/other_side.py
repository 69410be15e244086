"""The shop's own systems: a server that keeps what comes under its key, and is sometimes unwell."""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from orders.signing import signature

KEY = "the-key-that-both-sides-know-" + "k" * 16
FILING, WEBHOOK = "/filing", "/webhook"
TOO_LONG_SECONDS = 4.5
"""Longer than a filing may take: it is taken, and nobody hears the answer."""
ANSWERS: tuple[tuple[int, dict[str, str]], ...] = (
    (200, {"result": "accepted"}),
    (200, {"result": "accepted", "status": "cancelled"}),
    (202, {"result": "pending"}),
    (200, {"result": "refused", "cause": "preparing"}),
    (409, {"status": "shipped"}),
)
WEIGHTS = (5, 3, 2, 1, 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came under a key, and what it is answered with each time."""

    body: dict[str, Any]
    status: int
    answer: dict[str, str]


@dataclass
class OtherSide:
    """Everything that reached the shop, by idempotency key."""

    chance: Callable[[object], Random]
    url: str = ""
    filed: dict[str, Kept] = field(default_factory=dict)
    told: dict[str, Kept] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, str], float]:
        """Keep a call; the status, the answer, and the seconds until it is given."""
        kept = self.filed if path == FILING else self.told
        with self._lock:
            self.calls[path] += 1
            first = key not in kept
            chance = self.chance(f"{path} {body.get('order_number')} {key if path == WEBHOOK else ''}")
            if first:
                status, answer = chance.choices(ANSWERS, WEIGHTS)[0] if path == FILING else (204, {})
                kept[key] = Kept(body, status, answer)
            known = kept[key]
            if known.body != body:
                self.wrong.append(f"{path}: another body under the same key {key}")
        trouble = chance.random() if first else 1.0
        if trouble < 0.1:
            return 500, {}, 0
        slow = path == FILING and trouble < 0.15
        return known.status, known.answer, TOO_LONG_SECONDS if slow else chance.random() * 0.3


@contextmanager
def other_side(chance: Callable[[object], Random]) -> Iterator[OtherSide]:
    """The shop's server on a free port, until the end."""
    side = OtherSide(chance)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(side))
    server.daemon_threads = True
    side.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield side
    finally:
        server.shutdown()
        server.server_close()


def _handler(side: OtherSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            signed = signature(KEY.encode(), int(self.headers["Torikeshi-Timestamp"]), raw)
            if not hmac.compare_digest(signed["Torikeshi-Signature"], self.headers["Torikeshi-Signature"]):
                side.wrong.append(f"{self.path}: a wrong signature")
            status, answer, pause = side.take(self.path, self.headers["Idempotency-Key"], json.loads(raw))
            time.sleep(pause)
            body = b"" if status == 204 else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    return Handler
