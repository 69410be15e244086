"""Wishes by the words that name them, beside what the model says of a message as a whole."""

import re
from collections.abc import Iterable, Sequence

from dialogue.goals import CANCEL_ORDER, CHANGE, FAILED, UNDO
from reading import clauses, normalise, topics
from reading.wishes import only_tells

# What a part must say besides to be more than the wish to cancel: the ranking is of the whole message.
_CANCEL_CUES = {
    UNDO: r"撤回|戻|取り?下げ|(?:取り?消し?|キャンセル)を?(?:取り?消|やめ|なし)"
    r"|undo|take .*back|withdraw|un-?cancel"
    r"|cancel(?:l?ing)? (?:my|the|that|this) (?:order )?cancel(?:l?ation)?\b",
    "cancel_status": r"どうな|結果|返事|受け付け|承認|status|go(?:ne)? through|what happened|accepted|news",
    FAILED: r"通ら|でき(?:ない|ませ|なかっ)|エラー|失敗|断ら|却下|拒否され"
    r"|reject|refused|fail|error|den(?:y|ied)|declin",
    "shipped_after_cancel_request": r"発送|出荷|届|ship|sent|arriv|deliver",
    "what_is_cancel_request": r"とは|って(?:何|なに)|違い|what (?:is|does)|mean",
}
# The wishes that words about a topic can stand for, the plainest first.
_ABOUT = {
    "refund": ("refund_timing",),
    "return": ("return_item",),
    "refuse": ("refuse_delivery",),
    "status": ("cancel_status",),
    "cancel": (CANCEL_ORDER, *_CANCEL_CUES),
    "change": (CHANGE,),
    "penalty": ("penalty",),
    "arrival": ("order_status",),
    "human": ("contact_human",),
}
# A wish without a word of wishing: "cancel the first one", 充電器は返品で.
_BIDS = re.compile(
    r"^(?:(?:please|pls|also|and|then|so|first|just|ok(?:ay)?|well|no|wait|actually|hm+|fine|alright)[ ,]+)*"
    r"(?:cancel(?! (?:order )?request)|return|refund|refuse|change|send)\b"
    r"|, (?:please )?cancel(?: (?:it|this|that))?(?:,? please)?[.!]*$"
    r"|(?:キャンセル|取り?消し?|返品|返金|受け?取り?拒否)(?:で|と|、|。|!|$)"
    r"|(?:^|[、。!])(?:あ、?|待って、?|やっぱり?、?|やはり、?|もう)*キャンセル(?:を)?(?:する|します|しとく|しておきます|お願い(?:します)?)(?:ね|わ|よ)?(?=$|[。、!])"
)

# "cancel the lamp and when …?": what is bidden ends where a question begins.
_AFTER_BID = re.compile(
    r",? (?:and|but|also) (?=(?:when|how|where|what|can|could|do|does|is|will|would)\b)", re.IGNORECASE
)

_UNDOES = re.compile(
    r"\b(?:tak(?:e|ing) back|withdraw(?:ing)?|undo(?:ing)?|revok(?:e|ing)|revers(?:e|ing)|rescind(?:ing)?"
    r"|retract(?:ing)?|call(?:ing)? off|stop(?:ping)?|cancel(?:l?ing)?)"
    r" (?:my |the |this |that |a )?(?:order )?(?:cancell?ation|cancel request)\b"
    r"|\bun-?cancel|\breinstate (?:my|the|it)\b|\btak(?:e|ing) (?:my|the) cancell?ation(?: request)? back\b"
    r"|キャンセル(?:の)?(?:リクエスト|申請|依頼)?(?:の|を)(?:取り?消し|撤回|取り?下げ|取り?やめ|なかったことに)"
    r"(?:を)?(?:し?たい|し?て|でき|お願い|る?(?:に|こと|方法)|$|[。!?])"
    r"|\b(?:cancell?ed|(?:clicked|pressed|hit|tapped) (?:on )?cancel|requested (?:a |the )?cancel(?:l?ation)?"
    r"|sent (?:a|the) cancel(?:l?ation)? request)(?: (?:it|this|that|one|an?|my|the|order|amazon)){0,3}"
    r",? (?:by (?:mistake|accident)|accidentally|(?:on|for) (?:the )?wrong (?:order|item|one))"
    r"|キャンセル(?:リクエスト|申請|依頼)?(?:取り?下げ|撤回)(?:を|し|たい|に|で|$|[。!?])"
    r"|キャンセル[^。!?]{0,14}(?:間違い|手違い)(?:だった|でした|です|だ)|cancell?ation .{0,20}\bwas a mistake"
    r"|\baccidentally (?:cancell?ed|(?:clicked|pressed|hit|tapped) (?:on )?cancel|requested (?:a )?cancel)"
    r"|(?:間違(?:って|えて)|まちがえて|うっかり|誤って)(?:注文を?)?キャンセル"
    r"(?:リクエスト|申請)?(?:を|の申請を)?"
    r"(?:し(?:て|た|ま|ちゃ)|押し)"
)
_UNWANTED = re.compile(
    r"(?:い|要)(?:らな|りませ)"
    r"|\b(?:don't|do not|no longer) (?:want|need) (?:it|this|that|them|either|any)\b"
)
_NO_UNDO = re.compile(
    r"\b(?:forget|drop|skip|scrap|don't|do not|no) (?:about )?(?:the |that |my )?(?:undo|undoing)\b"
    r"|\blet it (?:be|get|stay) cancell?ed\b|やめ(?:ない|ません)(?:で|、|。)"
)

