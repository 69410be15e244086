"""One spelling for matching: width, case, dashes, long vowels, spaces; offsets lead back to the text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

DASHES = "-‐‑‒–—―−─━ー⁃﹣➖"
_WAVES = "〜~∼～"
_VOICE_MARKS = "\uff9e\uff9f"
# A letter may carry a few marks; endless piles of them are decoration and slow to normalise.
_MARKS_KEPT = 3
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "‟": '"'}
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30faー]")
_SIGN = "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\U0001f000-\U0001faff]"
_ARROW = re.compile(r"(?<=[0-9日])[→⇒➡➔](?=[0-9])|(?<=[0-9日月] )[→⇒➡➔](?= )")
_DECORATION = re.compile(rf" ?{_SIGN}|\.{{2,9}}|\((?!\w| \w)")
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True)
class Normal:
    """A normal form: `starts[i]`, `ends[i]` bound the original characters behind character `i`."""

    text: str
    starts: "tuple[int, ...]"
    ends: "tuple[int, ...]"

    def span(self, start: int, end: int) -> "tuple[int, int]":
        """Offsets in the original text of the non-empty range `start`..`end` of the normal form."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> str:
    """The normal form of `text` for matching; never shown to anybody."""
    return normal(text).text


def normalise_with_offsets(text: str) -> "tuple[str, tuple[int, ...]]":
    """The normal form and, for each of its characters, the offset of the original one it came from."""
    form = normal(text)
    return form.text, form.starts


def fold_kana(text: str) -> str:
    """Katakana as hiragana, character by character: コンビニ and こんびに become one."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


def settled(plain: str) -> str:
    """A folded normal form with emoji, kaomoji and dots as full stops, character by character.

    They end a sentence and say nothing themselves; but an arrow between figures leads on.
    """
    plain = _ARROW.sub(">", plain)
    return _DECORATION.sub(lambda match: "。" * len(match[0]), plain)


@lru_cache(maxsize=64)
def normal(text: str) -> Normal:
    """The normal form of `text` with the way back, remembered for the texts read last."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in _plain(text[start:end]):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return _joined(characters, starts, ends)


def _clusters(text: str) -> "list[tuple[int, int]]":
    """Spans of a character with the marks that belong to it, such as ｷ and ﾞ."""
    spans: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if spans and (character in _VOICE_MARKS or unicodedata.combining(character)):
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def _plain(cluster: str) -> str:
    """A cluster in compatibility form, lower case, without invisible characters."""
    # An acute accent alone is typed for an apostrophe; its compatibility form would be a space.
    kept = cluster[: 1 + _MARKS_KEPT].replace("´", "'")
    shown = unicodedata.normalize("NFKC", kept).lower()
    return "".join(map(_plain_character, shown))


def _plain_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _QUOTES:
        return _QUOTES[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category in ("Cc", "Cf", "Cn", "Co") or 0xFE00 <= ord(character) <= 0xFE0F else character


def _joined(characters: "list[str]", starts: "list[int]", ends: "list[int]") -> Normal:
    """Settle dashes and long vowels by their neighbours, then drop repeats and outer spaces."""
    kept: list[str] = []
    from_: list[int] = []
    to: list[int] = []
    last = len(characters) - 1
    for index, character in enumerate(characters):
        before = kept[-1] if kept else ""
        after = characters[index + 1] if index < last else ""
        settled = _settled(character, before, after)
        if settled == "ー" == before:
            to[-1] = ends[index]
            continue
        kept.append(settled)
        from_.append(starts[index])
        to.append(ends[index])
    if kept and kept[-1] == " ":
        kept.pop(), from_.pop(), to.pop()
    return Normal("".join(kept), tuple(from_), tuple(to))


def _settled(character: str, before: str, after: str) -> str:
    if character in DASHES:
        if _is_digit(before) and _is_digit(after):
            return "-"
        if character != "-" and before and _KANA.match(before):
            return "ー"
    elif character in _WAVES and before and _KANA.match(before):
        return "ー"
    return character


def _is_digit(character: str) -> bool:
    return len(character) == 1 and "0" <= character <= "9"
