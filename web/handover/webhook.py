"""Letters to the shop's own systems: posted as JSON, signed, as docs/connector.md describes it."""

from __future__ import annotations

import json
import time

import httpx

from orders.signing import signature
from web.outbox.store import Row
from web.outbox.worker import NotDelivered

SECONDS = 10.0
FOR_GOOD = (400, 404, 405, 410, 413, 422)
"""What the receiver will answer again however often it is asked."""


class Webhook:
    """Sends rows of the outbox to one URL."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret.encode()
        self._client = httpx.Client(timeout=SECONDS, trust_env=False)

    def __call__(self, row: Row) -> None:
        """Send one row. Raises `NotDelivered`."""
        body = json.dumps(row.letter.payload, ensure_ascii=False, sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": row.letter.key,
            **signature(self._secret, int(time.time()), body),
        }
        try:
            answer = self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from error
        if not answer.is_success:
            status = answer.status_code
            raise NotDelivered(f"answered {status}", for_good=status in FOR_GOOD)
