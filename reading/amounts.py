"""Sums of money in a text: 3,980円, ¥3980, 1万2千円, "about 40 dollars"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from reading.normal import fold_kana, normal

_FIGURE = r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9})(?:\.(?P<part>[0-9]{1,2}))?"
_NUMERALS = "[0-9]{1,4}|[一二三四五六七八九十百千]{1,7}"
_LARGE = f"(?P<large>(?:[0-9]{{1,4}}\\.[0-9]|{_NUMERALS})?[万千百十](?:{_NUMERALS})?[千百]?)"
_UNITS = {
    "JPY": "円|えん|yen|jpy",
    "USD": "ドル|どる|dollars?|bucks|usd|us ?dollars?",
    "EUR": "ユーロ|ゆーろ|euros?|eur",
    "GBP": "ポンド|ぽんど|pounds?|quid|gbp",
}
_SIGNS = {
    **dict.fromkeys(("¥", "\\", "jpy"), "JPY"),
    **dict.fromkeys(("us$", "$", "usd"), "USD"),
    **{"€": "EUR", "£": "GBP"},
}
_UNIT = "(?P<unit>" + "|".join(_UNITS.values()) + ")(?![a-z])"
_BEFORE = (
    r"(?P<about>about|around|roughly|approx(?:imately|\.)?|like|almost|nearly|~|約|だいたい|およそ|ざっと)? ?"
)
_AFTER = r"(?P<after> ?(?:くらい|ぐらい|ほど|前後|程度|ちょっと|or so|ish|-ish)(?![a-z]))?"
_PATTERNS = (
    re.compile(f"{_BEFORE}(?<![a-z0-9.,-])(?:{_LARGE}|{_FIGURE}) ?{_UNIT}{_AFTER}"),
    re.compile(rf"{_BEFORE}(?<![a-z0-9])(?P<sign>us\$|usd ?|jpy ?|[¥$€£\\]) ?{_FIGURE}(?![0-9]){_AFTER}"),
)
_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Amount:
    """A sum of money: `value` in whole units of `currency` (ISO 4217), `about` if only about that much."""

    value: Decimal
    currency: str
    about: bool
    start: int
    end: int


def amounts(text: str) -> tuple[Amount, ...]:
    """The sums of money in `text`, from left to right; offsets are those of `text` itself."""
    form = normal(text)
    found: list[Amount] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(fold_kana(form.text)):
            value = _value(match)
            if value is not None:
                about = bool(match["about"] or match["after"])
                found.append(Amount(value, _currency(match), about, *form.span(*_trimmed(match))))
    return tuple(sorted(found, key=lambda amount: amount.start))


def _trimmed(match: "re.Match[str]") -> "tuple[int, int]":
    lead = len(match[0]) - len(match[0].lstrip())
    return match.start() + lead, match.end()


def _currency(match: "re.Match[str]") -> str:
    groups = match.groupdict()
    if groups.get("sign"):
        return _SIGNS[groups["sign"].strip()]
    return next(code for code, unit in _UNITS.items() if re.fullmatch(unit, match["unit"]))


def _value(match: "re.Match[str]") -> Decimal | None:
    groups = match.groupdict()
    if groups.get("large"):
        return _large(groups["large"])
    return Decimal(match["figure"].replace(",", "") + ("." + match["part"] if match["part"] else ""))


def _large(written: str) -> Decimal | None:
    """1万2千, 1.5万, 三千, 2万3000 as a number."""
    if "万" in written:
        head, _, tail = written.partition("万")
        return Decimal(int((_small(head) or 1) * 10_000 + (_small(tail) or 0)))
    return _small(written)


def _small(written: str) -> Decimal | None:
    """A number below ten thousand in figures, in kanji or in both; None for no text."""
    if not written or re.fullmatch(r"[0-9]{1,4}(?:\.[0-9])?", written):
        return Decimal(written) if written else None
    total, current = 0, ""
    for character in written:
        if character in _TENS:
            total += int(current or 1) * _TENS[character]
            current = ""
        elif character in _DIGITS:
            current = str(_DIGITS[character])
        elif character.isdigit():
            current += character
        else:
            return None
    return Decimal(total + int(current or 0))
