"""The act `send_code`: a code is noted and will be mailed, if there is such an order; nothing here looks."""

from __future__ import annotations

from sqlalchemy import Connection

from orders.keys import LONGEST_KEY, keys_of
from web.acts import Act, ActFailed, Doing
from web.codes.store import Codes
from web.rates import Rates

NAME = "send_code"
TOO_MANY = "code_too_many"


class SendCode:
    """Does the act, as often as the rates allow for one order and for one address of the network."""

    def __init__(self, codes: Codes, rates: Rates) -> None:
        self._codes, self._rates = codes, rates

    async def refusal(self, doing: Doing, act: Act) -> str | None:
        """The name of the text that asks to wait, where too many codes were asked for."""
        waits = (await self._rates.code_from(doing.address), await self._rates.code_for(_number(act)))
        return TOO_MANY if any(waits) else None

    def apply(self, connection: Connection, doing: Doing, act: Act) -> None:
        """Note the code."""
        self._codes.ask(connection, doing.conversation.id, _number(act), doing.language, doing.at)


def _number(act: Act) -> str:
    given = act.values.get("order_number")
    number = keys_of(given).exact if isinstance(given, str) else ""
    if not 0 < len(number) <= LONGEST_KEY:
        raise ActFailed("no order number")
    return number
