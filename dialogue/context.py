"""What the parts of one turn share."""

from dataclasses import dataclass, replace
from datetime import datetime

from dialogue.acts import Act
from dialogue.blocks import Block, Speaker
from dialogue.kit import Kit
from dialogue.meant import by_number
from dialogue.message import Message
from dialogue.state import State
from orders.model import Order

FIRST, BACK, DIFFERENTLY = "first", "back", "differently"


@dataclass(frozen=True, slots=True)
class Said:
    """The outcome of a part of a turn: the state after it, the blocks to say and what else is to be done."""

    state: State
    blocks: list[Block]
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """One turn's tools and input; `orders` are the customer's own, None for a guest.

    `manner` is how a question is put: for the first time, again after something else, or differently.
    `offered` is the payload of the button that the last reply offered without asking: a yes presses it;
    `topic` the general question that it answered for several shops.
    """

    kit: Kit
    speaker: Speaker
    orders: tuple[Order, ...] | None
    message: Message
    manner: str = FIRST
    offered: str | None = None
    mail_offered: bool = False
    topic: tuple[str, ...] = ()

    @property
    def now(self) -> datetime:
        """The instant the turn is made for."""
        return self.message.now

    def order(self, number: str | None) -> Order | None:
        """The customer's order of that number, if there still is one."""
        return by_number(self.orders or (), number) if number else None

    def put(self, manner: str) -> "Context":
        """The same, with questions put in that manner."""
        return replace(self, manner=manner)
