"""Personal data out of a text before it is stored, at equal length; order numbers stay."""

import re
from collections.abc import Iterator

from reading.normal import Normal, normal
from reading.ordernumbers import order_numbers

MASK = "*"
_ALONE = r"(?<![0-9+])(?<![0-9][-.,/:])"  # no digit of something longer stands before it
_END = r"(?![0-9])(?![-.,/:][0-9])"
_EMAIL = re.compile(r"[a-z0-9_.+%'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}")
# Groups of digits as they stand on a card; which of them are the number is for the check digit to say.
_DIGITS = re.compile(r"(?<![0-9])[0-9]+(?:[ -][0-9]+)*")
_PHONE = re.compile(
    _ALONE + r"(?:"
    r"\+ ?[1-9](?:[ .-]?\(?[0-9]\)?){7,14}"  # with the country's number (E.164)
    r"|\(?0(?:[ .-]?\(?[0-9]\)?){9,10}"  # from within Japan or Britain: ten or eleven digits
    r"|(?:1[ .-])?\(?[2-9][0-9]{2}\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4}"  # from within North America
    r")" + _END
)
_SUM = r"(?! ?(?:円|えん|yen|jpy|usd|ドル|dollars?|ポイント|points?|個|冊|点|件))"
_ZIP_CUE = r"(?:郵便番号|(?<![a-z])(?:zip|postal|post) ?code|(?<![a-z])zip)(?: is|[はが])?[ :]{0,2}"
_POSTAL = re.compile(
    r"〒 ?[0-9]{3} ?-? ?[0-9]{4}"
    + _END
    + r"|(?<![a-z])"
    + _ALONE
    + r"[0-9]{3}-[0-9]{4}"
    + _END
    + _SUM
    + r"|"
    + _ZIP_CUE
    + r"(?P<code>[0-9]{3} ?-? ?[0-9]{4}|[0-9]{5}(?:-[0-9]{4})?|[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2})"
    r"(?![0-9a-z])"
)
_SHORTEST_CARD, _LONGEST_CARD = 13, 19


def mask(text: str) -> str:
    """`text` with e-mail addresses, card and telephone numbers and postal codes as as many asterisks."""
    form = normal(text)
    kept = [(number.start, number.end) for number in order_numbers(text)]
    masked = list(text)
    for first, last in _personal(form):
        start, end = form.span(first, last)
        if not any(start < other_end and other_start < end for other_start, other_end in kept):
            masked[start:end] = MASK * (end - start)
    return "".join(masked)


def _personal(form: Normal) -> "Iterator[tuple[int, int]]":
    """Spans of the normal form."""
    for pattern in (_EMAIL, _PHONE):
        for match in pattern.finditer(form.text):
            yield match.span()
    for match in _POSTAL.finditer(form.text):
        yield match.span("code") if match["code"] else match.span()
    for match in _DIGITS.finditer(form.text):
        yield from _cards(match)


def _cards(match: "re.Match[str]") -> "Iterator[tuple[int, int]]":
    """Spans of card numbers in a run of groups of digits, from the left; of several readings the longest."""
    groups = [group.span() for group in re.finditer("[0-9]+", match[0])]
    place = 0
    while place < len(groups):
        size = _card_at(match[0], groups[place:])
        if size:
            yield match.start() + groups[place][0], match.start() + groups[place + size - 1][1]
        place += size or 1


def _card_at(run: str, groups: "list[tuple[int, int]]") -> int:
    """How many of these groups, from the first on, make up a card number; 0 if none do."""
    digits, best = "", 0
    for size, (start, end) in enumerate(groups, start=1):
        digits += run[start:end]
        if len(digits) > _LONGEST_CARD:
            break
        if len(digits) >= _SHORTEST_CARD and is_card(digits):
            best = size
    return best


def is_card(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it, as on every card (ISO/IEC 7812, Luhn)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value if value < 10 else value - 9 for value in doubled) % 10 == 0
