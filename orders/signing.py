"""Signatures of what is sent to a shop's own systems."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: bytes, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers that prove a body: HMAC-SHA256 (RFC 2104) of `<timestamp>.<body>`, in hex.

    `timestamp` is in seconds since 1970.
    """
    signed = hmac.new(secret, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Torikeshi-Timestamp": str(timestamp), "Torikeshi-Signature": f"sha256={signed}"}
