"""The words of further shops, from their policy files, for every part that reads what customers write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from decision.policy_shape import LANGUAGES
from decision.source import read_policy_file
from reading import read_yes_or_no
from reading.shops import OwnFact, Shops, ShopWords, to_json


def write_shops(folder: Path, path: Path) -> None:
    """Write the words of the policies in `folder` to `path`, as `reading.shops.load_shops` reads them.

    The policies must have been loaded before: what is wrong with them is told there.
    """
    text = json.dumps(to_json(shop_words(folder)), ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def shop_words(folder: Path) -> Shops:
    """The words of the policies in `folder`; several versions of one policy are one shop."""
    files = sorted(folder.glob("*.yml"))
    versions: dict[str, list[Mapping[str, Any]]] = {}
    for data in sorted((read_policy_file(path).data for path in files), key=lambda data: data["valid_from"]):
        versions.setdefault(data["policy"], []).append(data)
    return Shops(tuple(_shop(policy, datas) for policy, datas in sorted(versions.items())))


def _shop(policy: str, versions: Iterable[Mapping[str, Any]]) -> ShopWords:
    names: dict[str, None] = {}
    facts: dict[str, OwnFact] = {}
    patterns: dict[str, None] = {}
    for data in versions:
        listed = data.get("names", {})
        for language in LANGUAGES:
            names |= dict.fromkeys([data["name"][language], *listed.get(language, ())])
        facts |= {entry["fact"]: _fact(entry) for entry in data.get("facts", ())}
        patterns |= dict.fromkeys([data["order_number"]] if "order_number" in data else [])
    pattern = "|".join(f"(?:{one})" for one in patterns) if len(patterns) > 1 else next(iter(patterns), None)
    return ShopWords(policy, tuple(names), pattern, tuple(facts.values()))


def _fact(entry: Mapping[str, Any]) -> OwnFact:
    return OwnFact(entry["fact"], entry["kind"], tuple(_words(entry)), tuple(_gates(entry.get("under", {}))))


def _words(entry: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if "words" in entry:
        yield "", _both(entry["words"])
    for value, told in entry.get("values", {}).items():
        # a button's "yes" says nothing by itself
        titles = (t for t in map(told["title"].get, LANGUAGES) if read_yes_or_no(t) is None)
        yield _word(value), (*titles, *_both(told.get("words", {})))


def _both(words: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(word for language in LANGUAGES for word in words.get(language, ()))


def _gates(under: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, wanted in under.items():
        for value in wanted if isinstance(wanted, list) else [wanted]:
            yield name, _word(value)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
