"""What would lead to another step, in sentences: one for each step, the nearest change first."""

from collections.abc import Iterable
from datetime import datetime

from decision import Change
from wording.catalog import Wording
from wording.factnames import word
from wording.ownfacts import FactWords


def change_sentences(
    w: Wording, policy: str | None, changes: Iterable[Change], language: str, *, now: datetime
) -> tuple[str, ...]:
    """One sentence for each step that `changes` lead to, in their order, with all that leads to it.

    `policy` names the shop, whose own facts are said in its own words.
    """
    steps: dict[str, list[Change]] = {}
    for change in changes:
        steps.setdefault(change.step, []).append(change)
    words = FactWords(w, policy, language, now=now)
    return tuple(_sentence(words, step, ways) for step, ways in steps.items())


def _sentence(words: FactWords, step: str, ways: list[Change]) -> str:
    values: dict[str, object] = {"step": words.say(f"change.step.{step}")}
    conditions = [words.say(f"change.{way.fact}.{word(way.value)}") for way in ways if way.fact is not None]
    at = next((way.at for way in ways if way.at is not None), None)
    if conditions:
        values["conditions"] = conditions
    if at is None:
        return words.say("change.when", **values)
    return words.say("change.at_or" if conditions else "change.at", at=at, **values)
