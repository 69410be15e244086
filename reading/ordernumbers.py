"""Order numbers as people type them, and the one spelling they are looked up by."""

import re
import unicodedata
from collections.abc import Iterator

from reading.model import Entity
from reading.normal import DASHES, Normal, normal
from reading.shops import Shops, the_shops

_SEPARATOR = "(?: ?[" + re.escape(DASHES) + "_]{1,2} ?| )?"
_AMAZON = re.compile(
    "(?<![0-9a-z])(?<![0-9]-)(?:[0-9]{3}|d[0-9]{2})"
    + "".join(_SEPARATOR + "[0-9]{7}" for _ in range(2))
    + "(?!-?[0-9])"
)
_CUE = (
    r"(?:(?:ご?注文|オーダー|受注|予約|order)\s?(?:番号|no|id|ナンバー|number|num|nr)?|"
    r"chumon ?bangou?|#|番号|number|(?<![a-z])no[.:])[.:#は=\s]{0,4}(?:is |が|は)?[「『\[(<\"']?"
)
_CUED = re.compile(_CUE + r"(?P<number>[a-z]{0,6}-?[0-9]{3,12}(?:-[0-9]{1,10}){0,4})(?![0-9a-z])")
_BARE = re.compile(r"(?<![0-9a-z])(?<![0-9][-.,/:])(?P<number>[1-9][0-9]{7,9})(?![-.,/:]?[0-9]|[a-z])")
_NOT_BEFORE = re.compile(
    r"(?:[¥$€£\\]|tel|電話|携帯|phone|mobile|fax|〒|郵便|zip|postal|追跡|伝票|問い?合わ?せ番号|tracking|"
    r"会員|客様番号|customer|member|カード|card|電話番号|date|日付|isbn|jan|商品番号|型番|\+[0-9]{0,3})[^0-9a-z]{0,8}"
    r"(?:番号|number|no|code|コード|id)?[^0-9]{0,4}$"
)
_NOT_AFTER = re.compile(
    r" ?(?:円|えん|yen|jpy|usd|ドル|dollars?|ポイント|points?|個|冊|年|月|日|時|回|人|%|件)"
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$")
_DASH_CLASS = re.compile("[" + re.escape(DASHES) + "]")


def canonical_number(text: str) -> str:
    """The look-up spelling of an order number: upper case, plain hyphens, no spaces; 17 digits as 3-7-7.

    Any text gives an answer, possibly empty; the canonical form of a canonical form is itself.
    """
    plain = _key(_key(normal(text).text))
    digits = plain.replace("-", "")
    if re.fullmatch(r"(?:[0-9]{3}|D[0-9]{2})[0-9]{14}", digits):
        return "-".join((digits[:3], digits[3:10], digits[10:]))
    return plain


def _key(text: str) -> str:
    shown = _DASH_CLASS.sub("-", unicodedata.normalize("NFKC", text).upper())
    kept = "".join(character for character in shown if character.isalnum() or character == "-")
    return re.sub("-+", "-", kept).strip("-")


def order_numbers(text: str, shops: "Shops | None" = None) -> "tuple[Entity, ...]":
    """The order numbers in `text`, from left to right; phone numbers, dates and amounts are none.

    `shops` are those beyond the two, by default the process's.
    """
    form = normal(text)
    found: list[Entity] = []
    for start, end in sorted(_spans(form, the_shops(shops)), key=lambda span: (span[0], -span[1])):
        first, last = form.span(start, end)
        if not found or first >= found[-1].end:
            found.append(Entity("order_number", canonical_number(form.text[start:end]), first, last))
    return tuple(found)


def _spans(form: Normal, shops: Shops) -> "list[tuple[int, int]]":
    """Spans of the normal form: the sure patterns first, then numbers after a cue, then bare ones."""
    taken = [
        span for shop in shops.all if shop.order_number for span in _of_shop(form.text, shop.order_number)
    ]
    taken += [match.span() for match in _AMAZON.finditer(form.text) if not _taken(match.span(), taken)]
    for pattern in (_CUED, _BARE):
        for match in pattern.finditer(form.text):
            span = match.span("number")
            if not _taken(span, taken) and _may_be(form.text, *span):
                taken.append(span)
    return taken


def _taken(span: "tuple[int, int]", taken: "list[tuple[int, int]]") -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


def _of_shop(text: str, pattern: str) -> "Iterator[tuple[int, int]]":
    """Spans of a shop's numbers, matched without spaces, in upper case and with plain hyphens."""
    kept = [index for index, character in enumerate(text) if character != " "]
    shown = "".join("-" if text[index] in DASHES else text[index].upper()[:1] for index in kept)
    for match in re.finditer(pattern, shown):
        start, end = kept[match.start()], kept[match.end() - 1] + 1
        if match.end() > match.start() and not _goes_on(text, start, end):
            yield start, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the letters or digits of `text[start:end]` go on beyond it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search("[a-z0-9]$|[0-9]-$", before) or re.match("[a-z0-9]|-[0-9]", after))


def _may_be(text: str, start: int, end: int) -> bool:
    """Whether a run of digits may be an order number, by its shape and the words beside it."""
    digits = text[start:end].replace("-", "")
    phone = digits.startswith("0") and len(digits) in (10, 11)
    return not (
        phone
        or _DATE.match(digits)
        or _NOT_AFTER.match(text, end)
        or _NOT_BEFORE.search(text[max(0, start - 24) : start])
    )
