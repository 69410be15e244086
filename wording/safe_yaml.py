"""YAML of texts: plain data only, no aliases, no key twice."""

from pathlib import Path
from typing import Any

import yaml

from wording.errors import WordingError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in the file at `path`, an empty one if the file says nothing.

    Raises `WordingError` naming file and line for broken YAML, an alias, a key that stands twice,
    or anything but a mapping with text keys.
    """
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if node is None:
            return {}
        _check(node, path, set())
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise WordingError(f"`{path.name}` is no YAML: {' '.join(str(error).split())}") from error
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        raise WordingError(f"`{path.name}` holds no names: a mapping is needed")
    return data


def _check(node: yaml.Node, path: Path, seen: set[int]) -> None:
    if id(node) in seen:
        raise WordingError(f"{_place(node, path)}: an alias is not allowed")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check(item, path, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if key.value in keys:
                raise WordingError(f"{_place(key, path)}: `{key.value}` stands twice")
            keys.add(key.value)
            _check(value, path, seen)


def _place(node: yaml.Node, path: Path) -> str:
    return f"`{path.name}` line {node.start_mark.line + 1}"
