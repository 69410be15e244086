"""A story drafted from what is stored, with no bot to play it: what was said, and what is decided of it.

Steps are decided once more by the rules as they are, questions and texts are taken as they were. The draft
ends before what no story can set up: a person's answers, codes by mail, filings, long silences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from decision import Decision, FactsError, Policies, decide
from decision.instants import in_japan
from web.records import Item
from web.stories import yaml_text
from web.stories.anonymous import CUSTOMER, Alias
from web.stories.entries import Block, case, expectations, fixture, whole
from web.stories.frozen import changed_later, frozen
from web.stories.stored import Stored

FIRST_LANGUAGE = "ja"
NOT_TAKEN = ("bot_unavailable", "please_resend")
"""Replies of the gateway's own to a message that the bot has not heard."""
SET_UP_ELSEWHERE = ("code_", "guest.code.", "filing.", "resume")
BESIDE = ("guest.code.offer", "guest.code.hint", "filing.offer")
"""Of those, what may be added to a reply that is otherwise a story's."""
STANDS_FOR = {"handover.later": "handover.done"}
"""In a story a person is there at any hour."""
HANDED_OVER = ("handover.done", "handover.later")
BY_PERSON = ("handover.taken", "handover.closed")
COMPARED = ("step", "rule", "until", "contact", "fallback")


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader of the draft should know: the wording `console.story.<name>` with its values."""

    name: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a story of the conversation begins with: whose numbers stand for which, its orders and clock."""

    alias: Alias
    orders: tuple[Mapping[str, Any], ...]
    now: datetime
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as lines of `steps`, with its scene; `notes` begin with those of the scene."""

    name: str
    scene: Scene
    customer: str | None
    steps: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def says_anything(self) -> bool:
        """Whether the customer says anything in it."""
        return any(step.startswith(("user: ", "choice: ")) for step in self.steps)

    def text(self, comments: Sequence[str]) -> str:
        """A story file of it, `comments` above."""
        lines = fixture(self.name, self.scene.now, self.scene.orders, self.customer)
        body = case(self.name, self.scene.orders, self.steps, with_fixture=bool(lines))
        return "".join(f"# {line}\n" for line in comments) + whole(lines, body)


def scene(stored: Stored, policies: Policies, now: datetime | None = None) -> Scene:
    """Orders as they were and the clock: `now`, if it is fixed, else that of the last decision or message."""
    alias = Alias([order.order_number for order in stored.orders])
    at = now or _clock(stored)
    then = _then(stored)
    rows = [frozen(one, then.get(one.order_number, {}), at, policies, alias) for one in stored.orders]
    later = [one for one in stored.orders if changed_later(one, then.get(one.order_number, {}), at)]
    notes = [Note("changed", {"order_number": alias.number(one.order_number)}) for one in later]
    return Scene(alias, tuple(rows), at, tuple(notes))


def draft(stored: Stored, policies: Policies, now: datetime | None = None) -> Draft:
    """The story; it has no step where nothing of the conversation can be played."""
    found = scene(stored, policies, now)
    teller = _Teller(stored, found, policies)
    steps = tuple(teller.steps())
    notes = [Note("model", {})] * stored.other_model
    customer = None if stored.customer is None else CUSTOMER
    return Draft(name_of(stored), found, customer, steps, (*found.notes, *notes, *teller.notes))


def opening_steps(stored: Stored) -> list[str]:
    """What must stand before the first message for the story to be opened in the same language."""
    language = stored.items[0].content.language
    return [] if language == FIRST_LANGUAGE else [f"language: {language}"]


def name_of(stored: Stored) -> str:
    """The name of its story, unless another is given."""
    return f"recorded_{stored.id[:8]}"


def _clock(stored: Stored) -> datetime:
    decided = [entry["facts"]["now"] for entries in stored.decided.values() for entry in entries]
    if decided:
        return in_japan(max(map(datetime.fromisoformat, decided)))
    said = max(item.content.at for item in stored.items if item.content.role == "customer")
    return in_japan(datetime.fromtimestamp(said // 1000, UTC))


def _steps_of(item: Item) -> list[Block]:
    return [block for block in item.content.replies or () if block["type"] == "step"]


def _then(stored: Stored) -> dict[str, dict[int | None, Mapping[str, Any]]]:
    """By order and line, the facts that it was decided on first: before that it was no other."""
    found: dict[str, dict[int | None, Mapping[str, Any]]] = {}
    for item in stored.items:
        for block, entry in zip(_steps_of(item), stored.decided.get(item.seq, ()), strict=False):
            if number := block.get("order_number"):
                found.setdefault(str(number), {}).setdefault(block.get("line"), entry["facts"])
    return found


class _Ends(Exception):
    """From here on no story can follow the conversation."""


class _Teller:
    """Goes through the conversation; `notes` grow meanwhile."""

    def __init__(self, stored: Stored, found: Scene, policies: Policies) -> None:
        self._stored, self._scene, self._policies = stored, found, policies
        self._offered: Mapping[str, str] = {}
        self._with_person = False
        self.notes: list[Note] = []

    def steps(self) -> Iterator[str]:
        """The entries of `steps`."""
        opening = opening_steps(self._stored)
        yield from opening
        language = self._stored.items[0].content.language if opening else None
        self._offered = _offered(self._stored.items[0].content.replies)
        for item, reply in exchanges(self._stored.items):
            try:
                entries = list(self._exchange(item, reply))
            except _Ends:
                self.notes.append(Note("ends", {"text": yaml_text.quoted(self._spoken(item))}))
                return
            yield from entries
            if entries and reply is not None and reply.content.language != language:
                language = reply.content.language
                yield f"language: {language}"

    def _exchange(self, item: Item, reply: Item | None) -> Iterator[str]:
        blocks = () if reply is None else reply.content.replies or ()
        names = [str(block["name"]) for block in blocks if block["type"] == "text"]
        if any(name.startswith(SET_UP_ELSEWHERE) and name not in BESIDE for name in names):
            raise _Ends
        if any(name in NOT_TAKEN for name in names) or (reply is None and not self._with_person):
            return
        yield self._said(item)
        if reply is not None:
            self._with_person = any(name in HANDED_OVER for name in names)
            yield from expectations([*self._expected(reply, blocks)])
        self._offered = _offered(blocks)

    def _said(self, item: Item) -> str:
        spoken = self._spoken(item)
        return f"{'user' if item.content.choice is None else 'choice'}: {yaml_text.text(spoken)}"

    def _spoken(self, item: Item) -> str:
        """The text, or the button's title where it stands in the last reply, else its payload."""
        alias, choice = self._scene.alias, item.content.choice
        if choice is None:
            return alias.text(item.content.text or "")
        return alias.payload(self._offered.get(choice, choice))

    def _expected(self, reply: Item, blocks: Sequence[Block]) -> Iterator[Block]:
        entries = iter(self._stored.decided.get(reply.seq, ()))
        for block in blocks:
            if block["type"] == "step":
                yield self._decided(block, next(entries, None))
            elif block["type"] == "text":
                yield {**block, "name": STANDS_FOR.get(str(block["name"]), block["name"])}
            else:
                yield block

    def _decided(self, block: Block, entry: Mapping[str, Any] | None) -> Block:
        """The step as it is decided on the same facts today. Raises `_Ends` where it is none any more."""
        number = block.get("order_number")
        named = {**block, "order_number": self._scene.alias.number(str(number))} if number else block
        if entry is None:
            return named
        try:
            answer = decide(self._policies, {**entry["facts"], "now": self._scene.now.isoformat()})
        except FactsError as error:
            raise _Ends from error
        if not isinstance(answer, Decision):
            raise _Ends
        today = {name: answer.as_json()[name] for name in COMPARED}
        if any(today[name] != block.get(name) for name in COMPARED):
            self.notes.append(Note("otherwise", {"rule": block["rule"]}))
        changed = {**named, **today}
        return {name: value for name, value in changed.items() if value is not None}


def exchanges(items: Sequence[Item]) -> Iterator[tuple[Item, Item | None]]:
    """Each message of the customer with the bot's answer to it, until a person speaks or acts."""
    following = [*items[1:], None]
    for item, after in zip(items, following, strict=True):
        if item.content.role == "agent" or _by_person(item):
            return
        if item.content.role == "customer":
            answered = after is not None and after.content.role == "bot" and not _by_person(after)
            yield item, after if answered else None


def _by_person(item: Item) -> bool:
    return any(block.get("name") in BY_PERSON for block in item.content.replies or ())


def _offered(blocks: Sequence[Block] | None) -> dict[str, str]:
    """The titles of the buttons in these blocks, by payload."""
    choices = [choice for block in blocks or () for choice in block.get("choices", ())]
    return {str(choice["payload"]): str(choice["title"]) for choice in choices}
