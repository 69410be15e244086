"""How a state stands in its sentence: said, only supposed, asked, or denied."""

import re
from functools import cache

from reading.lexicon import expand, lines

SAID, SUPPOSED, OPEN = "said", "supposed", "open"
# How far from the words their sentence is looked at: enough for a clause, little enough to stay linear.
_BEFORE, _AFTER = 70, 24
_BREAK = re.compile(r"[.!?。;](?: |$)|[。!?]")
_CLAUSE = re.compile(r", |[、。.!?;]| but | because | since | so | and | however ")
_POINT_IN_TIME = re.compile(r"(?:前|(?<!直)後)$")
_POINT_AFTER = re.compile(r"に(?!な|つい|関)|で(?:も|は)|は|の(?:場合|うち|間)")
_SIMPLE_PAST = re.compile(
    r"(?:i |it |they |just |finally ){0,3}(?:arriv|came|turned|showed|receiv|reciev|got)"
)


def state_standing(plain: str, start: int, end: int) -> str:
    """`said`, `supposed` ("if it has shipped", 発送済みの場合) or `open` (asked or doubted) of a state.

    `plain` is a folded normal form, `start` and `end` bound the words that name the state.
    """
    before, after = _sentence_before(plain, start), plain[end : end + _AFTER]
    words = plain[start:end]
    if _rule("doubt_after").match(after) or _rule("doubt_before").search(before):
        return OPEN
    if _rule("supposed_after").match(after) or _point_in_time(words, after) or _conditional(before, words):
        return SUPPOSED
    if _asked(before, words, after) and not _rule("surprise_near").search(before + words + after):
        return OPEN
    return SAID


def thing_standing(plain: str, start: int, end: int) -> str:
    """`said` or `open` of a shop, a seller, a kind of item or a payment: asked, denied or only wished."""
    before, after = _sentence_before(plain, start), plain[end : end + _AFTER]
    behind = any(_rule(name).match(after) for name in ("not_after", "thing_asked_after", "change_after"))
    ahead = any(_rule(name).search(before) for name in ("not_before", "copula_before", "change_before"))
    return OPEN if behind or ahead else SAID


@cache
def _rule(heading: str) -> "re.Pattern[str]":
    found = [expand(line) for at, line in lines("context") if at == heading]
    return re.compile("|".join(found))


def _sentence_before(plain: str, start: int) -> str:
    window = plain[max(0, start - _BEFORE) : start]
    breaks = [match.end() for match in _BREAK.finditer(window)]
    return window[breaks[-1] :].lstrip() if breaks else window


def _point_in_time(words: str, after: str) -> bool:
    return bool(_POINT_IN_TIME.search(words) and _POINT_AFTER.match(after))


def _conditional(before: str, words: str) -> bool:
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[clauses[-1] :] if clauses else before
    if not _rule("if_before").search(clause):
        return False
    # "when it arrived it was broken" tells what happened, "when it's delivered" does not.
    return not (_rule("past_after_when").search(clause) and _SIMPLE_PAST.match(words))


def _asked(before: str, words: str, after: str) -> bool:
    if _rule("asking_before").search(before):
        return True
    if not _rule("asked_after").match(after):
        return False
    # An English statement with a question mark is one still, unless nothing stands before its verb.
    english = bool(re.match("['a-z]", words))
    return not (english and re.search(r"\b(?:my|i|it's|the)\b", before + words))
