"""Shops beyond the two that the lexicons know: names, order numbers and words of their own facts, as data.

A process sets its shops once when it starts, from a JSON file; every reader also takes them as an argument.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAST, DAY, DEADLINE, COUNT = "instant", "date", "deadline", "count"


@dataclass(frozen=True)
class OwnFact:
    """A fact that one shop alone has. `words` pairs values (`true`, `big`) with plain words for them.

    The words of an instant or a day, whose value is empty, are those that a date of it stands beside. `under`
    is what has happened when the fact exists: (fact, value).
    """

    name: str
    kind: str
    words: "tuple[tuple[str, tuple[str, ...]], ...]" = ()
    under: "tuple[tuple[str, str], ...]" = ()


@dataclass(frozen=True)
class ShopWords:
    """One shop: the id of its policy, its names as plain words, the pattern of its order numbers.

    That is a regular expression for the canonical form: upper case, plain hyphens, no spaces.
    """

    policy: str
    names: "tuple[str, ...]" = ()
    order_number: "str | None" = None
    facts: "tuple[OwnFact, ...]" = ()


@dataclass(frozen=True)
class Shops:
    """All shops beyond the two."""

    all: "tuple[ShopWords, ...]" = ()

    def fact(self, name: str) -> "OwnFact | None":
        """The own fact of that name, of the first shop that has one."""
        return next((fact for shop in self.all for fact in shop.facts if fact.name == name), None)

    def policies_of(self, name: str) -> "tuple[str, ...]":
        """The policies that know the own fact of that name."""
        return tuple(shop.policy for shop in self.all if any(fact.name == name for fact in shop.facts))


NONE = Shops()
_setting = [NONE]


def use_shops(shops: Shops) -> None:
    """Set the shops of this process; for its start only, as readers remember nothing of them."""
    _setting[0] = shops


def the_shops(given: "Shops | None" = None) -> Shops:
    """`given`, else those of this process."""
    return _setting[0] if given is None else given


def load_shops(path: Path) -> Shops:
    """The shops in the JSON file at `path`, as `to_json` writes them; raises `ValueError` or `OSError`."""
    return from_json(json.loads(path.read_text(encoding="utf-8")))


def from_json(content: "Mapping[str, Any]") -> Shops:
    """The shops that `to_json` wrote."""
    return Shops(tuple(_shop(entry) for entry in content["shops"]))


def to_json(shops: Shops) -> "dict[str, Any]":
    """The shops as plain JSON values."""
    return {"shops": [_written(shop) for shop in shops.all]}


def _shop(entry: "Mapping[str, Any]") -> ShopWords:
    facts = tuple(
        OwnFact(
            fact["fact"],
            fact["kind"],
            tuple((value, tuple(words)) for value, words in fact["words"]),
            tuple((name, value) for name, value in fact["under"]),
        )
        for fact in entry["facts"]
    )
    return ShopWords(entry["policy"], tuple(entry["names"]), entry["order_number"], facts)


def _written(shop: ShopWords) -> "dict[str, Any]":
    facts = [
        {"fact": fact.name, "kind": fact.kind, "words": list(fact.words), "under": list(fact.under)}
        for fact in shop.facts
    ]
    return {
        "policy": shop.policy,
        "names": list(shop.names),
        "order_number": shop.order_number,
        "facts": facts,
    }
