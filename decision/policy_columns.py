"""The columns of a policy's table as shapes: which values a condition may ask for, by the kind of fact."""

from collections.abc import Iterator, Mapping
from typing import Any

from decision.build import AGES, DATE_VALUES, MOST
from decision.shape import OneOf, Shape, Whole
from decision.shape_parts import Either, Listed, Record
from decision.vocabulary import FACTS, KINDS, Fact

ENDS = {"instant": tuple(AGES), **DATE_VALUES}
NO_COLUMNS = ("policy", "now")


def standard_columns() -> dict[str, Shape]:
    """The columns that every policy may have."""
    return {fact.name: column(fact) for fact in FACTS if fact.name not in NO_COLUMNS}


def column(fact: Fact) -> Shape:
    """What a condition may ask of `fact`: a value or several, or where an instant stands."""
    if fact.kind == "count":
        return Record("a condition on a count", {"at_least": Whole(1, MOST)})
    return OneOf(ENDS[fact.kind]) if fact.kind in ENDS else one_or_more(OneOf(fact.values))


def one_or_more(shape: Shape) -> Shape:
    """A value, or a list of several."""
    return Either((shape, Listed(shape, least=1)))


def any_column() -> Shape:
    """What a condition on a fact of the shop's own may be, while that fact is not known."""
    scalar = {"type": ["string", "boolean"]}
    return _Open({"anyOf": [scalar, {"type": "array", "items": scalar}, {"type": "object"}]})


class _Open:
    """Anything, for the general schema only: a check knows the file's own facts."""

    kind, allowed = "scalar", "anything"

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema

    def problems(self, _name: str, _node: Any) -> Iterator[Any]:
        """None."""
        return iter(())

    def schema(self) -> dict[str, Any]:
        """As given."""
        return self._schema


def own_facts(data: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts that the plain data of a policy declares, as far as they are well formed."""
    found: dict[str, Fact] = {}
    listed = data.get("facts")
    for entry in listed if isinstance(listed, list) else ():
        name, kind = (entry.get("fact"), entry.get("kind")) if isinstance(entry, dict) else (None, None)
        if isinstance(name, str) and kind in KINDS:
            values = entry.get("values")
            named = tuple(values) if isinstance(values, dict) and kind == "choice" else ()
            found.setdefault(name, Fact(name, kind, (True, False) if kind == "boolean" else named))
    return found
