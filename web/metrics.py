"""Counts and durations for Prometheus; no label carries anything a customer wrote."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import Counter, Gauge, Histogram

_REQUESTS = Counter("torikeshi_http_requests", "Calls, by route and status.", ["method", "route", "status"])
_DURATION = Histogram("torikeshi_http_seconds", "Duration of calls, by route.", ["route"])
_TURNS = Counter("torikeshi_turns", "Turns, by whether the bot answered.", ["outcome"])
_TURN = Histogram(
    "torikeshi_turn_seconds",
    "Duration of turns, as the bot takes them.",
    buckets=(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
_OUTBOX = Gauge("torikeshi_outbox", "What lies in the outbox, by kind and state.", ["kind", "state"])
_SENT = Counter(
    "torikeshi_outbox_tries", "Tries to send something, by kind and outcome.", ["kind", "outcome"]
)
_CODES = Counter("torikeshi_codes", "Codes by mail that were typed, by outcome.", ["outcome"])
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a call. `route` is the pattern, not the path; a method of nobody's counts as `other`."""
    _REQUESTS.labels(method if method in METHODS else "other", route, str(status)).inc()
    _DURATION.labels(route).observe(seconds)


def turn(outcome: str, seconds: float) -> None:
    """Count a turn."""
    _TURNS.labels("answered" if outcome == "answered" else "failed").inc()
    _TURN.observe(seconds)


def code(outcome: str) -> None:
    """Count a try to use a code by mail."""
    _CODES.labels(outcome).inc()


def sent(kind: str, outcome: str) -> None:
    """Count a try to send something: `sent`, `failed` (to be tried again) or `dead`."""
    _SENT.labels(kind, outcome).inc()


def outbox(counts: Mapping[tuple[str, str], int]) -> None:
    """Note what lies in the outbox, by kind and state."""
    _OUTBOX.clear()
    for (kind, state), count in counts.items():
        _OUTBOX.labels(kind, state).set(count)
