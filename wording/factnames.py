"""What the texts of facts are called, and those that a shop has of facts of its own."""

from collections.abc import Iterator, Mapping
from typing import Any


def texts_of(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The texts that a policy's entry under `facts` carries, called as those of the standard facts are."""
    name = entry.get("fact")
    yield f"title.{name}", entry.get("title")
    for part, key in (("question", ""), ("why", ".why"), ("where", ".where")):
        if part in entry:
            yield f"question.{name}{key}", entry[part]
    for value, told in entry.get("values", {}).items():
        yield f"value.{name}.{word(value)}", told["title"]
        if "said" in told:
            yield f"fact.{name}.{word(value)}", told["said"]
        if "if" in told:
            yield f"assumed.{name}.{word(value)}", told["if"]
        if "later" in told:
            yield f"change.{name}.{word(value)}", told["later"]


def word(value: object) -> str:
    """A value as names and traces write it: `true`, `card`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
