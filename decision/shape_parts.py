"""Shapes made of shapes: lists, mappings, records, and one of several."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from decision.shape import KINDS, Problem, Schema, Shape, Text, like, not_allowed, problem, word
from decision.source import key_of

Fields = Mapping[Any, Any]  # shapes by key: a text, or true or false


@dataclass(frozen=True)
class Listed:
    """A list of `least` or more of `item`."""

    item: Shape
    least: int = 0
    kind = "list"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a list, each {self.item.allowed}"

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """What is no list, too short, or wrong in an item."""
        if not isinstance(node, yaml.SequenceNode):
            yield not_allowed(name, node, self.allowed)
            return
        if len(node.value) < self.least:
            yield problem(node, f"`{name}` is an empty list: allowed is {self.allowed}")
        for number, item in enumerate(node.value, 1):
            yield from self.item.problems(f"{name}[{number}]", item)

    def schema(self) -> Schema:
        """An array."""
        some = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(), **some}


@dataclass(frozen=True)
class Named:
    """A mapping from names (`keys`) to `value`."""

    keys: Text
    value: Shape
    kind = "mapping"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a mapping from {self.keys.says} to {self.value.allowed}"

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """What is no mapping, or has a key or a value that is not allowed."""
        if not isinstance(node, yaml.MappingNode):
            yield not_allowed(name, node, self.allowed)
            return
        for key, value in node.value:
            yield from self.keys.problems("key", key)
            yield from self.value.problems(str(key.value), value)

    def schema(self) -> Schema:
        """An object of any keys."""
        names = {"propertyNames": {"pattern": f"^(?:{self.keys.pattern})$"}} if self.keys.pattern else {}
        return {"type": "object", **names, "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class Record:
    """A mapping with these keys: `needed` ones, and others that may be there; `says` names it in messages."""

    says: str
    needed: Fields = field(default_factory=dict)
    others: Fields = field(default_factory=dict)
    more: Shape | None = None  # only for the schema: what further keys may have, where a check knows them all
    kind = "mapping"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"{self.says} with {', '.join(f'`{word(key)}`' for key in (*self.needed, *self.others))}"

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """What is no mapping, an unknown or a missing key, or a wrong value."""
        if not isinstance(node, yaml.MappingNode):
            yield not_allowed(name, node, self.allowed)
            return
        known = {**self.needed, **self.others}
        missing = [word(key) for key in self.needed if key not in {key_of(k) for k, _ in node.value}]
        yield from (problem(node, f"{self.says} needs `{key}`: it is missing") for key in missing)
        for key, value in node.value:
            shape = known.get(key_of(key))
            if shape is None:
                yield self._unknown(key, [word(key) for key in known])
            else:
                yield from shape.problems(str(key.value), value)

    def _unknown(self, key: yaml.Node, known: list[str]) -> Problem:
        words = ", ".join(f"`{one}`" for one in known)
        message = f"`{key.value}` is no key of {self.says}: known are {words}{like(key.value, known)}"
        return problem(key, message)

    def schema(self) -> Schema:
        """An object of these keys."""
        known = {**self.needed, **self.others}
        needed = {"required": [word(key) for key in self.needed]} if self.needed else {}
        return {
            "title": self.says,
            "type": "object",
            "properties": {word(key): shape.schema() for key, shape in known.items()},
            **needed,
            "additionalProperties": self.more.schema() if self.more else False,
        }


@dataclass(frozen=True)
class Either:
    """Any of these; mistakes are told of the one whose kind (scalar, list, mapping) the value has."""

    shapes: tuple[Shape, ...]

    @property
    def kind(self) -> str:
        """The kind of the first."""
        return self.shapes[0].kind

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return ", or ".join(shape.allowed for shape in self.shapes)

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """What is wrong by the shape that is meant; by none, where several could be."""
        fitting = [shape for shape in self.shapes if shape.kind == KINDS[type(node)]]
        found = [list(shape.problems(name, node)) for shape in fitting]
        if len(fitting) == 1:
            yield from found[0]
        elif all(found):
            yield not_allowed(name, node, self.allowed)

    def schema(self) -> Schema:
        """Any of theirs."""
        return {"anyOf": [shape.schema() for shape in self.shapes]}
