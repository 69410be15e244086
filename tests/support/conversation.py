"""A conversation with `turn` itself: no Rasa, real rules, words and readers."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from decision import load_policies
from dialogue import Act, Kit, Message, State, turn
from orders.model import Line, Order
from wording import load_wording

NOW = datetime.fromisoformat("2026-04-01T10:00:00+09:00")


@cache
def kit() -> Kit:
    return Kit(load_policies(), load_wording())


def an_order(number: str = "250-1111111-1111111", **fields: Any) -> Order:
    titles = fields.pop("titles", ("イヤホン / Earphones",))
    item, release = fields.pop("item", None), fields.pop("release_date", None)
    lines = tuple(Line(n, title, 1, item, release) for n, title in enumerate(titles, start=1))
    return Order(
        order_number=number,
        customer_id="c1",
        lines=fields.pop("lines", lines),
        **{"policy": "amazon", "status": "unshipped", **fields},
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@dataclass
class Conversation:
    """`orders` None: a guest. `say` and `press` give the blocks of the reply."""

    orders: tuple[Order, ...] | None = None
    language: str = "ja"
    state: State = field(default_factory=State)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    now: datetime = NOW
    can: frozenset[str] = frozenset()
    person_at: datetime | None = None
    acts: tuple[Act, ...] = ()
    decided: tuple[Act, ...] = ()

    def waver(self, text: str, **chances: float) -> list[dict[str, Any]]:
        """Says what the model is not sure of: the chance of each intent, the likeliest first."""
        guesses = tuple(chances), tuple(chances.values())
        return self._turn(
            Message(text, "nlu_fallback", guesses[0], self.now, self.language, chances=guesses[1])
        )

    def say(
        self, text: str, intent: str, ranking: tuple[str, ...] = (), confidence: float = 1.0
    ) -> list[dict[str, Any]]:
        return self._turn(
            Message(text, intent, ranking, self.now, self.language, can=self.can, confidence=confidence)
        )

    def press(self, title: str) -> list[dict[str, Any]]:
        """Presses the first button whose title has `title` in it."""
        payload = next(p for t, p in self.buttons() if title in t)
        return self._turn(Message("choice", "nlu_fallback", (), self.now, self.language, payload, self.can))

    def choose(self, payload: str) -> list[dict[str, Any]]:
        return self._turn(Message("choice", "nlu_fallback", (), self.now, self.language, payload, self.can))

    def open(self, order: Order) -> list[dict[str, Any]]:
        """A code by mail opens that order."""
        self.orders = (*(self.orders or ()), order)
        message = Message("choice", "nlu_fallback", (), self.now, self.language, can=self.can)
        return self._turn(replace(message, opened=order.order_number))

    def buttons(self) -> list[tuple[str, str]]:
        return [(c["title"], c["payload"]) for b in self.of("choices") for c in b["choices"]]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [block for block in self.blocks if block["type"] == kind]

    def names(self) -> list[str]:
        return [block["name"] for block in self.of("text")]

    def text(self) -> str:
        return "\n".join(block["text"] for block in self.of("text"))

    def steps(self) -> list[str]:
        return [block["step"] for block in self.of("step")]

    def asked(self) -> list[str]:
        return [block["fact"] for block in self.of("ask")]

    def _turn(self, message: Message) -> list[dict[str, Any]]:
        # through JSON, as the tracker keeps it
        result = turn(kit(), self.state, replace(message, person_at=self.person_at), self.orders)
        self.state = State.from_json(json.loads(json.dumps(result.state.to_json())))
        self.blocks, self.acts, self.decided = list(result.blocks), result.acts, result.decided
        assert self.blocks or self.acts, "a reply is never empty"
        return self.blocks
