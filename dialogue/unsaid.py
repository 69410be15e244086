"""What a wish says beside its words: only where a word stands for it, or the model is very sure."""

import re
from collections.abc import Mapping
from typing import Any

from dialogue.goals import CANCEL_ORDER, FAILED
from dialogue.wishes import names, pieces, said_outright
from reading import normalise, read_supposed, topics

# Words for a request that failed, and those that may as well be a question whether one can cancel.
_FAILED = re.compile(
    r"通ら|通りま|通って(?:い)?(?:ない|ませ)|失敗|エラー|却下|断ら|拒否され|承認され(?:な|ま)|弾かれ|はじかれ"
    r"|受け付け(?:られ|て(?:もら|くれ))|押せ|だめ(?:だ|と|って)|ダメ(?:だ|と|って)|できなかった|できませんでした"
    r"|reject|refus|fail|error|\bden(?:y|ied)|declin|couldn'?t|turned down|won'?t let|go(?:ing)? through"
)
_CANNOT = re.compile(
    r"(?:でき|出来)(?:な|ま)|不可|無理|can'?t|cannot|can not|unable|not possible|doesn'?t work"
)
_ASKS_WHETHER = re.compile(
    r"(?:でき|出来)(?:る|ます)(?:の|ん)?(?:です|でしょう)?か|(?:でき|出来)る(?:の)?\?"
    r"|(?:でき|出来)(?:ない|ません)(?:の|ん)?(?:です|でしょう)?か?\?|(?:でき|出来)ませんか"
    r"|\b(?:can|could|may|can'?t) (?:i|we|you)\b"
)
_WHY = re.compile(r"なぜ|なんで|何で|どうして|理由|\bwhy\b|how come")
_OF_A_REQUEST = re.compile(
    r"リクエスト|申請|依頼|申し?込|返事|返答|回答|連絡|承認|受理|受付|結果|メール|どうな|進捗|状況|手続き?中|処理"
    r"|(?:キャンセル|取り?消し?)(?:し(?:た|まし)|でき(?:た|てる|てま|てい)|され(?:た|てる|てま|てい|まし))"
    r"|request|reply|answer|respon|pending|status|confirm|e-?mail|result|news|go(?:ne)? thr|went thr|accept"
    r"|approv|\b(?:is|was|has|been|did|already) .{0,30}cancel|\bi(?:'ve)? cancell?ed"
)
_SUPPOSED = re.compile(
    r"(?:し|き|っ|れ|い|て)たら|すれば|けば|した場合|する場合|するとどう"
    r"|\bif\b(?! (?:i|we) (?:can|could|may)\b)|\bwhat happens\b|\bin case\b|\b(?:when|once) it\b"
)
# Who does not know how it stands, or wants it only if it stands so, tells nothing.
_NOT_KNOWN = re.compile(
    r"\bunless\b|\b(?:dunno|idk|unsure|not sure|no idea|don'?t know|do not know|can'?t tell) (?:if|whether)\b"
    r"|か(?:どうか)?(?:は|が|も)?(?:まだ|よく)?(?:分から|わから|不明|知らな|知りま)"
)


# Facts that nobody tells but of an order of their own.
_OF_AN_ORDER = (
    "status",
    "request",
    "cause",
    "invoiced",
    *("requested_at", "cancelled_at", "sent_back_at", "release_date", "payment_deadline"),
)


def told_by(wish: str, text: str, facts: Mapping[str, Any], *, sure: bool) -> str:
    """The wish itself; the wish to cancel where nothing but the guess says that a request was made.

    `facts` are those that `text` states; `sure` says whether the model is very sure of the guess.
    """
    plain = normalise(text)
    if wish == FAILED:
        return wish if _has_failed(plain, facts, sure) else CANCEL_ORDER
    if wish == "cancel_status":
        return wish if _was_requested(plain, facts, sure) else CANCEL_ORDER
    if wish == "refuse_delivery" and not sure and "return" in topics(text) and not names(wish, text):
        return "return_item"
    return wish


def _was_requested(plain: str, facts: Mapping[str, Any], sure: bool) -> bool:
    if "request" in facts:
        return bool(facts["request"] != "none")
    return sure or facts.get("status") == "cancelled" or bool(_OF_A_REQUEST.search(plain))


def _has_failed(plain: str, facts: Mapping[str, Any], sure: bool) -> bool:
    if "request" in facts or "cause" in facts:
        return facts.get("request") != "none"
    if _FAILED.search(plain) or _WHY.search(plain):
        return True
    return sure and not _CANNOT.search(plain) and not _ASKS_WHETHER.search(plain)


def without_belied(wish: str, facts: Mapping[str, Any], *, sure: bool) -> dict[str, Any]:
    """`facts` without a cancellation that the wish belies: who asks what to do as it comes all the same."""
    belied = sure and wish == "shipped_after_cancel_request" and facts.get("status") == "cancelled"
    gone = ("status", "cancelled_at") if belied else ()
    return {name: value for name, value in facts.items() if name not in gone}


def has_perhaps_failed(text: str) -> bool:
    """Whether `text` says that there is no cancelling, and not whether it was tried: キャンセルできない."""
    plain = normalise(text)
    return bool(_CANNOT.search(plain)) and not _ASKS_WHETHER.search(plain) and not is_supposed(text)


def is_supposed(text: str) -> bool:
    """Whether `text` asks what would be: 受け取り拒否したら?, "how do I return it if it comes"."""
    return bool(_SUPPOSED.search(normalise(text)))


def supposes_own(text: str, facts: Mapping[str, Any], *, by_parcel: bool) -> bool:
    """Whether what `text` supposes is unknown of an own order, and no case to be answered.

    Who tells how the order stands, or wishes in a sentence of its own, asks nothing in general; but for
    what to do with a parcel once it is there.
    """
    if _NOT_KNOWN.search(normalise(text)):
        return True
    return not by_parcel and (not facts.keys().isdisjoint(_OF_AN_ORDER) or _wishes_apart(text))


def _wishes_apart(text: str) -> bool:
    return any(said_outright(part, (CANCEL_ORDER,)) and not read_supposed(part) for part in pieces(text))
