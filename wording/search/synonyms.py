"""Words that mean the same, across both languages: `wording/synonyms.yml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from wording.catalog import SYNONYMS
from wording.errors import WordingError
from wording.safe_yaml import read_yaml
from wording.search.letters import folded, is_english, normal, pieces, stem

SIGN = "="  # begins the term of a meaning, so that no word is taken for one

Meanings = Mapping[str, tuple[str, ...]]  # its name and the ways to write it


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Meanings found in a text: English ones by the stems of their words, Japanese ones by their letters."""

    english: Mapping[tuple[str, ...], str]
    japanese: Mapping[str, str]
    japanese_forms: re.Pattern[str]
    longest: int  # words of the longest English way to write one
    words: frozenset[str]  # all English words in them, as they are written
    ignored: frozenset[str]  # English words that every question has

    def in_words(self, stems: tuple[str, ...]) -> Iterator[str]:
        """The meanings of a run of English stems; the longest one at each place."""
        place = 0
        while place < len(stems):
            for size in range(min(self.longest, len(stems) - place), 0, -1):
                meaning = self.english.get(stems[place : place + size])
                if meaning:
                    yield meaning
                    place += size - 1
                    break
            place += 1

    def in_letters(self, text: str) -> Iterator[str]:
        """The meanings in a `normal` text that are written in Japanese."""
        return (self.japanese[match[0]] for match in self.japanese_forms.finditer(folded(text)))


def made(meanings: Meanings, ignored: Iterable[str] = ()) -> Synonyms:
    """`Synonyms` of these ways to write each meaning; a way belongs to the first meaning that has it."""
    english: dict[tuple[str, ...], str] = {}
    japanese: dict[str, str] = {}
    words: set[str] = set()
    for name, ways in meanings.items():
        for way in ways:
            parts = tuple(pieces(normal(way)))
            if all(map(is_english, parts)):
                words.update(parts)
                english.setdefault(tuple(map(stem, parts)), SIGN + name)
            else:
                japanese.setdefault(folded(normal(way)), SIGN + name)
    forms = "|".join(re.escape(form) for form in sorted(japanese, key=lambda form: (-len(form), form)))
    longest = max(map(len, english), default=0)
    pattern = re.compile(forms or r"(?!)")
    return Synonyms(english, japanese, pattern, longest, frozenset(words), frozenset(ignored))


@lru_cache(maxsize=2)
def read_synonyms(path: Path = SYNONYMS) -> tuple[Meanings, tuple[str, ...]]:
    """The meanings and the ignored words of a file. Raises `WordingError` where it is none."""
    source: Mapping[str, Any] = read_yaml(path)
    meanings, ignored = source.get("meanings"), source.get("ignored")
    if not isinstance(meanings, dict) or not isinstance(ignored, list):
        raise WordingError(f"`{path.name}` needs `meanings` and `ignored`")
    for name, ways in meanings.items():
        if not isinstance(ways, list) or not all(isinstance(way, str) and way.strip() for way in ways):
            raise WordingError(f"`{path.name}`: `{name}` is no list of words")
    return {name: tuple(ways) for name, ways in meanings.items()}, tuple(map(str, ignored))
