"""A word or two that answer another question than the open one: told early, or once the step was said."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dialogue.goals import FAILED
from dialogue.hearing import Heard
from dialogue.state import FACT, State
from reading import UNKNOWN, normalise, read_answer

SHORT = 40  # characters
BARE_YES = 12  # characters; it may as well be one to something else
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
    if told.get("request") != "rejected" or told.get("retried"):
        return {}
    plain = normalise(heard.text)
    done = state.ask is None and _DONE_ALREADY.search(plain)
    again = heard.only_tells and read_answer(heard.text, "retried", now) is True
    clear = len(plain) > BARE_YES or _IN_VAIN.search(plain)
    return {"retried": True} if done or (again and clear) else {}
