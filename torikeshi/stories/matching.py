"""Whether a block of a reply is what a story expects; fields that it does not name are free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from torikeshi.stories.nodes import Listing, Node, Scalar, Table
from torikeshi.stories.story import Step

type Block = Mapping[str, Any]
BLOCK_OF = {"utter": "text", "step": "step", "ask": "ask"}
"""The type of the blocks that an expectation is matched with."""
NAMED_BY = {"utter": "name", "ask": "fact"}
"""The field that a single value stands for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not as expected; `got` is None where the block has none."""

    field: str
    wanted: Node
    got: object


def differences(kind: str, wanted: Node, block: Block) -> tuple[Difference, ...]:
    """In which fields `block`, of the type that `kind` is matched with, is not what is wanted."""
    if isinstance(wanted, Table):
        return tuple(_in_fields("", wanted, block))
    name = NAMED_BY[kind]
    return () if same(wanted, block.get(name)) else (Difference(name, wanted, block.get(name)),)


def _in_fields(prefix: str, wanted: Table, got: Block) -> Iterator[Difference]:
    for name, value in wanted.values.items():
        here = got.get(name)
        if isinstance(value, Table) and isinstance(here, Mapping):
            yield from _in_fields(f"{prefix}{name}.", value, here)
        elif not same(value, here):
            yield Difference(prefix + name, value, here)


def same(wanted: Node, got: object) -> bool:
    """Whether `got` is wanted: numbers by what they are worth, lists in any order, all else as text."""
    if isinstance(wanted, Table):
        return isinstance(got, Mapping) and not list(_in_fields("", wanted, got))
    if isinstance(wanted, Listing):
        return _same_items(wanted.items, got or ())
    if isinstance(got, Sequence) and not isinstance(got, str):
        return _same_items((wanted,), got) or (wanted.nothing and not got)
    return wanted.nothing if got is None else _same_value(wanted.text, got)


def _same_value(wanted: str, got: object) -> bool:
    if isinstance(got, bool):
        return wanted.lower() == str(got).lower()
    if isinstance(got, int | float):
        return _number(wanted) == Decimal(str(got))
    return wanted == got


def _same_items(wanted: Sequence[Node], got: object) -> bool:
    if not isinstance(got, Sequence) or isinstance(got, str) or len(got) != len(wanted):
        return False
    texts = [item.text for item in wanted if isinstance(item, Scalar)]
    return sorted(texts) == sorted(map(str, got))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def find(step: Step, blocks: Sequence[Block], start: int) -> int | None:
    """The first of `blocks` from `start` on that is what `step` expects."""
    for place in range(start, len(blocks)):
        fits = blocks[place].get("type") == BLOCK_OF[step.kind]
        if fits and not differences(step.kind, step.wanted, blocks[place]):
            return place
    return None


def nearest(step: Step, blocks: Sequence[Block], start: int) -> int | None:
    """The block of the right type from `start` on that differs least, the earlier of equals."""
    kind = BLOCK_OF[step.kind]
    near = [place for place in range(start, len(blocks)) if blocks[place].get("type") == kind]
    return min(near, key=lambda place: len(differences(step.kind, step.wanted, blocks[place])), default=None)
