"""YAML as it stands in a file: every value with its line, its place in the text and whether it was quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

NULLS = ("", "~", "null", "Null", "NULL")
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file, its line from 1, and from where to where in the file's text."""

    path: Path
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written; `plain` without quotes. Nothing is made of dates, numbers or words."""

    text: str
    plain: bool
    place: Place = field(compare=False)

    @property
    def nothing(self) -> bool:
        """Whether it is YAML's null."""
        return self.plain and self.text in NULLS


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `keys` has the place of each key."""

    values: dict[str, Node]
    keys: dict[str, Place]
    place: Place = field(compare=False)


type Node = Scalar | Listing | Table


class BadStory(ValueError):
    """One or more things wrong with story files, one a line as `file:line: …`."""


class Problems:
    """What is wrong, gathered so that all of it is told at once; each once."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, place: Place, message: str) -> None:
        """Note that `message` holds at `place`."""
        self._found[f"{place.path}:{place.line}: {message}"] = None

    def disallowed(self, name: str, node: Node, allowed: str) -> None:
        """Note a value that the field `name` may not have."""
        self.add(node.place, f"`{name}` is {shown(node)}: allowed is {allowed}")

    def stop_if_any(self) -> None:
        """Raise `BadStory` if anything was found."""
        if self._found:
            raise BadStory("\n".join(self._found))


def shown(node: Node) -> str:
    """A value in a message, cut where it is long."""
    if isinstance(node, Table):
        return "a mapping"
    if isinstance(node, Listing):
        return "a list"
    text = node.text if len(node.text) <= LONGEST_SHOWN else node.text[:LONGEST_SHOWN] + "…"
    return f"`{text}`"


def read_nodes(path: Path, problems: Problems) -> Node | None:
    """What the file at `path` says; None, with the reason noted, where that is no YAML."""
    whole = Place(path, 1, 0, 0)
    try:
        return _read(path, path.read_bytes().decode("utf-8-sig"), problems)
    except OSError as error:
        problems.add(whole, f"the file cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        problems.add(whole, "the file is not in UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(Place(path, mark.line + 1 if mark else 1, 0, 0), f"this is no YAML: {_reason(error)}")
    except (yaml.YAMLError, RecursionError) as error:
        problems.add(whole, f"this is no YAML: {str(error).splitlines()[0]}")
    return None


def _read(path: Path, text: str, problems: Problems) -> Node | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        problems.add(Place(path, 1, 0, 0), "the file says nothing: a list `test_cases` is needed")
        return None
    return _node(path, text, root, problems)


def _reason(error: yaml.MarkedYAMLError) -> str:
    said = [part for part in (error.context, error.problem) if part]
    return ", ".join(said) or "it cannot be read"


def _node(path: Path, text: str, node: yaml.Node, problems: Problems) -> Node:
    place = _place(path, text, node)
    if isinstance(node, ScalarNode):
        return Scalar(node.value, node.style is None, place)
    if isinstance(node, SequenceNode):
        items = tuple(_node(path, text, one, problems) for one in node.value)
        return Listing(items, _closed(place, node, items))
    assert isinstance(node, MappingNode)  # noqa: S101 - YAML has three kinds of nodes
    values: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in node.value:
        at = _place(path, text, key)
        name = key.value if isinstance(key, ScalarNode) else text[at.start : at.end]
        if name in values:
            problems.add(at, f"`{name}` stands twice here, first on line {keys[name].line}")
        values[name], keys[name] = _node(path, text, value, problems), at
    return Table(values, keys, _closed(place, node, tuple(values.values())))


def _place(path: Path, text: str, node: yaml.Node) -> Place:
    start, end = node.start_mark.index, node.end_mark.index
    return Place(path, node.start_mark.line + 1, start, start + len(text[start:end].rstrip()))


def _closed(place: Place, node: yaml.nodes.CollectionNode, inside: tuple[Node, ...]) -> Place:
    """A block ends with what is in it: YAML would have the comments up to the next thing, too."""
    return place if node.flow_style or not inside else replace(place, end=inside[-1].place.end)


def entries(name: str, node: Node, problems: Problems) -> Iterator[Node]:
    """The items of a list called `name`; anything else is noted."""
    if isinstance(node, Listing):
        yield from node.items
    elif not (isinstance(node, Scalar) and node.nothing):
        problems.disallowed(name, node, "a list")


def table(name: str, node: Node, known: tuple[str, ...], problems: Problems) -> dict[str, Node]:
    """The values of a mapping called `name` with keys of `known`; anything else is noted."""
    if not isinstance(node, Table):
        problems.disallowed(name, node, "a mapping with " + either(known))
        return {}
    for key, place in node.keys.items():
        if key not in known:
            problems.add(place, f"`{key}` is no known field of `{name}`: known are {either(known)}")
    return {key: value for key, value in node.values.items() if key in known}


def either(names: tuple[str, ...]) -> str:
    """Names in a message."""
    return ", ".join(f"`{name}`" for name in names)
