"""The desk of a shop that takes cancellations over HTTP, as docs/connector.md describes it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

import httpx

from decision.vocabulary import BY_NAME
from orders.filing.port import UNKNOWN, Kind, Outcome, Request
from orders.signing import signature

SECONDS = 4.0
"""What a call may take, to the last byte: the customer waits for it."""
LONGEST_ANSWER = 64 * 1024
TAKEN, CONFLICT = (200, 201, 202), 409
TRY_AGAIN = (408, 425, 429)
RESULTS: dict[object, Kind] = {"accepted": "accepted", "pending": "pending", "refused": "refused"}


class HttpDesk:
    """Posts each request as JSON, signed, with its key as `Idempotency-Key`."""

    def __init__(self, url: str, secret: str, seconds: float = SECONDS) -> None:
        self._url, self._secret, self._seconds = url, secret.encode(), seconds
        # trust_env: what customers ordered goes to the shop and to no proxy
        self._client = httpx.Client(timeout=seconds, trust_env=False, follow_redirects=False)

    def file_cancellation(self, request: Request) -> Outcome:
        """File `request`; whatever leaves open whether the shop has it is `unknown`."""
        body = json.dumps(request.as_json(), ensure_ascii=False, sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": request.key,
            **signature(self._secret, int(time.time()), body),
        }
        try:
            status, answer = self._post(body, headers)
        except (httpx.HTTPError, TimeoutError):
            return UNKNOWN
        return outcome_of(status, answer)

    def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        deadline = time.monotonic() + self._seconds
        read = b""
        with self._client.stream("POST", self._url, content=body, headers=dict(headers)) as response:
            for chunk in response.iter_bytes():
                read += chunk
                if time.monotonic() > deadline or len(read) > LONGEST_ANSWER:
                    raise TimeoutError
            return response.status_code, read


def outcome_of(status: int, body: bytes) -> Outcome:
    """What an answer of the shop means; one that cannot be read says nothing."""
    if status in TRY_AGAIN or status // 100 not in (2, 4):
        return UNKNOWN
    answer = _object(body)
    if status == CONFLICT:
        return Outcome("too_late", status=_value("status", answer))
    if status not in TAKEN:
        return Outcome("refused", cause="system")  # the shop's side does not take this request at all
    result = RESULTS.get(str(answer.get("result")))
    if result is None:
        return UNKNOWN
    return Outcome(result, status=_value("status", answer), cause=_value("cause", answer))


def _object(body: bytes) -> Mapping[str, object]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _value(fact: str, answer: Mapping[str, object]) -> str | None:
    value = answer.get(fact)
    return value if isinstance(value, str) and value in BY_NAME[fact].values else None
