"""What is told of an order before anything is wished."""

from dialogue.context import Context
from dialogue.hearing import Heard
from dialogue.state import State
from dialogue.topics import LOOKS_AT_STATUS
from reading import topics

_STANDS = (LOOKS_AT_STATUS, "preorder_backorder")
_SCENE = (*_STANDS, "marketplace_seller", "out_of_scope")
BARE = 10  # characters: the name of a shop and hardly more


def only_sets_the_scene(context: Context, state: State, heard: Heard) -> bool:
    """Whether a guest only names the shop, or tells how the order stands, before saying what is wanted."""
    if context.orders is not None or state.goal or not heard.only_tells or heard.compares:
        return False
    bare = "policy" in heard.facts and len(heard.text) <= BARE
    tells = bool(heard.facts.keys() - {"policy", "seller", "item"}) and "arrival" not in topics(heard.text)
    return (bare and context.message.intent in _SCENE) or (tells and context.message.intent in _STANDS)
