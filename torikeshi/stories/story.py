"""What a story is: one test case with its customer, orders and clock, and what is said and expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from torikeshi.stories.nodes import Node, Place, Scalar

SAYS = ("user", "choice")
"""Steps of the customer; all others say what is expected."""
EXPECTS = ("utter", "step", "ask", "text_contains", "language")
STEP_KINDS = (*SAYS, *EXPECTS)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry under `steps`; `place` is that of the whole entry, without its dash."""

    kind: str
    wanted: Node
    place: Place = field(compare=False)

    @property
    def text(self) -> str:
        """The text of a step that is one."""
        assert isinstance(self.wanted, Scalar)  # noqa: S101 - looked at when the file was read
        return self.wanted.text

    @property
    def says(self) -> bool:
        """Whether it is the customer's."""
        return self.kind in SAYS


@dataclass(frozen=True, slots=True)
class Story:
    """A test case. Without `customer` it is a guest's; without `now` the clock is the real one's, held."""

    name: str
    path: Path
    line: int
    steps: tuple[Step, ...]
    orders: tuple[Mapping[str, Any], ...] = ()
    customer: str | None = None
    now: datetime | None = None

    @property
    def id(self) -> str:
        """File and name, by which it is chosen and reported."""
        return f"{self.path}::{self.name}"
