"""The six digits themselves: made from a code's id by a key, so that they lie nowhere in clear."""

from __future__ import annotations

import hashlib
import hmac

DIGITS = 6


class CodeKey:
    """What the digits of a code are, and the form in which the database keeps them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def digits(self, code_id: str) -> str:
        """The digits of that code: always the same, so that a mail sent twice says the same."""
        # 2**256 is so much more than 10**6 that no code is likelier than another by anything that counts
        return f"{int.from_bytes(self._mac('digits', code_id)) % 10**DIGITS:0{DIGITS}d}"

    def hashed(self, code_id: str, digits: str) -> str:
        """The keyed hash of digits typed for that code; without the key it cannot be searched for."""
        return self._mac("hash", code_id, digits).hex()

    def same(self, code_id: str, stored: str, digits: str) -> bool:
        """Whether these digits are the code's; takes the same time for any."""
        return hmac.compare_digest(stored.encode(), self.hashed(code_id, digits).encode())

    def _mac(self, *parts: str) -> bytes:
        return hmac.digest(self._key, "\0".join(parts).encode(), hashlib.sha256)
