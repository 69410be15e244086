"""What is wrong with a row, gathered field by field so that all of it is told at once."""

from __future__ import annotations

from dataclasses import dataclass

from decision.facts import shown


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a row; `field` is None where it is the whole row."""

    field: str | None
    value: object
    message: str


def disallowed(field: str, value: object, allowed: str) -> Problem:
    """A value that the field may not have."""
    return Problem(field, value, f"`{field}` is {shown(value)}: allowed is {allowed}")


class RowError(ValueError):
    """The row cannot be taken; `problems` has every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class Findings:
    """The problems of one row, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str | None, str], Problem] = {}

    def add(self, field: str | None, value: object, message: str) -> None:
        """Note a problem; the same message about the same field counts once."""
        self._found.setdefault((field, message), Problem(field, value, message))

    def disallowed(self, field: str, value: object, allowed: str) -> None:
        """Note a value that the field may not have."""
        problem = disallowed(field, value, allowed)
        self.add(field, value, problem.message)

    def missing(self, field: str) -> None:
        """Note a field that is always needed."""
        self.add(field, None, f"`{field}` is missing: it is always needed")

    def unknown(self, field: str, value: object, known: tuple[str, ...]) -> None:
        """Note a name that no field has."""
        names = ", ".join(f"`{name}`" for name in known)
        self.add(field, value, f"{shown(field)} is no known field: known are {names}")

    def stop_if_any(self) -> None:
        """Raise `RowError` if anything was found."""
        if self._found:
            raise RowError(tuple(self._found.values()))
