"""Items of a text that goes by their own names: "the desk … the chair", カメラは…レンズは…."""

import re
from collections.abc import Iterator

from reading.lexicon import words

_STATE = (
    r"is|are|was|were|has|have|isn't|aren't|hasn't|haven't|wasn't|arrived|shipped|came|got|already|just|still"
)
_ENGLISH = (
    re.compile(r"\bthe ([a-z-]{2,16})(?= one\b)"),
    re.compile(rf"\b(?:the|my)(?: [a-z0-9-]{{1,16}}){{0,2}}? ([a-z-]{{2,16}})(?= (?:{_STATE})\b|:)"),
    re.compile(
        r"\b(?:cancel|return|refuse|drop|remove|keep|keeping|want|need|back) (?:only |just )?(?:the|my)"
        r"(?: [a-z0-9-]{1,16}){0,2}? ([a-z-]{2,16})(?=[.,;!?)]|$"
        r"| (?:only|please|instead|as|too|since|because|but|and|which|that|from|in|alone|now|though)\b)"
    ),
    re.compile(
        r"(?:^|[.,;] |\band )([a-z-]{3,16})"
        r"(?= (?:not |already |still )?(?:shipped|unshipped|delivered|arrived)\b)"
    ),
)
_NAME = r"([a-z]?[ァ-ヶー]{2,12}|[一-龯々]{1,6}|[a-z]{2,10})(?:の(?:ほう|方))?"
_JAPANESE = (
    re.compile(rf"(?:^|(?<=[、。 ただのど])){_NAME}(?=は|が)"),
    re.compile(
        rf"{_NAME}(?=(?:だけ|のみ)?を?(?:キャンセル|返品|取り?消|やめ|返し|断)|(?:は|が)(?:いら|不要))"
    ),
)
_UNIT = re.compile(r"[日月週年時分回度]$")


def nouns(plain: str, written: str) -> "Iterator[tuple[str, int, int]]":
    """The names with their places in `plain`; none where there are not two of them.

    `plain` is a folded normal form, `written` the same before its kana were folded.
    """
    found: dict[tuple[int, int], str] = {}
    for patterns, text in ((_ENGLISH, plain), (_JAPANESE, written)):
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            noun = _singular(match[1])
            if not _UNIT.search(noun) and {noun, match[1]}.isdisjoint(words("nouns", "generic")):
                found[match.span(1)] = noun
    if len(set(found.values())) > 1:
        yield from ((noun, start, end) for (start, end), noun in found.items())


def _singular(noun: str) -> str:
    return noun[:-1] if noun.isascii() and noun.endswith("s") else noun
