"""What the intent model sees of a message: named features, in groups that are weighted apart."""

from functools import lru_cache
from itertools import pairwise
from typing import Dict, List, Sequence, Tuple

from bot.plain import plain
from bot.spelling import Spelling
from bot.words import cut
from reading import Entity, entities, language_of
from reading.normal import fold_kana

# Beyond these lengths a text says its wish twice; the model needs no more and stays fast.
_LETTERS, _WORDS = 600, 200

Features = Dict[str, List[str]]


def settled(text: str, spelling: Spelling) -> str:
    """The text that features are taken from: alike for all ways to write one thing."""
    return spelling.settle(plain(text)[:_LETTERS])


@lru_cache(maxsize=16)  # two components ask for those of one message
def entities_of(text: str) -> Tuple[Entity, ...]:
    """As `reading.entities` finds them."""
    return entities(text)


def named_in(text: str) -> List[str]:
    """Features of what is named in a text as written, and of its language."""
    named = {named_feature(one.name, one.value) for one in entities_of(text)}
    return [*sorted(named), f"language={language_of(text)}"]


def features(settled_text: str, named: Sequence[str]) -> Features:
    """Features of a settled text by group, with those of `named_in`."""
    words = cut(settled_text)[:_WORDS]
    lemmas = ["0" if word.lemma[0].isdigit() else word.lemma for word in words]
    sounds = "".join(word.sound for word in words)[:_LETTERS]
    return {
        "words": [*lemmas, *_pairs(lemmas)],
        "letters": _grams(f" {fold_kana(settled_text)} ", 1, 4),
        "sounds": _grams(f" {sounds} ", 2, 5) if sounds else [],
        "named": list(named),
    }


def named_feature(name: str, value: object) -> str:
    """The feature of an entity: which order number it is says nothing about the wish."""
    return name if name == "order_number" else f"{name}={value}"


def _pairs(lemmas: Sequence[str]) -> List[str]:
    edged = ["^", *lemmas, "$"]
    return [one + " " + two for one, two in pairwise(edged)]


def _grams(text: str, shortest: int, longest: int) -> List[str]:
    lengths = range(shortest, longest + 1)
    return [text[i : i + n] for n in lengths for i in range(len(text) - n + 1)]
