"""A CSV knows only text: what a cell says as a JSON value. Any other text stays text, to be refused later."""

from __future__ import annotations

import re
from decimal import Decimal

from orders.fields import kind_of

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_BOOLEANS = {"true": True, "false": False}


def cell_value(name: str, cell: str) -> object:
    """The value of a cell in the column `name`: a boolean, a number, or the text itself.

    Spreadsheets write booleans in capitals, so their case does not matter.
    """
    kind = kind_of(name)
    if kind == "boolean":
        return _BOOLEANS.get(cell.lower(), cell)
    if kind == "count" and _INTEGER.fullmatch(cell):
        return int(cell)
    if kind == "amount" and _NUMBER.fullmatch(cell):
        return Decimal(cell)
    return cell
