"""Results that are remembered, within bounds."""


class Remembered[K, V]:
    """What was asked for lately, between `most` and twice as many results; endless input drops the others."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The result kept for `key`, if any is."""
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: K, value: V) -> V:
        """Keep `value` for `key`."""
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value
