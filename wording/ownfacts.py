"""Facts in words, also those that one shop alone has: questions, titles of values, facts in a sentence."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wording.catalog import Wording


def texts_of(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The texts that a policy's entry under `facts` carries, called as those of the standard facts are."""
    name = entry.get("fact")
    yield f"title.{name}", entry.get("title")
    for part, key in (("question", ""), ("why", ".why"), ("where", ".where")):
        if part in entry:
            yield f"question.{name}{key}", entry[part]
    for value, told in entry.get("values", {}).items():
        yield f"value.{name}.{word(value)}", told["title"]
        if "said" in told:
            yield f"fact.{name}.{word(value)}", told["said"]
        if "if" in told:
            yield f"assumed.{name}.{word(value)}", told["if"]
        if "later" in told:
            yield f"change.{name}.{word(value)}", told["later"]


def word(value: object) -> str:
    """A value as names and traces write it: `true`, `card`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class FactWords:
    """Facts in words of one language, as a shop or the bot itself says them."""

    def __init__(self, w: "Wording", policy: str | None, language: str, **values: object) -> None:
        self._w, self._policy, self._language, self._values = w, policy, language, values

    def name(self, name: str) -> str:
        """`name` as the shop's own text is called, where it has one of that name."""
        return self._w.named(self._policy, name)

    def say(self, name: str, **values: object) -> str:
        """The text called `name`, the shop's own before the bot's."""
        return self._w.say(self.name(name), self._language, **self._values, **values)

    def own(self, fact: str) -> str | None:
        """The kind of a fact that the shop alone has; None of a standard one."""
        words = self._w.policies.get(self._policy or "")
        return words.kinds.get(fact) if words else None

    def fact(self, fact: str, value: object) -> str:
        """A fact in a sentence: "it has shipped", 発送済み; of a date with its value."""
        if fact == "policy":
            return self.say("fact.policy", shop=self.say(f"value.policy.{value}"))
        for name in (f"fact.{fact}.{word(value)}", f"fact.{fact}"):
            if self._w.has(self.name(name)):
                return self.say(name, value=value) if self._w.needs(self.name(name)) else self.say(name)
        title, kind = self.say(f"title.{fact}"), self.own(fact)
        if kind in ("choice", "boolean"):
            return self.say("fact.own", title=title, value=self.say(f"value.{fact}.{word(value)}"))
        return self.say(f"fact.own.{kind}", title=title, value=value)
