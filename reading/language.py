"""Which language a message is in, and whether it asks to be answered in the other one."""

import re
from typing import Optional

from reading.lexicon.language import ENGLISH_FUNCTION, JAPANESE_ENDING, NEUTRAL, ROMAJI, ROMAJI_SHARED
from reading.normal import normalise

_QUOTED = re.compile(
    r"「[^「」]{0,300}」|『[^『』]{0,300}』|\"[^\"]{0,300}\"|【[^【】]{0,300}】|《[^《》]{0,300}》|〈[^〈〉]{0,300}〉"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff]{1,300}|[\w.+-]{1,64}@[\w.-]{1,64}")
_WORD = re.compile(r"[a-z\u00e0-\u024f]+(?:'[a-z]+)?")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff々〆]")
_ENDING = re.compile("(?:" + "|".join(JAPANESE_ENDING) + r")[っーwｗ]*[^\w]*$")
_SYLLABLES = re.compile(
    r"(?:(?:[kgsztdnhbpmrjf]{1,2}y?|sh|ch|ts|tch|y|w|v|l)?[aiueoāīūēō]|n(?![aiueoy])|'|[kstp](?=[kstp]))+$"
)

_ASKS_ENGLISH = re.compile(
    r"(?:in|to|into|use|speak|talk|switch to|understand|know|write|answer|reply|respond|have|support|do you do)"
    r"(?: (?:an|some|any|only|me in|the))? ?english|^english,?(?: (?:please|pls|plz|only|version))?[.!?]*$|english (?:please|pls|plz)|"
    r"(?:英語|えいご|english|イングリッシュ)(?:で|に|のほう|の方|版|に切り替え|を使|を話|は話|は使|が話|がいい|希望|ok|お願い|しか)|^(?:英語|えいご)[?!。]*$|eigo de|"
    r"(?:can't|cannot|can not|don't|do not|not) (?:read|speak|understand|know)(?: any)? japanese|"
    r"日本語(?:は|が|を)?(?:あまり)?(?:わから|分から|読め|話せ|できな|できませ|苦手)"
)
_ASKS_JAPANESE = re.compile(
    r"(?:in|to|into|use|speak|talk|switch to|understand|know|write|answer|reply|respond|have|support|do you do)"
    r"(?: (?:an|some|any|only|me in|the))? ?(?:japanese|nihongo)|^(?:japanese|nihongo),?(?: (?:please|pls|plz|only|version))?[.!?]*$|"
    r"(?:japanese|nihongo) (?:please|pls|plz)|(?:日本語|にほんご|にっぽん語|邦文)(?:で|に|のほう|の方|版|を使|を話|は話|は使|が話|がいい|希望|ok|お願い|しか)|"
    r"^(?:日本語|にほんご)[?!。]*$|nihongo (?:de|wa|ga)|"
    r"(?:can't|cannot|can not|don't|do not|not) (?:read|speak|understand|know)(?: any)? english|"
    r"(?:英語|えいご)(?:は|が|を)?(?:あまり)?(?:わから|分から|わかん|読め|話せ|できな|できませ|苦手)"
)
_ABOUT_A_THING = re.compile(
    r"(?:manual|version of|edition|subtitle|subtitles|dub|dubbed|printed|written|box|説明書|字幕|吹き?替え|版の|表記|書かれ|書いてあ|音声)"
)


def language_of(text: str) -> Optional[str]:
    """`ja`, `en`, or None where the text has no language of its own (a number, an emoji, "ok").

    The sentence decides; a quoted title counts only where nothing else does.
    """
    plain = _ADDRESS.sub(" ", normalise(text))
    return _language(_QUOTED.sub(" ", plain)) or _language(plain)


def asked_language(text: str) -> Optional[str]:
    """The language in which the text asks to be answered, or None: "In English, please", 日本語で."""
    plain = normalise(text)
    if _ABOUT_A_THING.search(plain):
        return None
    english, japanese = _ASKS_ENGLISH.search(plain), _ASKS_JAPANESE.search(plain)
    if english and japanese:
        # "I don't speak English, in Japanese please": what is asked for comes last.
        return "en" if english.start() > japanese.start() else "ja"
    return "en" if english else "ja" if japanese else None


def _language(plain: str) -> Optional[str]:
    words = [word for word in _WORD.findall(plain) if len(word) > 1 or word in ("i", "a", "u")]
    telling = [word for word in words if word not in NEUTRAL]
    letters = len(_JAPANESE.findall(plain))
    if not letters:
        return _of_words(telling)
    functions = sum(word in ENGLISH_FUNCTION for word in telling)
    if not functions:
        return "ja"
    kana = len(_HIRAGANA.findall(plain))
    if kana and _ENDING.search(plain):
        kana += 8
    return "en" if functions * 2 > kana else "ja"


def _of_words(words: "list[str]") -> Optional[str]:
    """Language of a text in Latin letters: romanised Japanese or English."""
    if not words:
        return None
    sure = sum(word in ROMAJI for word in words)
    shared = sum(word in ROMAJI_SHARED for word in words) if sure else 0
    syllabic = sum(bool(_SYLLABLES.match(word)) for word in words)
    if sure and (2 * (sure + shared) >= len(words) or syllabic == len(words)):
        return "ja"
    return "en" if any(re.search("[aeiouy]", word) or word in ENGLISH_FUNCTION for word in words) else None