MOST_LIKELY = 3
_WANT = (
    r"(?:を|は|の手続きを)?(?:したい(?:です|んです|のです|。|!|$)|お願い(?:します|$)|してください|して下さい)"
)
_WISHED = r"\b(?:want|need|like|wish) to (?:{0})\b|^(?:please )?(?:{0}) (?:my|the|this|that|it|order)\b"
_OUTRIGHT = {
    intent: re.compile(f"(?:{japanese}){_WANT}|{_WISHED.format(english)}")
    for intent, japanese, english in (
        (CANCEL_ORDER, "キャンセル", "cancel"),
        ("return_item", "返品", "return|send back"),
        ("refuse_delivery", "受け?取り?拒否", "refuse"),
    )
}


def pieces(text: str) -> list[str]:
    """The parts of a message that can each hold a wish, in order."""
    return [part for start, end in clauses(text) for part in _AFTER_BID.split(text[start:end])]


def wish_named(text: str, likely: Iterable[str]) -> str | None:
    """The wish of one part of a message; None where it wishes nothing or names nothing to wish for.

    `likely` are the intents of the whole message, the likeliest first: of several that a word can stand for
    the likeliest counts.
    """
    if only_tells(text) and not _BIDS.search(normalise(text)):
        return None
    about = topics(text)
    can_be = [intent for topic, intents in _ABOUT.items() if topic in about for intent in intents]
    plain = normalise(text)
    can_be = [intent for intent in can_be if is_cued(intent, plain)]
    return next((intent for intent in likely if intent in can_be), can_be[0] if can_be else None)


def is_cued(intent: str, plain: str) -> bool:
    """Whether a normal form has what this intent needs beside the word for cancelling, if it needs any."""
    return intent not in _CANCEL_CUES or bool(re.search(_CANCEL_CUES[intent], plain))


def said_outright(text: str, likely: Sequence[str]) -> str | None:
    """One of the likeliest wishes, though the model is in doubt, where the text says it in plain words."""
    plain = normalise(text)
    said = (intent for intent in likely[:MOST_LIKELY] if intent in _OUTRIGHT)
    return next((intent for intent in said if _OUTRIGHT[intent].search(plain)), None)


def unwanted(text: str) -> bool:
    """Whether what was ordered is not wanted any more: もういらない, "I don't want it"."""
    return bool(_UNWANTED.search(normalise(text)))


def undoes(text: str) -> bool:
    """Whether `text` takes a cancellation back in so many words."""
    return bool(_UNDOES.search(normalise(text)))


def plainly(wish: str, text: str) -> str:
    """The wish itself; but who only bids to cancel (やっぱりキャンセルで) takes no cancellation back."""
    plain = normalise(text)
    bids = "cancel" in topics(text) and (_BIDS.search(plain) or _OUTRIGHT[CANCEL_ORDER].search(plain))
    anew = _NO_UNDO.search(plain) or (bids and not is_cued(wish, plain))
    return CANCEL_ORDER if wish == UNDO and anew else wish


def names(wish: str, text: str) -> bool:
    """Whether `text` has words that stand for that wish."""
    return any(wish in _ABOUT.get(topic, ()) for topic in topics(text))
