"""Filing a cancellation for a customer with the shop: once, whatever happens on the way."""

from orders.filing.book import AlreadyFiled, FilingBook, OrderChanged
from orders.filing.desk import OwnDesk
from orders.filing.file import Clocks, file, settle_due
from orders.filing.http import HttpDesk
from orders.filing.port import Desk, FiledLine, Outcome, Request

__all__ = [
    "AlreadyFiled",
    "Clocks",
    "Desk",
    "FiledLine",
    "FilingBook",
    "HttpDesk",
    "OrderChanged",
    "Outcome",
    "OwnDesk",
    "Request",
    "file",
    "settle_due",
]
