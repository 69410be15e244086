"""A YAML file as plain data, and where in the file each piece of it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from decision.errors import PolicyError

Way = tuple[str | int | bool, ...]  # keys and numbers (from 0) that lead from the top to a piece
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
TEXT, BOOLEAN, INTEGER, DAY = (_TAG + kind for kind in ("str", "bool", "int", "timestamp"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class PolicyFile:
    """A file as read: plain data in `data`, and the nodes that it was made from."""

    path: Path
    data: dict[str, Any]
    node: yaml.MappingNode

    @cached_property
    def places(self) -> dict[Way, Place]:
        """The place of every value; `()` is the whole, `("rows", 0, "step")` the first row's step."""
        return dict(_places((), self.node))


def place_of(node: yaml.Node) -> Place:
    """Where `node` begins."""
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def read_policy_file(path: Path) -> PolicyFile:
    """The mapping in the file at `path`, an empty one if the file says nothing.

    Plain data only: no aliases, no key twice. Raises `PolicyError` as `file:line:column: what is wrong`.
    """
    try:
        return _read(path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise PolicyError(
            f"{path.name}:{place}: this is no YAML: {error.problem or error.context}"
        ) from error
    except yaml.YAMLError as error:
        raise PolicyError(f"{path.name}:1:1: this is no YAML: {_why(error)}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path.name}:1:1: the file cannot be read: {error}") from error
    except RecursionError as error:
        raise PolicyError(f"{path.name}:1:1: nested too deep") from error


def _why(error: yaml.YAMLError) -> str:
    said = getattr(error, "problem", None) or getattr(error, "context", None) or error
    return " ".join(str(said).split())


def _read(path: Path) -> PolicyFile:
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node() or yaml.MappingNode(_TAG + "map", [], *_TOP)
        if not isinstance(node, yaml.MappingNode):
            raise _error(path, node, "names are needed at the top: a mapping of keys to values")
        _check(node, path, set())
        return PolicyFile(path, loader.construct_document(node), node)
    finally:
        loader.dispose()


_TOP = (yaml.Mark("", 0, 0, 0, None, 0),) * 2


def _check(node: yaml.Node, path: Path, seen: set[int]) -> None:
    if id(node) in seen:
        raise _error(path, node, "a piece of the file is used twice: an alias is not allowed")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check(item, path, seen)
    elif isinstance(node, yaml.MappingNode):
        _check_keys(node, path)
        for _, value in node.value:
            _check(value, path, seen)
    elif isinstance(node, yaml.ScalarNode) and node.tag == DAY:
        _check_day(node, path)


def _check_keys(node: yaml.MappingNode, path: Path) -> None:
    keys: set[str] = set()
    for key, _ in node.value:
        if key.tag != TEXT and not (key.tag == BOOLEAN and key.value in ("true", "false")):
            shown = f"`{key.value}`" if isinstance(key, yaml.ScalarNode) else "a list or a mapping"
            raise _error(path, key, f"a key is a text: {shown} is none, quotes make it one")
        if key.value in keys:
            raise _error(path, key, f"`{key.value}` stands twice")
        keys.add(key.value)


def _check_day(node: yaml.ScalarNode, path: Path) -> None:
    try:
        yaml.constructor.SafeConstructor().construct_yaml_timestamp(node)
    except ValueError:
        raise _error(path, node, f"there is no `{node.value}`: days are as `2026-04-01`") from None


def _error(path: Path, node: yaml.Node, message: str) -> PolicyError:
    place = place_of(node)
    return PolicyError(f"{path.name}:{place.line}:{place.column}: {message}")


def _places(way: Way, node: yaml.Node) -> Iterator[tuple[Way, Place]]:
    yield way, place_of(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places((*way, key_of(key)), value)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places((*way, number), item)


def key_of(node: yaml.Node) -> str | bool:
    """A key as the plain data has it: `true` and `false` are no texts."""
    return str(node.value) if node.tag == TEXT else node.value == "true"
