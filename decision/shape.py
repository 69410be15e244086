"""Shapes of plain data: what a piece of a YAML file may be; mistakes with their places, and JSON Schemas.

Here single values; lists and mappings are in `shape_parts`.
A shape is checked against YAML nodes, which know their places; all mistakes of a file are told at once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from decision.source import BOOLEAN, DAY, INTEGER, TEXT, place_of

Schema = dict[str, Any]
SHOWN = 60  # characters of a value that a message repeats
KINDS = {yaml.ScalarNode: "scalar", yaml.SequenceNode: "list", yaml.MappingNode: "mapping"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake; lines and columns count from 1."""

    line: int
    column: int
    message: str


class Shape(Protocol):
    """What a value may be."""

    @property
    def kind(self) -> str:
        """`scalar`, `list` or `mapping`: the kind of node that this shape can fit."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words for a message."""

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """What is wrong with `node`, called `name` in the messages."""

    def schema(self) -> Schema:
        """The same as JSON Schema, draft 2020-12."""


def problem(node: yaml.Node, message: str) -> Problem:
    """A mistake where `node` begins."""
    place = place_of(node)
    return Problem(place.line, place.column, message)


def shown(node: yaml.Node) -> str:
    """A value as a message names it."""
    if isinstance(node, yaml.ScalarNode):
        value = node.value if len(node.value) <= SHOWN else node.value[:SHOWN] + "…"
        return f"`{value}`" if value else "empty"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def like(wrong: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where one of the `known` words is nearly `wrong`."""
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    near = get_close_matches(wrong, list(known), 1)
    return f"; did you mean `{near[0]}`?" if near else ""


def not_allowed(name: str, node: yaml.Node, allowed: str, known: Iterable[str] = ()) -> Problem:
    """The mistake that `node` is not what is allowed."""
    near = like(node.value, known) if isinstance(node, yaml.ScalarNode) else ""
    return problem(node, f"`{name}` is {shown(node)}: allowed is {allowed}{near}")


@dataclass(frozen=True)
class Text:
    """A text that says something, fitting `pattern` as a whole where there is one; `says` names it."""

    says: str = "a text"
    pattern: str | None = None
    kind = "scalar"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return self.says

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """A value that is no text, says nothing or does not fit."""
        good = node.tag == TEXT and isinstance(node, yaml.ScalarNode) and node.value.strip()
        if not good or (self.pattern and not re.fullmatch(self.pattern, node.value)):
            quotes = "" if node.tag in (TEXT, _NULL) or KINDS[type(node)] != "scalar" else " (in quotes)"
            yield not_allowed(name, node, self.says + quotes)

    def schema(self) -> Schema:
        """A string."""
        fits = {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {"minLength": 1}
        return {"type": "string", **fits}


_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class Day:
    """A day as `2026-04-01`."""

    kind = "scalar"
    allowed = "a day as `2026-04-01`"

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """A value that is no day; that the day exists is seen to when the file is read."""
        if node.tag != DAY or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", node.value):
            yield not_allowed(name, node, self.allowed)

    def schema(self) -> Schema:
        """A date, which YAML's readers see as a string."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Whole:
    """An integer from `least` to `most`."""

    least: int
    most: int
    kind = "scalar"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"an integer from {self.least} to {self.most}"

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """A value that is no integer, too small or too large."""
        plain = node.tag == INTEGER and re.fullmatch("[0-9]{1,9}", node.value)
        if not plain or not self.least <= int(node.value) <= self.most:
            yield not_allowed(name, node, self.allowed)

    def schema(self) -> Schema:
        """An integer with bounds."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class OneOf:
    """One of these texts or truth values."""

    values: tuple[str | bool, ...]
    kind = "scalar"

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        words = [f"`{word(value)}`" for value in self.values]
        return words[0] if len(words) == 1 else "one of " + ", ".join(words)

    def problems(self, name: str, node: yaml.Node) -> Iterator[Problem]:
        """A value that is none of them."""
        if not (node.tag in (TEXT, BOOLEAN) and _scalar(node) in self.values):
            words = [word(value) for value in self.values]
            yield not_allowed(name, node, self.allowed, words)

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.values)}


def word(value: str | bool) -> str:
    """A text or a truth value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else value


def _scalar(node: yaml.Node) -> str | bool:
    return str(node.value) if node.tag == TEXT else node.value.lower() in ("true", "yes", "on")
