"""Decide again what was decided: by the version that did, where it is loaded, else by what holds now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision import FactsError, Policies, decide
from web.decisionlog.chain import Line

OF_THE_VERSION = ("policy_version", "trace")
"""What differs between any two versions, or follows from the rest."""

type Changes = tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A line decided again: the version that decides now, and each field that is another than before.

    Where it cannot be decided any more, the one change is that of `error`.
    """

    line: Line
    was: str | None
    now: str | None
    changes: Changes

    @property
    def same_version(self) -> bool:
        """Whether the version that decided is the one that decides now."""
        return self.was == self.now


def replay(policies: Policies, lines: Iterable[Line]) -> Iterator[Replayed]:
    """Each of `lines` decided again by `policies`, in their order."""
    for line in lines:
        content = line.content()
        before: Mapping[str, Any] = content["answer"]
        was = _version(before)
        try:
            after = decide(policies, content["facts"]).as_json()
        except FactsError as error:
            yield Replayed(line, was, None, (("error", None, str(error)),))
            continue
        now = _version(after)
        yield Replayed(line, was, now, tuple(_changes(before, after, whole=was == now)))


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], *, whole: bool
) -> Iterator[tuple[str, object, object]]:
    for name in dict.fromkeys([*before, *after]):
        if (whole or name not in OF_THE_VERSION) and before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _version(answer: Mapping[str, Any]) -> str | None:
    found = answer.get("policy_version")
    return None if found is None else str(found)
