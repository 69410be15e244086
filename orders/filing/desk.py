"""The desk of a shop that works on our order database: its staff sees the request there and answers it."""

from __future__ import annotations

from orders.filing.port import Outcome, Request


class OwnDesk:
    """Nothing is sent anywhere: that the request stands in the orders is what files it."""

    def file_cancellation(self, request: Request) -> Outcome:
        """The shop has the request and will answer it."""
        del request
        return Outcome("pending")
