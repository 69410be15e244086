"""What comes back: a decision or a question."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from decision.instants import iso
from decision.rows import Refund


class Decision(NamedTuple):
    """The next step and all that goes with it.

    `until` is an instant at the shop's offset, +09:00 in Japan; `contact` goes with `contact_support`;
    `cites` are clause ids; `assumed` names the facts taken as so whose other values could change the answer.
    None where there is nothing to say, or where facts still missing would make the difference.
    """

    step: str
    rule: str
    reason: str
    until: datetime | None
    contact: str | None
    fallback: str | None
    refund: Refund | None
    warnings: tuple[str, ...]
    cites: tuple[str, ...]
    assumed: tuple[str, ...]
    policy_version: str | None
    trace: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The answer as plain JSON values, keys in the order of the fields."""
        return {
            "step": self.step,
            "rule": self.rule,
            "reason": self.reason,
            "until": None if self.until is None else iso(self.until),
            "contact": self.contact,
            "fallback": self.fallback,
            "refund": None if self.refund is None else self.refund.as_json(),
            "warnings": list(self.warnings),
            "cites": list(self.cites),
            "assumed": list(self.assumed),
            "policy_version": self.policy_version,
            "trace": list(self.trace),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """The fact to ask next, and the steps that are still possible."""

    ask: str
    possible: tuple[str, ...]
    assumed: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The answer as plain JSON values."""
        return {"ask": self.ask, "possible": list(self.possible), "assumed": list(self.assumed)}


Answer = Decision | Question
