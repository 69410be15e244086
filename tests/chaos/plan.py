"""What one run is to be: on which database, filing where, how many conversations and kills."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. All chance in it comes from `seed`; what the machine's timing adds to it does not."""

    seed: int
    database: str
    filing: str
    conversations: int = 50
    kills: int = 100
    """Of gateways and actions."""
    bot_kills: int = 5

    def chance(self, of: object) -> Random:
        """The chance of one thing in the run, whatever the others draw."""
        return Random(f"{self.seed}/{self.database}/{self.filing}/{of}")

    def __str__(self) -> str:
        return f"seed {self.seed} on {self.database}, filing by {self.filing}"
