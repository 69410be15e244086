"""Stories written: what came of a conversation as expectations, and a story as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from torikeshi.stories.nodes import Listing, Problems, Table, read_nodes
from torikeshi.stories.outcome import Exchange
from torikeshi.stories.story import Story
from web.stories import yaml_text
from web.stories.entries import case, expectations, fixture, indented, whole


def steps_of(said: Sequence[tuple[str, str]], exchanges: Sequence[Exchange]) -> Iterator[str]:
    """All entries: what was said, as kind and text, what is expected of the reply, a new language."""
    language = ""
    for (kind, text), exchange in zip(said, exchanges, strict=True):
        yield f"{kind}: {yaml_text.text(text)}"
        yield from expectations(exchange.blocks)
        if exchange.language != language:
            language = exchange.language
            yield f"language: {language}"


def add_story(path: Path, story: Story, steps: Iterable[str]) -> None:
    """Write the story into `path`, after what stands there. Raises OSError, `BadStory`."""
    lines = fixture(story.name, story.now, story.orders, story.customer)
    body = case(story.name, story.orders, steps, with_fixture=bool(lines))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(whole(lines, body), encoding="utf-8")
        return
    problems = Problems()
    root = read_nodes(path, problems)
    problems.stop_if_any()
    text = path.read_bytes().decode("utf-8-sig")
    added = [("fixtures", lines), ("test_cases", body)]
    # what stands later is written first, so that the places of what stands before stay right
    for key, new in sorted((one for one in added if one[1]), key=lambda one: -_start(root, one[0])):
        text = _inserted(text, root, key, new)
    path.write_text(text, encoding="utf-8")


def _start(root: Any, key: str) -> int:
    return root.values[key].place.start if isinstance(root, Table) and key in root.values else -1


def _inserted(text: str, root: Any, key: str, lines: list[str]) -> str:
    """`text` with an entry at the end of the list `key`, or with a new list in front."""
    listed = root.values.get(key) if isinstance(root, Table) else None
    if not isinstance(listed, Listing) or not listed.items:
        return "\n".join([f"{key}:", *indented(lines, 2)]) + "\n" + text
    column = listed.place.start - (text.rfind("\n", 0, listed.place.start) + 1)
    entry = "\n".join(indented(lines, column))
    end = text.find("\n", listed.place.end)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{entry}{text[end:]}"
