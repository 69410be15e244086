"""A release of which only the month is known: reckoned with the day that is safe, or the day is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dialogue.again import repeat
from dialogue.blocks import Block
from dialogue.context import DIFFERENTLY, Context, Said
from dialogue.hearing import Heard
from dialogue.state import FACT, Ask, State
from reading.days import JST
from reading.months import release_month

RELEASE = "release_date"


def with_month(state: State, heard: Heard, now: datetime) -> Heard:
    """The same with a release day, where a month or a season decides: its first day, if that is to come.

    Of a month that is over it is the last day. Within the month the day itself counts, and is not guessed.
    """
    told = heard.answer is not None or RELEASE in {**heard.facts, **heard.doubtful}
    period = None if told else release_month(heard.text, now, asked=_asked(state.ask))
    day = _reckoned(period, now) if period else None
    if day is None:
        return heard
    facts = {**heard.facts, RELEASE: day}
    return replace(heard, facts=facts, answer=day if _asked(state.ask) else heard.answer)


def this_month(context: Context, state: State, heard: Heard) -> Said | None:
    """Asks for the day once more, where the release is in the month that has begun."""
    if not _asked(state.ask) or heard.answer is not None:
        return None
    within = release_month(heard.text, context.now, asked=True) is not None
    return repeat(context.put(DIFFERENTLY), replace(state, failures=0), []) if within else None


def remark(context: Context, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Block]:
    """Says with which day a release is reckoned, where this message told no more than the month."""
    day = after.get(RELEASE)
    if context.message.choice is not None or day is None or day == before.get(RELEASE):
        return []
    period = release_month(context.message.text, context.now, asked=True)
    if period is None or day != _reckoned(period, context.now):
        return []
    return [context.speaker.text("release.reckoned", day=date.fromisoformat(day))]


def _asked(ask: Ask | None) -> bool:
    return ask is not None and ask.kind == FACT and ask.fact == RELEASE


def _reckoned(period: tuple[date, date], now: datetime) -> str | None:
    first, last = period
    today = now.astimezone(JST).date()
    return first.isoformat() if today < first else last.isoformat() if last < today else None
