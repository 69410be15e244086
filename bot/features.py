"""What the intent model sees of a message: named features, in groups that are weighted apart."""

import re
from itertools import pairwise
from typing import Dict, Iterable, List, Optional, Sequence

from bot.words import Word, cut
from reading import entities, language_of
from reading.normal import fold_kana, normalise

_NUMBER = re.compile(r"[0-9]+(?:[-.,:/][0-9]+)*")
# Beyond these lengths a text says its wish twice; the model needs no more and stays fast.
_LETTERS, _WORDS = 600, 200
_ORDER = "#"

Features = Dict[str, List[str]]


def features(text: str, words: Sequence[Word], named: Iterable[str], language: Optional[str]) -> Features:
    """Features of a message by group; `named` are canonical things read in it, as `name=value`."""
    lemmas = ["0" if word.lemma[0].isdigit() else word.lemma for word in words[:_WORDS]]
    sounds = _NUMBER.sub(_ORDER, "".join(word.sound for word in words))[:_LETTERS]
    return {
        "words": [*lemmas, *_pairs(lemmas)],
        "letters": _grams(_letters(text), 1, 4),
        "sounds": _grams(f" {sounds} ", 2, 5) if sounds else [],
        "named": [*sorted(set(named)), f"language={language}"],
    }


def read(text: str) -> Features:
    """Features of a text, straight from it; the components of Rasa's pipeline come to the same."""
    named = [named_feature(one.name, one.value) for one in entities(text)]
    return features(text, cut(text), named, language_of(text))


def named_feature(name: str, value: object) -> str:
    """The feature of an entity: which order number it is says nothing about the wish."""
    return name if name == "order_number" else f"{name}={value}"


def _pairs(lemmas: Sequence[str]) -> List[str]:
    edged = ["^", *lemmas, "$"]
    return [one + " " + two for one, two in pairwise(edged)]


def _letters(text: str) -> str:
    """Normal form in one kana, numbers as one sign: how long an order number is says no wish."""
    return " " + _NUMBER.sub(_ORDER, fold_kana(normalise(text)))[:_LETTERS] + " "


def _grams(text: str, shortest: int, longest: int) -> List[str]:
    lengths = range(shortest, longest + 1)
    return [text[i : i + n] for n in lengths for i in range(len(text) - n + 1)]
