"""What a conversation remembers between two messages; plain JSON in the bot's tracker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

# Kinds of open question: `confirm` a fact heard in doubt, `resume` whether to go on after a long silence,
# `file` whether to file a cancellation.
FACT, ORDER, NUMBER, LINE, WISH, CONFIRM, RESUME, FILE = (
    "fact",
    "order",
    "number",
    "line",
    "wish",
    "confirm",
    "resume",
    "file",
)
NO_ORDER = ""  # the scope of what was said of no order in particular
SCOPES_KEPT = 20
OFFERS_KEPT = 60
SHOWN_KEPT = 60
MOST_WAITING = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """The question that is open; `fact` names the fact asked, `value` the one to be confirmed.

    `options` are the payloads of its buttons, in order: "the second one" means one of them; `helped` says
    that it was said where the answer stands.
    """

    kind: str
    fact: str | None = None
    possible: tuple[str, ...] = ()
    value: Any = None
    options: tuple[str, ...] = ()
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish whose turn comes later: as it was typed, or, where `begun`, as far as it had come.

    `words` are those of a guest that tell the order or item it is about from others.
    """

    intent: str
    text: str = ""
    number: str | None = None
    goal: str | None = None
    lines: tuple[int, ...] = ()
    begun: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that came after a long silence and waits until it is clear whether to go on."""

    text: str
    intent: str
    ranking: tuple[str, ...] = ()
    choice: str | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The memory of one conversation.

    `told` holds the facts that the customer stated, by order number, `doubts` those that were heard in doubt;
    `lines` the numbers of the lines meant, all where empty; `offers` the payloads that may still be pressed;
    `shown` what was last decided, by order and line, so that only news is shown again; `failures` counts
    messages in a row that were not understood; `later` holds the wishes whose turn comes after this one;
    `at` is the instant of the last message; `comforted` says that a word of comfort was said;
    `offered` is the payload of the button that the last reply offered, without asking anything; `mailable` is
    the number that a guest named last, `mail_offered` says that the last reply offered a code for it,
    `mail_hinted` that it was said that there are such codes; `supposed` holds what the wish only supposes
    ("can I cancel once it ships?"), where no order is meant: no fact, and said so with the answer.
    `topic` is the intent and the words of a general question that the last reply answered for several shops.
    `about` is which of several orders a guest speaks of, who has none to be seen: its number, if it was
    named; `threads` holds the intent and the goal of the others, in the order they were spoken of.
    """

    language: str | None = None
    intent: str | None = None
    goal: str | None = None
    order: str | None = None
    lines: tuple[int, ...] = ()
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    doubts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ask: Ask | None = None
    offers: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    failures: int = 0
    later: tuple[Waiting, ...] = ()
    held: Held | None = None
    at: str | None = None
    comforted: bool = False
    offered: str | None = None
    mailable: str | None = None
    mail_offered: bool = False
    mail_hinted: bool = False
    supposed: Mapping[str, Any] = field(default_factory=dict)
    topic: tuple[str, ...] = ()
    about: str = NO_ORDER
    threads: Mapping[str, Sequence[str | None]] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """Under which key the facts told about what is being spoken of are kept."""
        return self.order or self.about

    def told_here(self) -> Mapping[str, Any]:
        """The facts told about what is being spoken of."""
        return self.told.get(self.scope, {})

    def told_of(self, line: int | None) -> Mapping[str, Any]:
        """The same with what was told of that line alone."""
        return {**self.told_here(), **self.told.get(f"{self.scope}#{line}", {})}

    def tell_of(self, lines: Iterable[int], facts: Mapping[str, Any]) -> "State":
        """The state with `facts` told of each of these lines alone, beside what was told of it before."""
        told = dict(self.told)
        for line in lines:
            scope = f"{self.scope}#{line}"
            told[scope] = {**told.pop(scope, {}), **facts}
        return replace(self, told=dict([*told.items()][-SCOPES_KEPT:]))

    def tell_of_all(self, names: Iterable[str]) -> "State":
        """The state without these facts where they were told of one line alone."""
        gone = set(names)
        told = {
            scope: {name: value for name, value in facts.items() if "#" not in scope or name not in gone}
            for scope, facts in self.told.items()
        }
        return replace(self, told=told)

    def doubts_here(self) -> Mapping[str, Any]:
        """The facts heard in doubt about what is being spoken of."""
        return self.doubts.get(self.scope, {})

    def tell(self, facts: Mapping[str, Any]) -> "State":
        """The state with `facts` as all that was told about what is being spoken of."""
        return replace(self, told=self._kept(self.told, facts))

    def doubt(self, facts: Mapping[str, Any]) -> "State":
        """The state with `facts` as all that is in doubt about what is being spoken of."""
        return replace(self, doubts=self._kept(self.doubts, facts))

    def _kept(self, scopes: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
        others = [(scope, value) for scope, value in scopes.items() if scope != self.scope]
        return dict([*others, (self.scope, dict(facts))][-SCOPES_KEPT:])

    def speak_of(self, order: str | None, lines: tuple[int, ...] = ()) -> "State":
        """The state with that order spoken of; what was told while it was being chosen moves to it."""
        if order == self.order:
            return replace(self, lines=lines or self.lines)
        choosing = self.ask is not None and self.ask.kind in (ORDER, NUMBER)
        moved = replace(self, order=order, lines=lines)
        if not choosing:
            return moved
        if loose := self.told.get(self.about, {}):
            moved = moved.tell({**moved.told_here(), **loose})
        if loose := self.doubts.get(self.about, {}):
            moved = moved.doubt({**moved.doubts_here(), **loose})
        return moved

    def wait(self, *wishes: Waiting) -> "State":
        """The state with `wishes` to come after those that wait already."""
        return replace(self, later=(*self.later, *wishes)[:MOST_WAITING])

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object) -> "State":
        """The state that `to_json` wrote; a new one where `value` is none."""
        if not isinstance(value, Mapping):
            return cls()
        known = _known(cls, value)
        known["ask"] = _ask(known.get("ask"))
        known["later"] = tuple(_waiting(one) for one in known.get("later", ()))
        known["held"] = _held(known.get("held"))
        for name in ("lines", "offers", "topic"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


def _known(kind: Any, value: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: value[one.name] for one in fields(kind) if one.name in value}


def _ask(value: Mapping[str, Any] | None) -> Ask | None:
    if not value:
        return None
    known = _known(Ask, value)
    return Ask(**{**known, **{name: tuple(known.get(name, ())) for name in ("possible", "options")}})


def _waiting(value: Mapping[str, Any]) -> Waiting:
    known = _known(Waiting, value)
    return Waiting(**{**known, "lines": tuple(known.get("lines", ()))})


def _held(value: Mapping[str, Any] | None) -> Held | None:
    if not value:
        return None
    known = _known(Held, value)
    return Held(**{**known, "ranking": tuple(known.get("ranking", ())), "ask": _ask(known.get("ask"))})
