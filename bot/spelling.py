"""Spellings learnt from the examples: katakana words written in hiragana, and English words mistyped."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Set

from spellchecker import SpellChecker

from reading.normal import fold_kana, normalise

_KATAKANA = re.compile("[\u30a1-\u30faー]{3,}")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff々〆]")
_LATIN = re.compile("[a-z]+(?:'[a-z]+)?")
_TWICE, _COMMON = 2, 5  # how often a katakana word, and an English one, stands that others are settled to
_RARER = 10  # a word that stands in examples is a slip of one that stands this many times as often
_WRITTEN = 200  # times that a word stands in the dictionary's corpus and is believed to be one (`oder`: 146)
_SHORTEST, _LONG = 4, 7  # letters from which one slip, and two, are forgiven


@dataclass(frozen=True)
class Spelling:
    """`katakana`: words by their hiragana form; `words`: English ones with how often they stand."""

    katakana: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def learn(cls, texts: Iterable[str]) -> "Spelling":
        """The spellings of `texts`."""
        forms = [normalise(text) for text in texts]
        written = Counter(word for form in forms for word in _KATAKANA.findall(form))
        everything = "\n".join(forms)
        katakana = {
            fold_kana(word): word
            for word, count in sorted(written.items())
            if count >= _TWICE and count > everything.count(fold_kana(word))
        }
        words = Counter(word for form in forms for word in _LATIN.findall(form))
        return cls(katakana, dict(sorted(words.items())))

    def settle(self, plain: str) -> str:
        """A text of `bot.plain` with every word as the examples write it."""
        if _JAPANESE.search(plain):
            return self._pattern.sub(lambda found: self.katakana[found.group()], plain)
        return _LATIN.sub(lambda found: self._word(found.group()), plain)

    def _word(self, word: str) -> str:
        if len(word) < _SHORTEST or word in _english():
            return word
        return self._nearest(word) or word

    def _nearest(self, word: str) -> Optional[str]:
        """The most common word one slip away, or two from a long word that stands in no example."""
        seen = self.words.get(word, 0)
        found = self._reached(word, 1)
        if not found and not seen and len(word) >= _LONG:
            found = self._reached(word, 2)
        found = [each for each in found if self.words[each] >= max(_COMMON, _RARER * seen)]
        return max(found, key=lambda each: (self.words[each], each)) if found else None

    def _reached(self, word: str, slips: int) -> List[str]:
        """Common words within so many slips that begin alike."""
        near = {each for stump in _shorter(word, slips) for each in self._stumps.get(stump, ())}
        return [each for each in near if each != word and each[0] == word[0] and _slips(word, each) <= slips]

    @cached_property
    def _pattern(self) -> "re.Pattern[str]":
        longest_first = sorted(self.katakana, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    @cached_property
    def _stumps(self) -> Dict[str, List[str]]:
        """The common words by what is left of them without one or two letters."""
        found: Dict[str, List[str]] = {}
        common = [word for word, count in self.words.items() if count >= _COMMON and len(word) >= _SHORTEST]
        for word in common:
            for stump in _shorter(word, 2 if len(word) >= _LONG else 1):
                found.setdefault(stump, []).append(word)
        return found


@lru_cache(maxsize=1)
def _english() -> FrozenSet[str]:
    """Words of the English language, and not those of one customer's keyboard."""
    counts = SpellChecker(language="en").word_frequency.dictionary
    return frozenset(word for word, count in counts.items() if count >= _WRITTEN)


def _shorter(word: str, most: int) -> Set[str]:
    """The word and everything that is left of it without up to `most` letters."""
    found = {word}
    for _ in range(most):
        found |= {each[:i] + each[i + 1 :] for each in found for i in range(len(each))}
    return found


def _slips(one: str, other: str) -> int:
    """Letters left out, added, changed, or swapped with the next: how many turn `one` into `other`."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            row.append(min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (letter != another)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
