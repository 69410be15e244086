"""YAML of texts, read as all of the project's files are: plain data only, no aliases, no key twice."""

from pathlib import Path
from typing import Any

from decision.errors import PolicyError
from decision.source import read_policy_file
from wording.errors import WordingError


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in the file at `path`, an empty one if the file says nothing.

    Raises `WordingError` as `file:line:column: …` for broken YAML, an alias, a key that stands twice,
    or anything but a mapping with text keys.
    """
    try:
        return read_policy_file(path).data
    except PolicyError as error:
        raise WordingError(str(error)) from error
