"""Text cut into what is compared: Japanese pairs of letters and English words, whatever width or kana."""

import re
import unicodedata
from collections.abc import Iterator

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})
_PIECE = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[ぁ-ゖァ-ヺー一-龯々〆]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_SHORTEST_STEM = 3
_ENDINGS = ("ings", "ing", "ed", "es", "s")


def normal(text: str) -> str:
    """`text` in one width and case (NFKC); the kana stay as they are."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)


def folded(text: str) -> str:
    """`text` with katakana as hiragana; letter for letter, so places stay."""
    return text.translate(_TO_HIRAGANA)


def pieces(text: str) -> Iterator[str]:
    """The English words and the runs of Japanese letters of a `normal` text, in order."""
    return (match[0] for match in _PIECE.finditer(text))


def is_english(piece: str) -> bool:
    """Whether a piece is an English word or a number."""
    return piece.isascii()


def pairs(run: str, *, telling: bool = False) -> Iterator[str]:
    """The pairs of neighbouring letters of a Japanese run, folded; a single letter is itself.

    `telling`: without those written in hiragana alone, which in a sentence are mostly grammar.
    """
    found = (run[place : place + 2] for place in range(max(1, len(run) - 1)))
    return (folded(pair) for pair in found if not telling or not _HIRAGANA.fullmatch(pair))


def stem(word: str) -> str:
    """An English word without its commonest endings: cancelled, cancels, cancelling are `cancel`."""
    word = word.partition("'")[0] if word.endswith("'s") else word.replace("'", "")
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and not (ending == "s" and rest.endswith(("s", "u"))):
            return _undoubled(rest) if ending != "s" else _last(rest)
    return _last(word)


def _undoubled(rest: str) -> str:
    """`cancell` is `cancel`, `shipp` is `ship`."""
    doubled = len(rest) > _SHORTEST_STEM and rest[-1] == rest[-2] and rest[-1] not in "aeious"
    return _last(rest[:-1] if doubled else rest)


def _last(rest: str) -> str:
    """Without a silent e, with i for y, so that `receive` meets `receiving`, `reply` `replied`."""
    if len(rest) <= _SHORTEST_STEM:
        return rest
    return rest[:-1] + "i" if rest.endswith("y") else rest.removesuffix("e")
