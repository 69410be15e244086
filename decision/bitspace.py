"""A finite space as bits: one bit for each combination, so that a set of them is one Python integer.

A condition on one column is a mask; conditions together are `&`, alternatives `|`. Columns whose values hang
together share an axis, which lists only the points that go together.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns that hang together: their `names` and every tuple of values that they can have."""

    names: tuple[str, ...]
    points: tuple[tuple[Any, ...], ...]


class BitSpace:
    """The product of `axes`. The lowest bit is the first point of each; the last axis varies fastest."""

    def __init__(self, axes: tuple[Axis, ...]) -> None:
        self._axes = axes
        self._strides: list[int] = []
        self.size = 1
        for axis in reversed(axes):
            self._strides.insert(0, self.size)
            self.size *= len(axis.points)
        self.all = (1 << self.size) - 1
        self._place = {
            name: (at, axis.names.index(name)) for at, axis in enumerate(axes) for name in axis.names
        }
        self.where = lru_cache(maxsize=None)(self._where)
        self.values = lru_cache(maxsize=None)(self._values)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, axis by axis."""
        return tuple(self._place)

    def _values(self, name: str) -> tuple[Any, ...]:
        """The values that the column `name` has anywhere, in the order of its axis; called `values`."""
        at, column = self._place[name]
        return tuple(dict.fromkeys(point[column] for point in self._axes[at].points))

    def _where(self, name: str, values: frozenset[Any]) -> int:
        """The combinations in which the column `name` has one of `values`; called `where`, and remembered."""
        at, column = self._place[name]
        axis, stride = self._axes[at], self._strides[at]
        run, pattern = (1 << stride) - 1, 0
        for place, point in enumerate(axis.points):
            if point[column] in values:
                pattern |= run << place * stride
        return self._tiled(pattern, stride * len(axis.points))

    def _tiled(self, pattern: int, period: int) -> int:
        while period < self.size:
            pattern |= pattern << period
            period *= 2
        return pattern & self.all

    def at(self, bit: int) -> dict[str, Any]:
        """The values of the combination that `bit` stands for."""
        found: dict[str, Any] = {}
        for axis, stride in zip(self._axes, self._strides, strict=True):
            point = axis.points[bit // stride % len(axis.points)]
            found |= zip(axis.names, point, strict=True)
        return found


def first(bits: int) -> int:
    """The place of the lowest bit that is set in `bits`, which is not 0."""
    return (bits & -bits).bit_length() - 1
