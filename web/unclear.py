"""What was not understood: refused or hardly understood messages, like ones together, as examples to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml
from sqlalchemy import Engine, and_, or_, select

from reading import normalise, order_numbers
from web.decisionlog.tables import heard
from web.tables import items

FALLBACK = "nlu_fallback"
LOW = 0.6
"""Below it a guess that was acted on is looked at, too."""
ALIKE = 0.4
"""How much of their pairs of letters two messages of a group share at least (Jaccard)."""
NUMBER = "###"
"""What stands for an order number; a message that is nothing else is understood without an intent."""
MOST = 2000
"""Messages that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """One message: its language, its text (personal data masked), and the likeliest intent, if any."""

    language: str
    text: str
    guess: str | None


@dataclass(slots=True)
class Group:
    """Messages that are alike, the newest first."""

    language: str
    messages: list[Unclear] = field(default_factory=list)

    @property
    def guess(self) -> str | None:
        """The intent that most of them would be."""
        found = Counter(one.guess for one in self.messages if one.guess)
        return min(found, key=lambda intent: (-found[intent], intent)) if found else None


def unclear(engine: Engine) -> tuple[Unclear, ...]:
    """The newest messages that were refused or hardly understood, the newest first."""
    asked = and_(items.c.conversation_id == heard.c.conversation_id, items.c.seq == heard.c.seq - 1)
    query = (
        select(items.c.language, items.c.text, heard.c.guess)
        .join(items, asked)
        .where(or_(heard.c.intent == FALLBACK, heard.c.confidence < LOW))
        .where(items.c.role == "customer", items.c.text.is_not(None))
        .order_by(items.c.at.desc(), items.c.conversation_id, items.c.seq.desc())
        .limit(MOST)
    )
    with engine.connect() as connection:
        found = [Unclear(row.language, _unnumbered(row.text), row.guess) for row in connection.execute(query)]
    return tuple(one for one in found if NUMBER not in one.text or any(map(str.isalpha, one.text)))


def _unnumbered(text: str) -> str:
    """The text without its order numbers: they are the customer's, and no intent's."""
    for found in sorted(order_numbers(text), key=lambda one: one.start, reverse=True):
        text = text[: found.start] + NUMBER + text[found.end :]
    return text


def grouped(messages: Iterable[Unclear]) -> tuple[Group, ...]:
    """The messages in groups of like ones in one language, the largest group first. Pure."""
    groups: list[tuple[Group, frozenset[str]]] = []
    for message in messages:
        pairs = _pairs(message.text)
        group = next((one for one, lead in groups if _fits(one, message, lead, pairs)), None)
        if group is None:
            group = Group(message.language)
            groups.append((group, pairs))
        group.messages.append(message)
    return tuple(sorted((group for group, _ in groups), key=lambda one: -len(one.messages)))


def as_examples(groups: Iterable[Group], language: str) -> str:
    """The groups of that language as a file of training examples, under their guesses, for review."""
    by_intent: dict[str, list[str]] = {}
    for group in groups:
        if group.language == language and group.guess:
            by_intent.setdefault(group.guess, []).extend(_lines(group))
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in dict.fromkeys(texts))}
        for intent, texts in sorted(by_intent.items())
    ]
    return yaml.dump({"version": "3.1", "nlu": nlu}, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _lines(group: Group) -> Iterator[str]:
    """Each message on one line; what Rasa would read as an annotation is left out of it."""
    for message in group.messages:
        yield " ".join(message.text.split()).translate({ord(sign): None for sign in "[]{}"})


def _fits(group: Group, message: Unclear, lead: frozenset[str], pairs: frozenset[str]) -> bool:
    return group.language == message.language and len(lead & pairs) >= ALIKE * len(lead | pairs)


def _pairs(text: str) -> frozenset[str]:
    plain = f" {normalise(text)} "
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))
