"""Values as a person reads them in a story file, on one line of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

_PLAIN = re.compile(r"[^\W\d][\w.\- ]*")
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What YAML takes for the end of a line, or not at all, though JSON writes it as it is."""
_NOT_PLAIN = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


def value(given: object) -> str:
    """A value of a block as YAML in flow style."""
    if isinstance(given, Mapping):
        return "{" + ", ".join(f"{name}: {value(one)}" for name, one in given.items()) + "}"
    if isinstance(given, str):
        return text(given)
    if isinstance(given, Sequence):
        return f"[{', '.join(map(value, given))}]"
    return str(given) if isinstance(given, Decimal) else json.dumps(given)


def text(given: str) -> str:
    """A text as YAML, with quotes where it would be read as anything else without."""
    plain = _PLAIN.fullmatch(given) and given.lower() not in _NOT_PLAIN and given == given.strip()
    return given if plain else quoted(given)


def quoted(given: str) -> str:
    """A text in double quotes."""
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(given, ensure_ascii=False))
