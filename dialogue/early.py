"""A word or two that answer another question than the open one: told early, or put right afterwards."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dialogue.goals import FAILED
from dialogue.hearing import Heard
from dialogue.state import FACT, State
from reading import UNKNOWN, corrected_date, normalise, read_answer, read_yes_or_no
from reading.whenfacts import DATE_FACTS, OWNERS

SHORT = 40  # characters
BARE_YES = 12  # characters; it may as well be one to something else
DATE_OF = {**OWNERS, ("item", "pre_order"): "release_date"}
STATES = ("opened", "paid", "invoiced", "modifiable")
_AGAIN = re.compile(r"retr|again|second time|再|もう(?:一|1)|やり直")
_IN_VAIN = re.compile("だめ|無理|エラー|失敗|同じ|fail|error|same")
_DONE_ALREADY = re.compile(
    r"^(?:(?:but|no|yes|yeah|well|i|i've|i have|already|just|and|we) ?,? ?)*"
    r"(?:did|done|tried|doing|have done) (?:that|it|this|so)\b.{0,24}$"
    r"|^(?:(?:それ|これ|でも|いや|はい|だから)(?:は|なら|も)?[、,]? ?)*(?:もう|すでに|既に|とっくに)"
    r"(?:(?:1|一)(?:度|回))?(?:それ(?:は|を)?)?(?:し|やり|やっ|試し|ため)(?:て(?:み)?|み)?(?:た|まし).{0,8}$"
)


def with_early_answers(state: State, heard: Heard, now: datetime) -> Heard:
    """The same with what a short message says of a fact that is not asked yet, or no longer."""
    if heard.answer is not None or heard.number or len(heard.text) > SHORT:
        return heard
    told = {**state.told_here(), **heard.facts}
    found = {**_cause(state, told, heard, now), **_seller(told, heard, now)}
    found |= _retried(state, told, heard, now)
    found |= _put_right(told, heard, now)
    return replace(heard, facts={**heard.facts, **found}) if found else heard


def _cause(state: State, told: Mapping[str, Any], heard: Heard, now: datetime) -> dict[str, Any]:
    """Why a request failed, said while something else about it is asked."""
    failed = told.get("request", "rejected" if state.intent == FAILED else None) == "rejected"
    asked = state.ask is not None and state.ask.kind == FACT
    value = read_answer(heard.text, "cause", now) if failed and asked and "cause" not in told else None
    return {} if value in (None, UNKNOWN) else {"request": "rejected", "cause": value}


def _seller(told: Mapping[str, Any], heard: Heard, now: datetime) -> dict[str, Any]:
    """Who sells it, in a word, of an order whose shop is known."""
    unsaid = told.get("policy") == "amazon" and "seller" not in told and heard.only_tells
    unsaid = unsaid and "policy" not in heard.facts  # アマゾン names the shop, not yet who sells
    value = read_answer(heard.text, "seller", now) if unsaid else None
    return {} if value in (None, UNKNOWN) else {"seller": value}


def _retried(state: State, told: Mapping[str, Any], heard: Heard, now: datetime) -> dict[str, Any]:
    """Who has done already what the step says, where that was to try the failed request again."""
    if told.get("request") != "rejected":
        return {}
    plain = normalise(heard.text)
    named = _AGAIN.search(plain)
    clear = named or len(plain) > BARE_YES or _IN_VAIN.search(plain)
    again = read_answer(heard.text, "retried", now) if heard.only_tells else None
    done = state.ask is None and _DONE_ALREADY.search(plain)
    if not told.get("retried") and (done or (again is True and clear)):
        return {"retried": True}
    return {"request": "rejected", "retried": False} if again is False and named else {}


def _put_right(told: Mapping[str, Any], heard: Heard, now: datetime) -> dict[str, Any]:
    """A date alone, or another value of what was told: "sorry, 15 February"."""
    if heard.facts or heard.named or not heard.only_tells:
        return {}
    if missing := _date_to_come(told):
        at = corrected_date(heard.text, missing, now)
        return {missing: at} if at else {}
    said: dict[str, Any] = {fact: _date(told[fact], fact, heard, now) for fact in DATE_FACTS if fact in told}
    if not any(said.values()) and read_yes_or_no(heard.text) is None:
        said = {fact: read_answer(heard.text, fact, now) for fact in STATES if fact in told}
    others = {fact: value for fact, value in said.items() if value not in (None, UNKNOWN, told[fact])}
    return others if len(others) == 1 else {}


def _date_to_come(told: Mapping[str, Any]) -> str | None:
    """The one date that matters of what was told, where none was told yet."""
    if any(fact in told for fact in DATE_FACTS):
        return None
    return next((date_fact for (fact, value), date_fact in DATE_OF.items() if told.get(fact) == value), None)


def _date(told: str, fact: str, heard: Heard, now: datetime) -> str | None:
    """A date put right, in the year that brings it nearest to the one told where it names none."""
    value = corrected_date(heard.text, fact, now)
    if value is None or "T" in value or re.search(r"\d{4}|年", normalise(heard.text)):
        return value
    before, found = date.fromisoformat(told[:10]), date.fromisoformat(value)
    years = (found.year, before.year) if (found.month, found.day) != (2, 29) else (found.year,)
    return min((found.replace(year=year) for year in years), key=lambda day: abs(day - before)).isoformat()
