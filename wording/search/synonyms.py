"""Words that mean the same, across both languages: `wording/synonyms.yml`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from wording.catalog import SYNONYMS
from wording.errors import WordingError
from wording.safe_yaml import read_yaml
from wording.search.letters import folded, is_english, normal, pieces, stem

SIGN = "="  # begins the term of a meaning, so that no word is taken for one; alone: it means nothing

Meanings = Mapping[str, tuple[str, ...]]  # its name and the ways to write it


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Meanings found in a text: English ones by words or the stems of these, Japanese ones by letters."""

    english: Mapping[tuple[str, ...], str]
    stems: Mapping[tuple[str, ...], str]
    japanese: Mapping[str, str]
    japanese_forms: re.Pattern[str]
    longest: int  # words of the longest English way to write one
    words: frozenset[str]  # all English words in them, as they are written
    ignored: frozenset[str]  # English words that every question has

    def in_words(self, words: Sequence[str]) -> Iterator[tuple[str, slice]]:
        """The meanings in a run of English words, each with its place; the longest one at each place."""
        stems, place = tuple(map(stem, words)), 0
        while place < len(words):
            for size in range(min(self.longest, len(words) - place), 0, -1):
                here = slice(place, place + size)
                meaning = self.english.get(tuple(words[here])) or self.stems.get(stems[here])
                if meaning:
                    yield meaning, here
                    place += size - 1
                    break
            place += 1

    def in_letters(self, text: str) -> Iterator[tuple[str, slice]]:
        """The meanings in a `normal` text that are written in Japanese, each with its place."""
        found = self.japanese_forms.finditer(folded(text))
        return ((self.japanese[match[0]], slice(*match.span())) for match in found)


def made(meanings: Meanings, ignored: Iterable[str] = ()) -> Synonyms:
    """`Synonyms` of these ways to write each meaning; a way belongs to the first meaning that has it."""
    plain = [normal(word) for word in ignored]
    english: dict[tuple[str, ...], str] = {}
    stems: dict[tuple[str, ...], str] = {}
    japanese = {folded(word): SIGN for word in plain if not is_english(word)}
    words: set[str] = set()
    for name, ways in meanings.items():
        for way in ways:
            parts = tuple(pieces(normal(way)))
            if all(map(is_english, parts)):
                words.update(parts)
                english.setdefault(parts, SIGN + name)
            else:
                japanese.setdefault(folded(normal(way)), SIGN + name)
    # where two meanings share a stem, it is that of the plain form: `ship`, not `shipped`
    for parts in sorted(english, key=lambda parts: tuple(map(stem, parts)) != parts):
        stems.setdefault(tuple(map(stem, parts)), english[parts])
    forms = "|".join(re.escape(form) for form in sorted(japanese, key=lambda form: (-len(form), form)))
    longest = max(map(len, english), default=0)
    pattern = re.compile(forms or r"(?!)")
    silent = frozenset(filter(is_english, plain))
    return Synonyms(english, stems, japanese, pattern, longest, frozenset(words), silent)


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
