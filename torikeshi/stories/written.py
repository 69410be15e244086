"""Expectations and blocks as a person reads them in a story file, on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from torikeshi.stories.matching import BLOCK_OF, Block
from torikeshi.stories.nodes import Listing, Node, Scalar
from torikeshi.stories.story import Step

_PLAIN = re.compile(r"[^\W\d][\w.\- ]*")
_NOT_PLAIN = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
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


def value(given: object) -> str:
    """A value of a block as YAML in flow style."""
    if isinstance(given, Mapping):
        return "{" + ", ".join(f"{name}: {value(one)}" for name, one in given.items()) + "}"
    if isinstance(given, str):
        return text(given)
    if isinstance(given, Sequence):
        return f"[{', '.join(map(value, given))}]"
    return str(given) if isinstance(given, Decimal) else json.dumps(given, ensure_ascii=False)


def text(given: str) -> str:
    """A text as YAML, with quotes where it would be read as anything else without."""
    plain = _PLAIN.fullmatch(given) and given.lower() not in _NOT_PLAIN and given == given.strip()
    return given if plain else quoted(given)


def quoted(given: str) -> str:
    """A text in double quotes."""
    return json.dumps(given, ensure_ascii=False)


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
