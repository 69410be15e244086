"""What would lead to another step, in sentences: one for each step, the nearest change first."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from decision import Change
from wording.catalog import Wording


def change_sentences(
    w: Wording, changes: Iterable[Change], language: str, *, now: datetime
) -> tuple[str, ...]:
    """One sentence for each step that `changes` lead to, in their order, with all that leads to it."""
    steps: dict[str, list[Change]] = {}
    for change in changes:
        steps.setdefault(change.step, []).append(change)
    return tuple(_sentence(w, step, ways, language, now) for step, ways in steps.items())


def _sentence(w: Wording, step: str, ways: list[Change], language: str, now: datetime) -> str:
    values: dict[str, object] = {"step": w.say(f"change.step.{step}", language)}
    conditions = list(_conditions(w, ways, language))
    at = next((way.at for way in ways if way.at is not None), None)
    if conditions:
        values["conditions"] = conditions
    if at is None:
        return w.say("change.when", language, now=now, **values)
    return w.say("change.at_or" if conditions else "change.at", language, now=now, at=at, **values)


def _conditions(w: Wording, ways: list[Change], language: str) -> Iterator[str]:
    for way in ways:
        if way.fact is not None:
            yield w.say(f"change.{way.fact}.{str(way.value).lower()}", language)
