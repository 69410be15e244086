"""Facts that cannot be used: every reason at once, in the order of the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `field` is None where the whole input is no object."""

    field: str | None
    message: str


class FactsError(ValueError):
    """The facts are unusable; `errors` has every reason, the first in the facts' order first."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors

    def as_json(self) -> dict[str, object]:
        """`{"error": {"field", "message", "errors": [{"field", "message"}…]}}`."""
        listed = [{"field": error.field, "message": error.message} for error in self.errors]
        return {"error": {**listed[0], "errors": listed}}


class PolicyError(ValueError):
    """A policy file that cannot be used: a defect of the file, never of somebody's facts."""
