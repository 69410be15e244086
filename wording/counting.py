"""How a date was worked out, in sentences, from the line that the trace has about it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from decision import Decision
from wording.ownfacts import FactWords

Say = Callable[..., str]
DAY = timedelta(days=1)
HOURS = 24


def counting(words: FactWords, decision: Decision) -> Iterator[str]:
    """From what and how `until` was counted; nothing where there is no such date."""
    say = words.say
    line = next((line for line in decision.trace if line.startswith("until ")), None)
    if line is None or decision.until is None:
        return
    start, *rest = line.split(" from ")[1].split()
    fact, _, value = start.partition("=")
    more = dict(part.split("=") for part in rest)
    if "business_days" in more:
        yield _business_days(say, decision.until, value, more)
    elif "calendar_days" in more:
        yield say(
            "explain.until.calendar_days", span=_span_of(int(more["calendar_days"]), "days"), start=value
        )
    elif "hours" in more:
        span = _span(int(more["hours"]))
        yield say("explain.until.hours", span=span, start=value, until=decision.until)
    elif (own := words.own(fact)) is not None:
        yield say(f"explain.until.own.{own}", title=say(f"title.{fact}"), start=value)
    else:
        yield say(f"explain.until.{fact}", start=value)


def _span(hours: int) -> dict[str, object]:
    """Whole days as days, from two on; else hours."""
    days, left = divmod(hours, HOURS)
    count, unit = (days, "days") if not left and days > 1 else (hours, "hours")
    return _span_of(count, unit)


def _span_of(count: int, unit: str) -> dict[str, object]:
    return {"min_days": count, "max_days": count, "unit": unit}


def _business_days(say: Say, until: datetime, start: str, more: dict[str, str]) -> str:
    count = int(more["business_days"])
    span = _span_of(count, "business_days")
    # `until` is the midnight after the last day.
    counted = say("explain.until.business_days", span=span, start=start, last=until.date() - DAY)
    off = [] if more["days_off"] == "-" else list(map(date.fromisoformat, more["days_off"].split(",")))
    days = [_run(say, run) for run in _runs(off)]
    return "\n".join([counted, *([say("explain.until.days_off", days=days)] if days else [])])


def _runs(days: list[date]) -> Iterator[list[date]]:
    """Days that follow one another, together."""
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0] * DAY):
        yield [day for _, day in run]


def _run(say: Say, run: list[date]) -> str:
    if len(run) == 1:
        return say("explain.until.days_off.one", day=run[0])
    return say("explain.until.days_off.run", first=run[0], last=run[-1])
