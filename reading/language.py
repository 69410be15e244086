"""Which language a message is in, and whether it asks to be answered in the other one."""

import re
from functools import cache

from reading.lexicon import NOTHING, matches, words
from reading.normal import fold_kana, normalise

_QUOTED = re.compile(
    r"「[^「」]{0,300}」|『[^『』]{0,300}』|\"[^\"]{0,300}\"|【[^【】]{0,300}】|《[^《》]{0,300}》|〈[^〈〉]{0,300}〉"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff]{1,300}|[\w.+-]{1,64}@[\w.-]{1,64}")
_WORD = re.compile(r"[a-z\u00e0-\u024f]+(?:'[a-z]+)?")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff々〆]")
_SYLLABLE = "(?:(?:[kgsztdnhbpmrjf]{1,2}y?|sh|ch|ts|tch|y|w|v)?[aiueo]|n(?![aiueoy])|[kstp](?=[kstp]))"
_SYLLABLES = re.compile(f"{_SYLLABLE}{{1,40}}$")
# What the predicate at the end of a sentence weighs against English words inside it.
_ENDING_WEIGHT = 8


def language_of(text: str) -> str | None:
    """`ja`, `en`, or None where the text has no language of its own (a number, an emoji, "ok").

    The sentence decides; a quoted title counts only where nothing else does.
    """
    plain = _ADDRESS.sub(" ", normalise(text))
    return _language(_QUOTED.sub(" ", plain)) or _language(plain)


def asked_language(text: str) -> str | None:
    """The language in which the text asks to be answered, or None: "In English, please", 日本語で."""
    found = sorted(matches("asked_language", fold_kana(normalise(text))), key=lambda find: find[1])
    if not found or any(value == NOTHING for value, _, _ in found):
        return None
    # "I don't speak English, in Japanese please": what is asked for comes last.
    return found[-1][0]


def _language(plain: str) -> str | None:
    latin = [word for word in _WORD.findall(plain) if len(word) > 1 or word in "iau"]
    telling = [word for word in latin if word not in words("language", "neutral")]
    if not _JAPANESE.search(plain):
        return _of_words(telling)
    functions = sum(word in words("language", "english") for word in telling)
    if not functions:
        return "ja"
    kana = len(_HIRAGANA.findall(plain))
    if kana and _ending().search(plain[-12:]):
        kana += _ENDING_WEIGHT
    return "en" if functions * 2 > kana else "ja"


def _of_words(telling: "list[str]") -> str | None:
    """Language of a text in Latin letters: romanised Japanese or English."""
    sure = sum(word in words("language", "romaji") for word in telling)
    shared = sum(word in words("language", "romaji_shared") for word in telling) if sure else 0
    syllabic = sum(bool(_SYLLABLES.match(word)) for word in telling)
    if sure and (2 * (sure + shared) >= len(telling) or syllabic == len(telling)):
        return "ja"
    return "en" if any(re.search("[aeiouy]", word) for word in telling) else None


@cache
def _ending() -> "re.Pattern[str]":
    return re.compile("(?:" + "|".join(sorted(words("language", "japanese_ending"))) + r")[っーw]*[^\w]*$")
