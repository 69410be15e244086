"""Facts in words, also those that one shop alone has: titles of values, facts in a sentence."""

from wording.catalog import Wording
from wording.factnames import word


class FactWords:
    """Facts in words of one language, as a shop or the bot itself says them."""

    def __init__(self, w: Wording, policy: str | None, language: str, **values: object) -> None:
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
