"""Who pays for a parcel that goes back: asked of one that is refused or returned."""

import re

from reading.normal import normalise
from reading.wishes import only_tells

_BACK = r"返送|返品|送り返|返却|受け?取り?(?:を)?(?:拒否|辞退)|受け取らな"
_COST = (
    r"送料|運賃|配送料|料金|費用|手数料|着払|元払|自腹|負担|いくら(?:かか|取|と)"
    r"|お金(?:は|が|を|も)?(?:かか|取ら|とら|いる|必要|払)"
)
_ENGLISH_COST = (
    r"\b(?:postage|shipping (?:cost|fee|charge|label)s?|fees?|costs?|for free|pay|charge me|at my expense)\b"
    r"|\b(?:get|be|am i|getting) charged\b"
)
_PAYS = (
    r"\b(?:who|do i|will i|must i|should i|have to|need to) (?:have to |need to )?(?:pays?|covers?|bears?)\b"
)
_ASKED = re.compile(
    rf"返送料|(?:{_BACK}).{{0,16}}(?:{_COST}|誰が(?:払|出|持))|(?:{_COST}).{{0,12}}(?:{_BACK})"
    r"|送料.{0,10}(?:誰|どちら|どっち|自己負担)"
    rf"|\b(?:return|send|refus|reject)\w*\b.{{0,40}}(?:{_ENGLISH_COST})"
    r"|\b(?:charged|pay|costs?|fees?) .{0,16}\b(?:if|when|for) (?:i |i'm )?(?:refus|return|send)"
    rf"|{_PAYS}.{{0,30}}\b(?:return|send|postage|shipping|refus)"
    r"|\breturn (?:shipping|postage|delivery)\b|\b(?:free|cost of) returns?\b"
)
# What money comes back, and what a cancellation costs, are other questions.
_OTHER = re.compile(r"返金|払い?戻|refund|キャンセル料|cancell?ation fee|money back")
_QUESTION = re.compile(r"誰|どちら|どっち|いくら|\b(?:who|will|is|are|does|am)\b|(?:の|か|る)$")


def asks_postage(text: str) -> bool:
    """Whether `text` asks who pays for a parcel that goes back: 返送料は誰が払うの, "free returns?"."""
    plain = normalise(text)
    if not _ASKED.search(plain) or _OTHER.search(plain):
        return False
    return not only_tells(text) or bool(_QUESTION.search(plain))
