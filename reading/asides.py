"""A few words beside what is spoken of: about the step just shown, or only a date put right."""

import re
from datetime import datetime
from functools import cache

from reading.dates import dates_in
from reading.normal import fold_kana, normalise
from reading.short import saying
from reading.superseded import meant
from reading.whenfacts import value_of

# Longer texts say more than that.
_LONGEST = 48
DONE, GONE_BACK, SENT_OFF, COST, ONCE_MORE = "done", "gone_back", "sent_off", "cost", "once_more"
_WHOLE = (DONE, GONE_BACK, SENT_OFF, ONCE_MORE)


def asides(text: str) -> frozenset[str]:
    """What `text` may say or ask of a step or question that was just shown, where it is nothing else.

    `done`: the customer has done it; `gone_back`: refused or returned the parcel; `sent_off`: sent
    something; `cost`: what it costs; `once_more`: why, until when, how, or to hear it again.
    """
    plain = fold_kana(normalise(text)).strip()
    if len(plain) > _LONGEST:
        return frozenset()
    said = {heading for heading in _WHOLE if _framed(heading).fullmatch(plain)}
    if _rule(COST).search(plain) and not _rule("money_back").search(plain):
        said.add(COST)
    return frozenset(said)


def wants_other_change(text: str) -> bool:
    """Whether `text` names a change that takes nothing out of an order, and no other wish.

    Another address, payment or colour, more of something, two orders in one parcel.
    """
    plain = fold_kana(normalise(text))
    return bool(_rule("other_change").search(plain)) and not _rule("takes_out").search(plain)


def corrected_date(text: str, fact: str, now: datetime) -> str | None:
    """The value of the date fact `fact` that `text` gives, where it says nothing but a date; else None."""
    plain = fold_kana(normalise(text))
    if len(plain) > _LONGEST or plain.endswith("?"):
        return None
    dates = dates_in(plain)
    rest = plain
    for when in sorted(dates, key=lambda one: one.start, reverse=True):
        rest = f"{rest[: when.start]} {rest[when.end :]}"
    if not dates or not re.fullmatch(f"(?:{_rule('beside_date').pattern})*", rest):
        return None
    values = (value_of(when, fact, now) for when in meant(plain, dates))
    return next((value for value in values if value), None)


@cache
def _framed(heading: str) -> "re.Pattern[str]":
    before, after = _rule("around_before").pattern, _rule("around_after").pattern
    return re.compile(f"(?:{before}){{0,3}}(?:{_rule(heading).pattern})(?:{after}){{0,5}}")


def _rule(heading: str) -> "re.Pattern[str]":
    return saying("asides", heading)
