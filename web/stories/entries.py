"""Entries of a story: what is expected of a reply, and the fixture and the case that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from web.stories import yaml_text

type Block = Mapping[str, Any]
STEP_KEPT = ("step", "rule", "order_number", "line", "until", "contact", "fallback")
"""The fields of a step that are worth being expected: what is done, and why."""


def expectation(block: Block) -> str:
    """The entry of `steps` that expects this block: a step, a question or a text."""
    if block["type"] == "step":
        return f"step: {yaml_text.value({name: block[name] for name in STEP_KEPT if name in block})}"
    return f"ask: {block['fact']}" if block["type"] == "ask" else f"utter: {block['name']}"


def expectations(blocks: Sequence[Block]) -> Iterator[str]:
    """Entries that expect this reply: its steps and its question, or else its first text."""
    told = [block for block in blocks if block["type"] in ("step", "ask")]
    for block in told or [block for block in blocks if block["type"] == "text"][:1]:
        yield expectation(block)


def fixture(
    name: str, now: datetime | None, orders: Sequence[Mapping[str, Any]], customer: str | None
) -> list[str]:
    """The lines of an entry of `fixtures`; none where there is nothing to set."""
    if now is None and not orders and customer is None:
        return []
    lines = [f"- {_name(name, orders)}:"]
    if now is not None:
        lines.append(f'    now: "{now.isoformat()}"')
    if orders:
        lines.append("    orders:")
        lines += [f"      - {yaml_text.value(_plain(order))}" for order in orders]
    if customer is not None:
        lines.append(f"    customer: {yaml_text.text(customer)}")
    return lines


def case(name: str, orders: Sequence[object], steps: Iterable[str], *, with_fixture: bool) -> list[str]:
    """The lines of an entry of `test_cases`."""
    lines = [f"- test_case: {yaml_text.text(name)}"]
    if with_fixture:
        lines.append(f"  fixtures: [{_name(name, orders)}]")
    return [*lines, "  steps:", *(f"    - {step}" for step in steps)]


def whole(fixture_lines: Sequence[str], case_lines: Sequence[str]) -> str:
    """A file with one fixture, if there is any, and one case."""
    parts = ["fixtures:", *indented(fixture_lines, 2)] if fixture_lines else []
    return "\n".join([*parts, "test_cases:", *indented(case_lines, 2)]) + "\n"


def indented(lines: Iterable[str], width: int) -> list[str]:
    """The lines, each that much further to the right."""
    return [" " * width + line for line in lines]


def _name(name: str, orders: Sequence[object]) -> str:
    return yaml_text.text(f"orders of {name}" if orders else f"clock of {name}")


def _plain(order: Mapping[str, Any]) -> dict[str, object]:
    """An order's values as JSON has them."""
    return {name: one.isoformat() if isinstance(one, datetime) else one for name, one in order.items()}
