"""What is decided on and spoken of."""

from dataclasses import dataclass

from orders.model import Line, Order


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided on: an order and one of its lines, or, both None, just what was said."""

    order: Order | None = None
    line: Line | None = None

    @property
    def number(self) -> str | None:
        """The order's number, if there is an order."""
        return self.order.order_number if self.order else None

    @property
    def place(self) -> int | None:
        """The line's number, where the order has several."""
        return self.line.number if self.order and self.line and len(self.order.lines) > 1 else None

    @property
    def key(self) -> str:
        """Under which name the state remembers what was shown."""
        return f"{self.number or ''}#{self.place or ''}"
