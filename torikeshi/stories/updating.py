"""`--update`: expectations rewritten to what came, in their place; all else in the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torikeshi.stories.matching import BLOCK_OF
from torikeshi.stories.nodes import Place
from torikeshi.stories.outcome import Exchange, Failure, Outcome
from web.stories import yaml_text
from web.stories.entries import expectation

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file's text and what comes in its place; None: its whole line goes."""

    place: Place
    text: str | None


def update(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Rewrite the files of stories that failed; by story how many expectations were changed.

    What cannot be rewritten stays: words that a reply no longer contains, a button that is not there.
    Raises OSError.
    """
    edits = {one.story.id: list(_edits(one)) for one in outcomes if one.failures}
    by_file: dict[Path, list[Edit]] = {}
    for found in edits.values():
        for edit in found:
            by_file.setdefault(edit.place.path, []).append(edit)
    for path, found in by_file.items():
        _rewrite(path, found)
    return {name: len(found) for name, found in edits.items() if found}


def _edits(outcome: Outcome) -> Iterator[Edit]:
    for failure in outcome.failures:
        if failure.step is None or failure.step.says:
            continue
        exchange = outcome.exchanges[failure.exchange]
        if failure.step.kind == "language":
            yield Edit(failure.step.wanted.place, exchange.language)
        elif failure.block is not None:
            yield from _values(failure)
        elif failure.step.kind in BLOCK_OF:
            yield _another(failure, exchange)


def _values(failure: Failure) -> Iterator[Edit]:
    """The fields that differ, each by its new value."""
    for found in failure.differences:
        yield Edit(found.wanted.place, yaml_text.value(found.got))


def _another(failure: Failure, exchange: Exchange) -> Edit:
    """In place of what nothing can meet: the reply's step or question, unless it is expected already."""
    assert failure.step is not None  # noqa: S101 - looked at before
    left = [block for place, block in enumerate(exchange.blocks) if place not in exchange.checked]
    told = [block for block in left if block["type"] in ("step", "ask")] or [
        block for block in left if block["type"] == "text"
    ]
    return Edit(failure.step.place, expectation(told[0]) if told else None)


def _rewrite(path: Path, edits: Sequence[Edit]) -> None:
    raw = path.read_bytes().decode("utf-8")
    bom, text = (BOM, raw[1:]) if raw.startswith(BOM) else ("", raw)
    for edit in sorted(edits, key=lambda one: one.place.start, reverse=True):
        start, end = edit.place.start, edit.place.end
        if edit.text is None:
            start = text.rfind("\n", 0, start) + 1
            end = text.find("\n", end) + 1 or len(text)
        text = text[:start] + (edit.text or "") + text[end:]
    path.write_bytes((bom + text).encode("utf-8"))
