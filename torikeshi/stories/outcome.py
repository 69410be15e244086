"""What came of a story: the conversation as it went, and where it stopped being what was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from torikeshi.stories.matching import Block, Difference
from torikeshi.stories.story import Step, Story


@dataclass(frozen=True, slots=True)
class Insight:
    """What the bot made of one message, beside its reply: seen where the action runs, not said to anybody.

    `intent` with its `confidence` (0–1) is the model's guess, `traces` say by rule how it was decided,
    `defects` what went wrong inside.
    """

    intent: str | None = None
    confidence: float = 0.0
    traces: Mapping[str, Sequence[str]] = field(default_factory=dict)
    defects: tuple[str, ...] = ()


NOTHING_SEEN = Insight()


@dataclass(slots=True)
class Exchange:
    """A message of the customer (None: the conversation's opening) and the reply."""

    said: Step | None
    blocks: tuple[Block, ...]
    language: str
    insight: Insight = field(default_factory=Insight)
    seconds: float = 0.0
    met: list[Step] = field(default_factory=list)
    """The expectations that held, in order."""
    checked: set[int] = field(default_factory=set)
    """The places of the blocks that they held of."""

    def text(self) -> str:
        """All that the bot said."""
        return "\n".join(block["text"] for block in self.blocks if block["type"] == "text")

    def why(self) -> dict[str, Sequence[str]]:
        """How each step of the reply was decided, by rule."""
        rules = [str(block["rule"]) for block in self.blocks if block["type"] == "step"]
        return {rule: trace for rule, trace in self.insight.traces.items() if rule in rules}

    def choices(self) -> list[Mapping[str, str]]:
        """The buttons shown, each with `title` and `payload`."""
        return [choice for block in self.blocks for choice in block.get("choices", ())]


@dataclass(frozen=True, slots=True)
class Failure:
    """The step at which a story failed: `reason` in words, the block that comes nearest, how it differs."""

    step: Step | None
    reason: str
    block: int | None = None
    differences: tuple[Difference, ...] = ()
    exchange: int = -1
    """The place of the exchange that it happened in; the last one unless the story went on."""


@dataclass(slots=True)
class Outcome:
    """A story that has been played; `failures` has one entry at most, unless it was to go on after one."""

    story: Story
    began: datetime
    exchanges: list[Exchange] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.failures
