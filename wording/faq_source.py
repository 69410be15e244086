"""Entries of the FAQ as they stand in a policy file: question, short and long answer, and links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wording.grammar import LANGUAGES

PARTS = ("question", "short", "answer")  # the texts of an entry, in both languages
_NEEDED = {"id", *PARTS}
_ALLOWED = _NEEDED | {"related", "answers", "words"}
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class EntryLinks:
    """What leads to an entry, and on from it.

    `related` are ids of the same shop's entries; `answers` what it answers in a conversation: an intent, or
    `refund.METHOD`; `words` what else people type who want it: found by, never said.
    """

    related: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def read_entries(place: str, listed: Any, problems: list[str]) -> dict[str, Mapping[str, Any]]:
    """The FAQ's entries by id; what is no entry, or has an id again, is left out and told in `problems`."""
    entries: dict[str, Mapping[str, Any]] = {}
    if not isinstance(listed, list):
        problems.append(f"{place}: a list of entries is needed")
        return entries
    for number, entry in enumerate(listed, 1):
        if not isinstance(entry, dict) or not _NEEDED <= entry.keys() <= _ALLOWED:
            problems.append(
                f"{place}: entry {number} needs `id`, `question`, `short` and `answer`,"
                " may have `related`, `answers` and `words`, and nothing else"
            )
        elif not isinstance(entry["id"], str) or not _ID.fullmatch(entry["id"]):
            problems.append(f"{place}: `id` is `{entry['id']}`: small letters, digits and `_` are allowed")
        elif entry["id"] in entries:
            problems.append(f"{place}: `{entry['id']}` is defined twice")
        elif fault := _misshapen(entry):
            problems.append(f"{place}: `{entry['id']}`: {fault}")
        else:
            entries[entry["id"]] = entry
    return entries


def _misshapen(entry: Mapping[str, Any]) -> str | None:
    for key in ("related", "answers"):
        if not _are_words(entry.get(key, [])):
            return f"`{key}` is no list of names"
    words = entry.get("words", {})
    if not isinstance(words, dict) or not words.keys() <= set(LANGUAGES):
        return "`words` are no words by language"
    return None if all(_are_words(one) for one in words.values()) else "`words` is no list of words"


def _are_words(listed: Any) -> bool:
    return isinstance(listed, list) and all(isinstance(one, str) and one.strip() for one in listed)


def texts_of_entries(entries: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The raw texts by name: `faq.<ID>.question`, `.short`, `.answer`.

    The first entry that answers something in a conversation says `answer.<that>` too.
    """
    answered: set[str] = set()
    for key, entry in entries.items():
        yield from ((f"faq.{key}.{part}", entry[part]) for part in PARTS)
        for what in entry.get("answers", ()):
            if what not in answered:
                answered.add(what)
                yield f"answer.{what}", entry["answer"]


def links_of(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, EntryLinks]:
    """The links of each entry, by its id."""
    return {key: _links(entry) for key, entry in entries.items()}


def _links(entry: Mapping[str, Any]) -> EntryLinks:
    words = entry.get("words", {})
    return EntryLinks(
        related=tuple(entry.get("related", ())),
        answers=tuple(entry.get("answers", ())),
        words=tuple(word for language in LANGUAGES for word in words.get(language, ())),
    )
