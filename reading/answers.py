"""A free-text answer to the question that is open: a value, "I don't know", or no answer to it at all."""

import re
from datetime import datetime
from functools import cache

from reading.context import OPEN, SAID, SUPPOSED
from reading.counts import recent_cancellations, times
from reading.dates import dates_in
from reading.facts import read_facts
from reading.finds import BY_CUSTOMER, STATES, THINGS, finds
from reading.lexicon import lines
from reading.model import DOUBTFUL, UNKNOWN, FactValue, Unknown
from reading.moments import When
from reading.normal import fold_kana, normalise
from reading.ordernumbers import order_numbers
from reading.ownwords import own_answer
from reading.shops import Shops, the_shops
from reading.short import pieces, saying, whole
from reading.superseded import meant
from reading.turns import ASKS, plain_yes_or_no
from reading.whenfacts import DATE_FACTS, value_of

TO_COME = ("release_date", "payment_deadline")
_FENCE, _NEAR = re.compile("[、,。.;!?]"), 12
BOOLEANS = ("opened", "paid", "invoiced", "modifiable", "retried")
_TRUTH: dict[str, FactValue] = {"true": True, "false": False, "zero": 0}


def read_answer(
    text: str, fact: str, now: datetime, shops: "Shops | None" = None
) -> FactValue | Unknown | None:
    """What `text` answers to the open question about `fact`: its JSON value, `UNKNOWN`, or None.

    None is a digression or no answer. For `cause`, not knowing is a value of its own: `unknown`. `shops` are
    those beyond the two, by default the process's.
    """
    further = the_shops(shops)
    if own := further.fact(fact):
        said = (read.value for read in read_facts(text, now, further) if read.fact == fact)
        return own_answer(text, own, now, next(said, None))
    plain = fold_kana(normalise(text))
    value = _value(text, plain, fact, now)
    if value is not None:
        return value
    if whole(plain.rstrip("? ") or plain, "answers", "any_unknown") or _doubtful(plain, fact):
        return "unknown" if fact == "cause" else UNKNOWN
    return None


def read_outcome(text: str) -> str | None:
    """What a short message says became of a request that is spoken of: `accepted`, `rejected` or None."""
    plain = fold_kana(normalise(text))
    found = [value for value in ("accepted", "rejected") if whole(plain, "answers", f"outcome_{value}")]
    return found[0] if len(found) == 1 else None


def _value(text: str, plain: str, fact: str, now: datetime) -> FactValue | None:
    said = next((read for read in read_facts(text, now) if read.fact == fact), None)
    if said is not None:
        # A state that is doubted is no answer yet: it wants to be confirmed.
        return None if said.certainty == DOUBTFUL and fact in STATES else said.value
    if fact in DATE_FACTS:
        return _bare_date(plain, fact, now)
    if fact == "recent_cancellations":
        return _count(plain)
    if order_numbers(text):
        return None
    found = _found(plain, fact)
    return _short(plain, fact) if found is None else found


def _bare_date(plain: str, fact: str, now: datetime) -> str | None:
    """The first date of the text, where it is no question about something else."""
    if ASKS.search(plain):
        return None
    dates = meant(plain, dates_in(plain))
    ours = (when for when in dates if not (fact in TO_COME and _of_a_bill(plain, when)))
    return next((value for when in ours if (value := value_of(when, fact, now))), None)


def _of_a_bill(plain: str, when: When) -> bool:
    """Whether a date is that of an invoice or a payment in the same clause: "I got the invoice today"."""
    bills = [find for find in finds(plain) if find.fact in ("invoiced", "paid")]
    gaps = (plain[find.end : when.start] or plain[when.end : find.start] for find in bills)
    return any(not _FENCE.search(gap) and len(gap) <= _NEAR for gap in gaps)


def _count(plain: str) -> int | None:
    counted = recent_cancellations(plain)
    if counted and isinstance(counted[0].value, int):
        return counted[0].value
    short = _short(plain, "recent_cancellations")
    if isinstance(short, int):
        return short
    ordinal = re.fullmatch(
        r"(?:(?:これ|今回)[がで])?([0-9]{1,2}|[一二三四五六七八九十])(?:回|度)目(?:です|だ)?", plain
    )
    if ordinal:
        before = times(ordinal[1])
        return None if before is None else max(0, before - 1)
    counts = [times(piece) for piece in pieces(plain)]
    return next((count for count in counts if count is not None), None)


def _found(plain: str, fact: str) -> FactValue | None:
    """The only value of the fact that is said, though it may not fit other words of the text."""
    if fact not in (*STATES, *THINGS):
        return None
    said = {find.value for find in finds(plain) if find.fact == fact and find.standing == SAID}
    if len(said) != 1:
        return None
    value = said.pop()
    return _TRUTH.get(value, "cancelled" if value == BY_CUSTOMER else value)


def _short(plain: str, fact: str) -> FactValue | None:
    """A short answer: words that stand for a value of this fact only, else plain yes or no."""
    values = [value for value in _values_of(fact) if whole(plain, "answers", f"{fact}_{value}")]
    if len(values) == 1:
        return _TRUTH.get(values[0], values[0])
    if values or fact not in (*BOOLEANS, "request") or whole(plain, "answers", "any_unknown"):
        return None
    agreed = plain_yes_or_no(plain)
    return agreed if fact != "request" or agreed is None else "pending" if agreed else "none"


@cache
def _values_of(fact: str) -> tuple[str, ...]:
    headings = dict.fromkeys(at for at, _ in lines("answers"))
    return tuple(at[len(fact) + 1 :] for at in headings if at.startswith(f"{fact}_"))


def _doubtful(plain: str, fact: str) -> bool:
    """Whether the state in question is named in doubt: "not sure whether it has shipped"."""
    doubt = saying("answers", "any_unknown").search(plain.replace("?", " "))
    named = any(find.fact == fact and find.standing in (OPEN, SUPPOSED) for find in finds(plain))
    return bool(doubt and named)
