"""Mails a code that was asked for, to the address on file of its order; without one nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orders.store import OrderStore
from web.codes.store import LIFETIME, Codes
from web.mail import Mail, Mailer
from web.moments import milliseconds
from web.outbox.store import Row
from wording import Wording


@dataclass(frozen=True)
class MailCode:
    """The outbox's handler."""

    codes: Codes
    orders: OrderStore
    mailer: Mailer
    wording: Wording
    clock: Callable[[], int] = milliseconds

    def __call__(self, row: Row) -> None:
        """Mail the code of `row`, if it still counts and there is such an order. Raises `NotDelivered`."""
        code = self.codes.find(str(row.letter.payload.get("code")))
        if code is None or code.expires_at <= self.clock():
            return
        order = self.orders.by_number(code.order_number)
        to = order.email if order is not None else None
        # before the mail, for the code may be typed while we wait for the server; and for any number alike
        self.codes.mailed(code, order.order_number if order is not None and to else None)
        if order is None or not to:
            return
        say, minutes = self.wording.say, LIFETIME // 60_000
        values = {"code": self.codes.digits(code), "order_number": order.order_number, "minutes": minutes}
        self.mailer.send(
            Mail(
                key=row.letter.key,
                to=to,
                subject=say("mail_code_subject", code.language),
                text=say("mail_code_text", code.language, **values),
            )
        )
