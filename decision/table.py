"""A policy: what it declares, and what that says of a profile."""

from functools import cached_property

from decision.declared import Declared
from decision.errors import PolicyError
from decision.index import Index
from decision.rows import Profile, Row


class Policy(Declared):
    """One shop's rules, ready to decide by."""

    @cached_property
    def index(self) -> Index:
        """Its conditions as bits."""
        return Index(self)

    def row_for(self, profile: Profile) -> Row:
        """The one row that holds for `profile`; `PolicyError` where the table has a gap or an overlap."""
        return self.one_row(profile, self.index.holding(profile))

    def one_row(self, profile: Profile, holding: int) -> Row:
        """As `row_for`, where it is known already which conditions are `holding`."""
        found = self.index.rows_of(profile, holding)
        if len(found) != 1:
            names = ", ".join(row.id for row in found) or "none"
            raise PolicyError(f"policy `{self.id}` needs one row for {profile}: there is {names}")
        return found[0]
