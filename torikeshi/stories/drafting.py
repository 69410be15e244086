"""Stories written: what came of a conversation as expectations, and a story as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from torikeshi.stories import written
from torikeshi.stories.matching import Block
from torikeshi.stories.nodes import Listing, Problems, Table, read_nodes
from torikeshi.stories.outcome import Exchange
from torikeshi.stories.story import Story

STEP_KEPT = ("step", "rule", "order_number", "line", "until", "contact", "fallback")
"""The fields of a step that are worth being expected: what is done, and why."""


def expectation(block: Block) -> str:
    """The entry of `steps` that expects this block."""
    if block["type"] == "step":
        kept = {name: block[name] for name in STEP_KEPT if name in block}
        return f"step: {written.value(kept)}"
    return written.block(block)


def expectations(exchange: Exchange) -> Iterator[str]:
    """Entries that expect this reply: its steps and its question, or else its first text."""
    told = [block for block in exchange.blocks if block["type"] in ("step", "ask")]
    for block in told or [block for block in exchange.blocks if block["type"] == "text"][:1]:
        yield expectation(block)


def steps_of(said: Sequence[tuple[str, str]], exchanges: Sequence[Exchange]) -> Iterator[str]:
    """All entries: what was said, as kind and text, what is expected of the reply, a new language."""
    language = ""
    for (kind, text), exchange in zip(said, exchanges, strict=True):
        yield f"{kind}: {written.text(text)}"
        yield from expectations(exchange)
        if exchange.language != language:
            language = exchange.language
            yield f"language: {language}"


def add_story(path: Path, story: Story, steps: Iterable[str]) -> None:
    """Write the story into `path`, after what stands there. Raises OSError, `BadStory`."""
    fixture = list(_fixture(story))
    case = [
        f"- test_case: {written.text(story.name)}",
        *([f"  fixtures: [{_name(story)}]"] if fixture else []),
    ]
    case += ["  steps:", *(f"    - {step}" for step in steps)]
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = ["fixtures:", *_indented(fixture, 2)] if fixture else []
        path.write_text("\n".join([*parts, "test_cases:", *_indented(case, 2)]) + "\n", encoding="utf-8")
        return
    problems = Problems()
    root = read_nodes(path, problems)
    problems.stop_if_any()
    text = path.read_bytes().decode("utf-8-sig")
    added = [("fixtures", fixture), ("test_cases", case)]
    # what stands later is written first, so that the places of what stands before stay right
    for key, lines in sorted((one for one in added if one[1]), key=lambda one: -_start(root, one[0])):
        text = _inserted(text, root, key, lines)
    path.write_text(text, encoding="utf-8")


def _start(root: Any, key: str) -> int:
    return root.values[key].place.start if isinstance(root, Table) and key in root.values else -1


def _inserted(text: str, root: Any, key: str, lines: list[str]) -> str:
    """`text` with an entry at the end of the list `key`, or with a new list in front."""
    listed = root.values.get(key) if isinstance(root, Table) else None
    if not isinstance(listed, Listing) or not listed.items:
        return "\n".join([f"{key}:", *_indented(lines, 2)]) + "\n" + text
    column = listed.place.start - (text.rfind("\n", 0, listed.place.start) + 1)
    entry = "\n".join(_indented(lines, column))
    end = text.find("\n", listed.place.end)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{entry}{text[end:]}"


def _indented(lines: Iterable[str], width: int) -> list[str]:
    return [" " * width + line for line in lines]


def _fixture(story: Story) -> Iterator[str]:
    if story.now is None and not story.orders and story.customer is None:
        return
    yield f"- {_name(story)}:"
    if story.now is not None:
        yield f'    now: "{story.now.isoformat()}"'
    if story.orders:
        yield "    orders:"
        yield from (f"      - {written.value(_plain(order))}" for order in story.orders)
    if story.customer is not None:
        yield f"    customer: {written.text(story.customer)}"


def _name(story: Story) -> str:
    return written.text(f"orders of {story.name}" if story.orders else f"clock of {story.name}")


def _plain(order: Mapping[str, Any]) -> dict[str, object]:
    """An order's values as JSON has them."""
    return {name: one.isoformat() if isinstance(one, datetime) else one for name, one in order.items()}
