"""What a conversation remembers between two messages; plain JSON in the bot's tracker."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

FACT, ORDER, NUMBER, LINE, WISH = "fact", "order", "number", "line", "wish"  # kinds of open question
NO_ORDER = ""  # the scope of what was said of no order in particular
SCOPES_KEPT = 6
OFFERS_KEPT = 60
SHOWN_KEPT = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """The question that is open; `fact` names the fact asked."""

    kind: str
    fact: str | None = None
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The memory of one conversation.

    `told` holds the facts that the customer stated, by order number; `lines` the numbers of the lines meant,
    all where empty; `offers` the payloads that may still be pressed; `shown` what was last decided, by order
    and line, so that only news is shown again; `failures` counts messages in a row that were not understood.
    """

    language: str | None = None
    intent: str | None = None
    goal: str | None = None
    order: str | None = None
    lines: tuple[int, ...] = ()
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ask: Ask | None = None
    offers: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    failures: int = 0

    @property
    def scope(self) -> str:
        """Under which key the facts told about what is being spoken of are kept."""
        return self.order or NO_ORDER

    def told_here(self) -> Mapping[str, Any]:
        """The facts told about what is being spoken of."""
        return self.told.get(self.scope, {})

    def tell(self, facts: Mapping[str, Any]) -> "State":
        """The state with `facts` as all that was told about what is being spoken of."""
        kept = {scope: value for scope, value in self.told.items() if scope != self.scope}
        scopes = [*kept.items(), (self.scope, dict(facts))][-SCOPES_KEPT:]
        return replace(self, told=dict(scopes))

    def speak_of(self, order: str | None, lines: tuple[int, ...] = ()) -> "State":
        """The state with that order spoken of; what was told while it was being chosen moves to it."""
        if order == self.order:
            return replace(self, lines=lines or self.lines)
        choosing = self.ask is not None and self.ask.kind in (ORDER, NUMBER)
        loose = self.told.get(NO_ORDER, {}) if choosing else {}
        moved = replace(self, order=order, lines=lines)
        return moved.tell({**moved.told_here(), **loose}) if loose else moved

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object) -> "State":
        """The state that `to_json` wrote; a new one where `value` is none."""
        if not isinstance(value, Mapping):
            return cls()
        known = {name: value[name] for name in (f.name for f in fields(cls)) if name in value}
        ask = known.get("ask")
        known["ask"] = Ask(ask["kind"], ask["fact"], tuple(ask["possible"])) if ask else None
        for name in ("lines", "offers"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)
