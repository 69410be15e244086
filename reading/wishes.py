"""What of a wish the intent alone does not tell: whether it cancels, and how much of an order."""

import re

from reading.normal import normalise

_CANCEL = re.compile(
    r"キャンセル|きゃんせる|取り?消|取り?やめ|とりけ|やめたい|cancel|cancle|kyanseru|call off"
)
_ASKED = re.compile(
    r"でき|出来|可能|たい|ください|下さい|お願い|方法|どうすれば|どうやって|\bcan\b|\bcould\b|possible|\bhow\b"
    r"|\bmay\b|\bwant\b|\blike to\b|please|\bpls\b|allowed|able to|need to"
    r"|(?:キャンセル|取り?消し?)[。!?]*$|^cancel|\bcancel(?: it)?\?$"  # a wish in one word
)
_PART = re.compile(
    r"一部|片方|片一方|うち(の)?(1|一|ひと)(つ|個|点)"
    # A thing stands before them, no verb of the past (言われただけ), and だけど is "but", たのみ "asked".
    r"|(?<![ただるい])(?<!どれ)(?<!それ)だけ(?!ど|れど)|それだけ(?=を|は|キャ|取|返)"
    r"|(?<![ただるん])だけ(?=どう[すや])"
    r"|(?<!た)のみ(?!もの|物|ま[しす]|たい|せ|なさん)"
    r"|\bonly\b|\bjust (one|the|this|that)\b|\bone of\b"
    r"|\bpart of\b|\bsome (of|items)\b|\bpartial"
    r"|\b(remove|cancel|delete|take out|return) (one|two|three|an|1|2|3) (item|thing|product)s?\b"
)
# Items taken out of an order, and what is kept of it, say that the others go.
_REMOVED = re.compile(
    r"\b(remove|delete|take out) (\w+ ){0,2}(items?|things?|products?|of (them|the|my|these))\b"
    r"|\b(?:drop|remove|lose|scrap|get rid of|take out) (?:only |just )?(?:the|my|this|that) (?:\w+ )?"
    r"(?:pre-?orders?|back-?orders?|in-?stock|pre-?owned|used|second|first|third|last|other)\b"
    r"|\bkeep (only |just )?(\w+ )?(one|two|three|[1-9]) (item|of)\b"
    r"|\bonly (want to |wanna )?keep (one|two|three|the|this|that|[1-9])\b"
)
# Several pieces of one thing: fewer of them are a quantity, however it is said.
_SAME = re.compile(
    r"(?:同じ|おなじ|同一)(?:の)?(?:もの|物|商品|品|やつ|フィギュア)?(?:を)?"
    r"(?:[2-9]|二|三|四|五|ふた|みっ)(?:つ|個|点|枚|本|冊|体)"
    r"|\b(?:two|three|four|five|[2-9]|a couple) (?:pieces |copies )?of (?:the|this) (?:exact )?same\b"
    r"|\b(?:two|three|four|five|[2-9]) (?:identical|of the identical)\b"
)
_QUANTITY = re.compile(
    r"数量|個数|枚数|本数|冊数|減ら|(個|枚|本|冊|つ|点)に(変更|して|したい)|quantit|\bfewer\b|\bless\b|reduce"
    r"|\bpieces?\b|\bunits?\b|instead of (two|three|four|[0-9])"
)


_WISHES = re.compile(
    r"たい|ください|下さい|教えて|おしえて|お願い|ほしい|欲しい|でき|出来|いつ|どう|どこ|なぜ|ですか|ますか|のか|[?？]"
    r"|\b(can|could|may|want|wanna|need|please|pls|how|when|where|why|what|should"
    r"|(?:would|'d) (?:like|love|rather)|do i)\b"
)


def only_tells(text: str) -> bool:
    """Whether `text` tells how things are, and neither asks nor wishes anything."""
    return not _WISHES.search(normalise(text))


_ALL = re.compile(
    r"全部|すべて|全て|ぜんぶ|全体|両方|どちらも|丸ごと"
    r"|\ball\b|\bboth\b|\beverything\b|\b(whole|entire|complete) order\b"
)


_HOW_MANY = re.compile(
    r"(?:うち|中)の?[、 ]?(?:[0-9]|[一二三四五]|ひと|ふた|みっ)|一部(?:だけ|のみ)?|片方"
    r"|(?:[0-9一二三四五]|ひと|ふた|みっ)(?:つ|個|点|品|枚|冊|本)(?:だけ|のみ)"
    r"|\b(?:one|two|three|four|some|[1-9]) (?:out )?of (?:the |them|my |these |those|it)"
    r"|\b(?:just|only) (?:one|two|three|[1-9]|some|a part|part)\b"
)


def tells_how_many(text: str) -> bool:
    """Whether `text` says of how many of the items it speaks: 3つのうち1つだけ, "just one of the three"."""
    return bool(_HOW_MANY.search(normalise(text)))


def means_all(text: str) -> bool:
    """Whether `text` speaks of all there is: every item, the whole order."""
    return bool(_ALL.search(normalise(text)))


def asks_to_cancel(text: str) -> bool:
    """Whether `text` asks for a cancellation, or whether one can be had."""
    heard = normalise(text)
    return bool(_CANCEL.search(heard) and _ASKED.search(heard))


def means_part(text: str) -> bool:
    """Whether `text` speaks of some items of an order and not of all."""
    return bool(_PART.search(normalise(text)))


def means_quantity(text: str) -> bool:
    """Whether `text` speaks of how many pieces, not of which items."""
    heard = normalise(text)
    return bool(_QUANTITY.search(heard)) or means_some_of_the_same(text)


def means_some_of_the_same(text: str) -> bool:
    """Whether `text` speaks of some of several pieces of one thing: "2 of the same figure, cancel one"."""
    heard = normalise(text)
    return bool(_SAME.search(heard) and _HOW_MANY.search(_SAME.sub(" ", heard))) and not means_all(text)


def means_whole_lines(text: str) -> bool:
    """Whether `text` wants whole items of an order gone, rather than fewer pieces of one."""
    heard = normalise(text)
    gone = _CANCEL.search(heard) or _REMOVED.search(heard)
    return bool(gone) and not means_quantity(text)
