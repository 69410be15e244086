"""Words of a message: surfaces and offsets as written, lemmas for the model. Knows nothing of Rasa."""

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator, List, Optional, Tuple

from snowballstemmer import stemmer
from sudachipy import Dictionary, SplitMode

from reading.normal import fold_kana, normal

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff々〆]")
_ENGLISH = re.compile(r"[^\W\d_]+?(?=n't\b)|n't\b|[^\W\d_]+|'(?:s|m|d|re|ve|ll)\b|\d+|[^\w\s]|_", re.UNICODE)
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?$")
# Sudachi refuses texts above 49,149 bytes; a character has at most four.
_CHUNK = 8_000
_Cut = Tuple[int, int, str, str]  # start and end in the normal form, lemma, sound
_STEMMER = stemmer("english")
_local = threading.local()  # Sudachi's tokenizer must not be shared between threads


@dataclass(frozen=True)
class Word:
    """One word: `text[start:end]` is its surface; the model sees `lemma` and, in Japanese, `sound` (kana)."""

    surface: str
    start: int
    end: int
    lemma: str
    sound: str


def cut(text: str) -> Tuple[Word, ...]:
    """The words of `text` in order, without white space; offsets count characters of `text` itself.

    Sudachi cuts a text with any Japanese in it (longest units, mode C), a plain pattern every other one.
    """
    form = normal(text)
    cutter = _japanese if _JAPANESE.search(form.text) else _english
    found: List[Word] = []
    for begin, end, lemma, sound in cutter(form.text):
        start, stop = form.span(begin, end)
        # One character may stand for several words (㈱): they share it, and Rasa wants no empty ones.
        if stop > start and lemma.strip():
            found.append(Word(text[start:stop], start, stop, lemma, sound))
    return tuple(found)


def _japanese(text: str) -> Iterator[_Cut]:
    for offset in range(0, len(text), _CHUNK):
        for morpheme in _sudachi().tokenize(text[offset : offset + _CHUNK]):
            surface = morpheme.surface()
            latin = _LATIN.match(surface)
            lemma, sound = (
                (_stem(surface), surface) if latin else (morpheme.normalized_form(), morpheme.reading_form())
            )
            yield offset + morpheme.begin(), offset + morpheme.end(), lemma, fold_kana(sound)


def _english(text: str) -> Iterator[_Cut]:
    for match in _ENGLISH.finditer(text):
        yield match.start(), match.end(), _stem(match.group()), ""


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def _sudachi():  # type: ignore[no-untyped-def] # sudachipy has no types
    tokenizer: Optional[object] = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _local.tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.C)
    return tokenizer
