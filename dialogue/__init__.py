"""Turn: from a message, the orders and the state of a conversation to the next state and its blocks. Pure."""

from dialogue.kit import Kit
from dialogue.message import Message
from dialogue.state import State
from dialogue.turn import Turn, turn

__all__ = ["Kit", "Message", "State", "Turn", "turn"]
