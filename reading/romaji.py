"""Romanised Japanese in kana, for those readers that know the kana: "hassou sareta" → はっそうされた."""

import re
import unicodedata

from reading.language import language_of
from reading.lexicon import words
from reading.normal import normalise

_JAPANESE = re.compile("[\u3041-\u30fa\u3400-\u9fff]")
_TOKEN = re.compile(r"[a-z\u00e0-\u024f']+|[^a-z\u00e0-\u024f' ]+")
_PARTICLES = {"wa": "は", "o": "を", "wo": "を", "e": "へ"}
_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
_KANA = {
    f"{row}{vowel}": kana for row, line in _ROWS.items() for vowel, kana in zip(_VOWELS, line, strict=True)
}
_KANA.update(
    {"ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "fu": "ふ", "ji": "じ", "n": "ん", "'": ""}
)
_GLIDES = {
    **{row: line[1] for row, line in _ROWS.items() if row},
    **{"sh": "し", "ch": "ち", "j": "じ"},
}
for _row, _first in _GLIDES.items():
    _y = "y" if len(_row) == 1 and _row != "j" else ""
    _KANA.update({f"{_row}{_y}{vowel}": _first + small for vowel, small in zip("auo", "ゃゅょ", strict=True)})
_KANA.update(
    {"shi": "し", "chi": "ち", "tsu": "つ", "she": "しぇ", "che": "ちぇ", "je": "じぇ", "fa": "ふぁ"}
)
_LONGEST = 3


def in_kana(text: str) -> "str | None":
    """Romanised Japanese with its words in kana and without spaces; None where `text` is something else."""
    plain = _without_macrons(normalise(text))
    if _JAPANESE.search(plain) or language_of(plain) != "ja":
        return None
    names = words("language", "neutral")
    found = (token if token in names else _word(token) for token in _TOKEN.findall(plain))
    kana = "".join(found)
    return kana if _JAPANESE.search(kana) else None


def _without_macrons(text: str) -> str:
    doubled = text.replace("ō", "ou").replace("ū", "uu")
    return "".join(one for one in unicodedata.normalize("NFD", doubled) if not unicodedata.combining(one))


def _word(token: str) -> str:
    """One word in kana; as it is where it cannot be read so."""
    if token in _PARTICLES:
        return _PARTICLES[token]
    kana, at = "", 0
    while at < len(token):
        if token[at] not in _VOWELS + "n" and token[at : at + 1] == token[at + 1 : at + 2]:
            kana, at = kana + "っ", at + 1
            continue
        size = next((n for n in range(_LONGEST, 0, -1) if token[at : at + n] in _KANA), 0)
        if not size:
            return token
        kana, at = kana + _KANA[token[at : at + size]], at + size
    return kana
