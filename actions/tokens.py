"""Watches that a turn token is used once."""

from datetime import UTC, datetime
from threading import Lock


class OnceOnly:
    """Remembers ids until they expire; several threads may ask."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._lock = Lock()

    def first(self, name: str, until: datetime) -> bool:
        """Whether `name`, which is good `until` then, is seen for the first time."""
        with self._lock:
            now = datetime.now(UTC)
            self._until = {seen: end for seen, end in self._until.items() if end > now}
            if name in self._until:
                return False
            self._until[name] = until
            return True
