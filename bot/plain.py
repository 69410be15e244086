"""The part of a text that tells its wish: without width, case, punctuation, emoji, courtesy and numbers."""

import re
import unicodedata

from reading.normal import fold_kana, normalise

NUMBER = "1"  # stands for every count, date and sum: which one it is says nothing about the wish
LONG = "ω"  # for every order number, and whatever else is as long
_LONG = 6  # digits
_NUMBER = re.compile(r"[0-9]+(?:[-.,:/][0-9]+)*")
_JAPANESE = "[\u3041-\u309f\u30a0-\u30ff\u3400-\u9fff々〆]"
_GAP = re.compile(f"(?<={_JAPANESE}) | (?={_JAPANESE})")
_SHORTENED = re.compile(r"\b(do|does|did|ca|wo|is|are|was|were|have|has|had|could|should|would)nt\b")
_MINE = re.compile(r"\bi(ve|m)\b")
_THANKS = "thanks|thank you|thx|cheers"
_BEFORE = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear (?:sir|madam|sirs|team|support)"
    rf"|excuse me|please|pls|plz|sorry to bother you|{_THANKS})(?: there| all| team| everyone)?\b ?"
    "|すみません(?:が)?|すいません(?:が)?|恐れ入ります(?:が)?|お手数(?:ですが|をおかけしますが)"
    "|お忙しいところ(?:恐れ入りますが|すみません(?:が)?)|(?:いつも)?お世話になって(?:おり|い)?ます"
    "|こんにちは|こんばんは|おはようございます|(?:はじ|初)めまして|失礼(?:し|いたし|致し)ます(?:が)?)"
)
_AFTER = re.compile(
    rf"(?: ?\b(?:please|pls|plz|(?:{_THANKS})(?: (?:a lot|in advance|so much|very much|for your help))?"
    "|(?:kind|best|warm) regards|regards|sir|madam|lol)"
    "|(?:どうか|何卒|どうぞ)?(?:よろしく|宜しく)(?:お願い(?:いた|致)?(?:します|いたします|致します|申し上げます)?|です)?"
    "|お願い(?:し|いたし|致し|申し上げ)ます|ありがとうございます|恐れ入ります(?:が)?|すみません(?:が)?"
    "|(?<=[たいのん])です(?:が|けど|けれど|けれども|けども)?[ねよ]?)$"
)
# "OK, thanks" is no yes.
_HEARD = re.compile(
    "(?:ok|okay|k|all ?right|alright|great|perfect|cool|nice|fine|got it|i see|understood|good)"
)
_THANKED = re.compile(rf"(?:{_THANKS})\b[^.]*$")


def plain(text: str) -> str:
    """`text` as the model reads it: words and spaces only, all kana hiragana; never shown to anybody.

    What has no letters or digits at all (an emoji) stays as it is, and so does what is nothing but courtesy.
    """
    form = _NUMBER.sub(_number_sign, normalise(text))
    words = "".join(map(_word_sign, form))
    if not words.strip():
        return form
    bare = fold_kana(_GAP.sub("", " ".join(words.split())))
    return _without_courtesy(_apostrophes(bare))


def _number_sign(found: "re.Match[str]") -> str:
    digits = sum(sign.isdigit() for sign in found.group())
    return NUMBER if digits < _LONG else LONG


def _word_sign(sign: str) -> str:
    """A letter, mark, digit or apostrophe as it is; nothing for a picture, a space for everything else."""
    kind = unicodedata.category(sign)
    if kind[0] in "LMN" or sign == "'":
        return sign
    return "" if kind in ("So", "Sk") else " "


def _apostrophes(text: str) -> str:
    """`dont`, `cant`, `im` as those write them who have the key; no apostrophes but inside words."""
    kept = re.sub(r"(?<![a-z])'|'(?![a-z])", " ", text)
    kept = _SHORTENED.sub(r"\1n't", " ".join(kept.split()))
    return _MINE.sub(r"i'\1", kept)


def _without_courtesy(text: str) -> str:
    """What is left without greetings before and thanks after the wish, unless that is nothing."""
    kept, before = text, ""
    while kept and kept != before:
        text, before = kept, kept
        kept = _BEFORE.sub("", kept, count=1) if _BEFORE.match(kept) else kept
        text = kept or text
        shorter = _AFTER.sub("", kept, count=1).strip()
        kept = kept if _HEARD.fullmatch(shorter) and _THANKED.search(kept) else shorter
    return kept or text
