"""What every part of a turn needs: the rules and the words."""

from dataclasses import dataclass

from decision import Policies
from wording import Wording


@dataclass(frozen=True, slots=True)
class Kit:
    """The policies that decide and the wording that says it; the same for all conversations."""

    policies: Policies
    wording: Wording
