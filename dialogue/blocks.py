"""Blocks of a reply for the gateway: text, choices, step, ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decision import Decision, Question
from dialogue.payloads import Payload
from wording import Wording
from wording.catalog import Said
from wording.ownfacts import FactWords

Block = dict[str, Any]
OF = "of"  # the key of a text's block under which the wordings in it travel until the turn ends


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says wordings in one language, those of one shop before those of all where it speaks of one."""

    wording: Wording
    language: str
    policy: str | None = None

    def about(self, policy: object) -> "Speaker":
        """The same, speaking of that shop: in its time zone, with its own facts; None: of no shop."""
        name = policy if isinstance(policy, str) else None
        return Speaker(self.wording.shop(name), self.language, name)

    @property
    def facts(self) -> FactWords:
        """Facts in words, as the shop spoken of says them."""
        return FactWords(self.wording, self.policy, self.language)

    def text(self, name: str, **values: Any) -> Block:
        """A text block of the wording `name`."""
        return said(name, self.wording.say(name, self.language, **values), self.language, ((name, values),))

    def offer(self, name: str, choice: str, payload: Payload) -> list[Block]:
        """The wording `name` and a button for it, which the wording `choice` entitles."""
        return [self.text(name), choices([(self.title(choice), payload)])]

    def title(self, name: str, **values: Any) -> str:
        """A wording as the title of a button or a piece of a sentence."""
        return self.wording.say(name, self.language, **values)


def said(name: str, text: str, language: str, of: tuple[Said, ...] = ()) -> Block:
    """A text block; `of` are the wordings in it, which it carries until the turn ends."""
    return {"type": "text", "name": name, "text": text, "language": language, OF: of or ((name, {}),)}


def choices(pairs: Iterable[tuple[str, Payload]]) -> Block:
    """Buttons, each with its title."""
    return {"type": "choices", "choices": [{"title": title, "payload": str(p)} for title, p in pairs]}


def step(decision: Decision, language: str, order: str | None, line: int | None) -> Block:
    """The decision as data."""
    answer = decision.as_json()
    names = (
        "step",
        "rule",
        "reason",
        "until",
        "contact",
        "fallback",
        "refund",
        "warnings",
        "cites",
        "assumed",
    )
    block = {"type": "step", "order_number": order, "line": line, **{name: answer[name] for name in names}}
    return _without_gaps({**block, "language": language})


def ask(question: Question, order: str | None, line: int | None) -> Block:
    """The open question as data."""
    block = {"type": "ask", "fact": question.ask, "possible": list(question.possible)}
    return _without_gaps({**block, "order_number": order, "line": line})


def _without_gaps(block: Block) -> Block:
    return {name: value for name, value in block.items() if value is not None}


def payloads(blocks: Iterable[Block]) -> tuple[str, ...]:
    """All payloads that these blocks offer."""
    return tuple(
        choice["payload"] for block in blocks if block["type"] == "choices" for choice in block["choices"]
    )
