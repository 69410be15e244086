"""Expectations and blocks as a person reads them in a story file, on one line."""

from __future__ import annotations

from torikeshi.stories.matching import BLOCK_OF, Block
from torikeshi.stories.nodes import Listing, Node, Scalar
from torikeshi.stories.story import Step
from web.stories.yaml_text import quoted, value

KIND_OF = {block: kind for kind, block in BLOCK_OF.items()}


def node(value: Node) -> str:
    """A value as YAML in flow style."""
    if isinstance(value, Scalar):
        return value.text if value.plain else quoted(value.text)
    if isinstance(value, Listing):
        return f"[{', '.join(map(node, value.items))}]"
    return "{" + ", ".join(f"{name}: {node(one)}" for name, one in value.values.items()) + "}"


def step(one: Step) -> str:
    """An entry of `steps`."""
    return f"{one.kind}: {node(one.wanted)}"


def block(one: Block) -> str:
    """A block as the expectation that it would meet; the buttons as their titles."""
    if one["type"] == "choices":
        return "buttons: " + " | ".join(str(choice["title"]) for choice in one["choices"])
    if one["type"] == "text":
        return f"utter: {one['name']}"
    if one["type"] == "ask":
        return f"ask: {one['fact']}"
    fields = {name: given for name, given in one.items() if name not in ("type", "language")}
    return f"{KIND_OF.get(str(one['type']), one['type'])}: {value(fields)}"
