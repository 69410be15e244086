"""One decision to be put into words: what is known of it, and which of the texts fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision import Decision
from wording.catalog import Text, Wording
from wording.factnames import word

UNLISTED = ("instant", "date", "deadline", "count")  # kinds of facts without listed values


def known_facts(decision: Decision, facts: Mapping[str, object]) -> dict[str, str]:
    """Facts as words (`true`, `card`, …): those given, and those that the trace implied or assumed."""
    known: dict[str, str] = {}
    for line in decision.trace:
        kind, _, rest = line.partition(" ")
        if kind in ("implied", "assumed"):
            name, _, value = rest.partition("=")
            known[name] = value
    return known | {name: word(value) for name, value in facts.items()}


@dataclass(frozen=True)
class Case:
    """A decision, the facts it was made on, and the language and instant of the reply."""

    w: Wording
    decision: Decision
    known: Mapping[str, str]
    language: str
    now: datetime

    @property
    def policy(self) -> str | None:
        """The shop whose rules decided, or None while it is not known."""
        return self.known.get("policy")

    @property
    def row(self) -> str:
        """The id of the row that decided, of the first completion where facts are missing."""
        return self.decision.rule.partition(".")[2]

    @property
    def certain(self) -> bool:
        """Whether row and reason hold whatever the facts still missing turn out to be."""
        words = self.w.policies.get(self.policy or "")
        row = words.rows.get(self.row) if words else None
        if row is None:
            return False
        ways = row["when"] if isinstance(row["when"], list) else [row["when"]]
        return any(all(self._settled(fact, wanted) for fact, wanted in way.items()) for way in ways)

    def _settled(self, fact: str, wanted: Any) -> bool:
        if self.w.kind(self.policy, fact) in UNLISTED:
            return fact in self.known
        values = wanted if isinstance(wanted, list) else [wanted]
        return self.known.get(fact) in {word(value) for value in values}

    def say(self, name: str, **values: object) -> Text:
        """The text called `name`, in the reply's language."""
        return Text(name, self.w.say(name, self.language, now=self.now, **values), ((name, values),))

    def gathered(self, name: str, place: str, texts: Sequence[Text], *, alone: bool = False) -> Text:
        """The text called `name` with those texts in its `place`: a list of them, or the only one."""
        words = [text.text for text in texts]
        names = [text.name for text in texts]
        whole = self.say(name, **{place: words[0] if alone else words})
        inner = tuple(said for text in texts for said in text.said)
        return Text(name, whole.text, ((name, {place: names[0] if alone else names}), *inner))

    def own(self, kind: str, *keys: str) -> str | None:
        """The name of the first of this shop's texts `<policy>.<kind>.<key>` that exists."""
        names = (f"{self.policy}.{kind}.{key}" for key in keys)
        return next((name for name in names if self.policy and self.w.has(name)), None)

    def reasons(self) -> tuple[str, ...]:
        """The keys that tell most of this decision first: row, then reason; none where they are unsure."""
        return (self.row, self.decision.reason) if self.certain else ()

    def contact(self) -> str:
        """Whom to ask, in words; not named while the shop is unknown."""
        if self.policy and self.w.has(f"{self.policy}.contact"):
            return self.w.say(f"{self.policy}.contact", self.language)
        return self.w.say("reply.contact", self.language)

    def clauses_in(self, texts: Iterator[Text] | list[Text]) -> set[str]:
        """The ids of the clauses that the texts of these names pull in."""
        pulled: set[str] = set()
        for text in texts:
            pulled |= self.w.pulls(text.name)
        return pulled
