"""What a message does to the conversation: agree, deny, correct, start over, be upset."""

import re
from functools import lru_cache

from reading.lexicon import NOTHING, longest, matches
from reading.normal import fold_kana, normal, normalise
from reading.short import saying, whole

_LEADS = re.compile(
    r"(?:well,? |um,? |oh,? |あ、|あー、?|えっと、?|えーと、?)?"
    r"(?:(?P<yes>yes|yeah|yep|yup|はい|うん|ええ|そうです|そう)|(?P<no>nope|nah|いいえ|いえ|いや|ううん"
    r"|ちゃう|ちがう|違う|違います"
    r"|no(?! (?:idea|clue|one\b|problem|worr|need|rush|repl|respon|answer|reason|thank|word))))"
    r"(?:[ ,、。!]|$)"
)
ASKS = re.compile(
    r"\?$|(?:です|ます|ません|でしょう|た|る|い)か[。!]?$|^(?:how|what|when|where|why|who|which|can|could|do|does|is|are|will|would)\b"
)
# Longer texts say what they want themselves.
_SHORT = 60


def read_yes_or_no(text: str) -> bool | None:
    """Whether `text` says yes or no to a question that is open; None for anything else.

    Only for such a question: した and "I did" are a yes there, まだ and "not really" a no.
    """
    return plain_yes_or_no(fold_kana(normalise(text)))


def plain_yes_or_no(plain: str) -> bool | None:
    """As `read_yes_or_no`, of a folded normal form."""
    if whole(plain, "answers", "any_unknown"):
        return None
    yes, no = whole(plain, "answers", "any_yes"), whole(plain, "answers", "any_no")
    if yes != no:
        return yes
    lead = None if ASKS.search(plain) else _LEADS.match(plain)
    return None if lead is None else lead["yes"] is not None


def starts_over(text: str) -> bool:
    """Whether `text` asks to begin again from nothing: 最初から, "start over", "forget that"."""
    plain = fold_kana(normalise(text))
    anywhere = len(plain) <= _SHORT and saying("turns", "start_over").search(plain)
    return bool(anywhere) or whole(plain, "turns", "start_over_alone")


def correction(text: str) -> "tuple[int, int] | None":
    """Where `text` announces that it takes back what was said: やっぱり, "no, I meant"; else None.

    The offsets bound the words that announce it; what is meant instead stands in the rest.
    """
    form = normal(text)
    found = _heard(fold_kana(form.text), "correction")
    return form.span(*min(found)) if found else None


@lru_cache(maxsize=8)  # a turn asks more than once
def without_denied_wish(text: str, *, or_let_go: bool) -> str | None:
    """`text` without the words that deny a wish or take it back; None where it has none.

    "Never mind" and やっぱりいいです count only with `or_let_go`: where a wish is open.
    """
    form = normal(text)
    plain = fold_kana(form.text)
    found = _heard(plain, "unwished") + (_heard(plain, "let_go") if or_let_go else [])
    if not found:
        return None
    rest, at = "", 0
    for start, end in sorted(form.span(*span) for span in found):
        rest, at = rest + text[at : max(at, start)], max(at, end)
    return (rest + text[at:]).strip(" \u3000,.、。!！")


def means_other(text: str) -> bool:
    """Whether `text` means another order or item than the one spoken of: もう一つの, "the other order"."""
    return bool(_heard(fold_kana(normalise(text)), "other"))


def _heard(plain: str, heading: str) -> "list[tuple[int, int]]":
    """Where one kind of saying stands, look-alikes left out."""
    ours = (span for span in matches("turns", plain) if span[0] in (heading, NOTHING))
    return [(start, end) for _, start, end in longest(ours)]


def mood(text: str) -> str | None:
    """`upset` where the words are angry, desperate or hurt, else None; being in trouble is enough."""
    return "upset" if longest(matches("mood", fold_kana(normalise(text)))) else None
