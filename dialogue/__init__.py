"""Turn: from a message, the orders and the state of a conversation to the next state and its blocks. Pure."""

from dialogue.acts import Act
from dialogue.kit import Kit
from dialogue.message import Message
from dialogue.state import State
from dialogue.turn import Turn, filed, turn

__all__ = ["Act", "Kit", "Message", "State", "Turn", "filed", "turn"]
