"""How a state stands in its sentence: said, only supposed, asked, or denied."""

import re
from dataclasses import dataclass

from reading.short import saying

SAID, DOUBTED, SUPPOSED, OPEN = "said", "doubted", "supposed", "open"
# How far from the words their sentence is looked at: enough for a clause, little enough to stay linear.
_BEFORE, _AFTER, _NEAR = 70, 24, 24
_BREAK = re.compile(r"[.!?。;](?: |$)|[。!?]")
_CLAUSE = re.compile(r", |[、。.!?;]| but | because | since | so | and | however ")
_POINT_IN_TIME = re.compile(r"(?:前|まえ|(?<!直)後)$")
_POINT_AFTER = re.compile(r"に(?!な|つい|関)|で(?:も|は)|は|の(?:場合|うち|間)")
# "I hear that it shipped" ends in a predicate, "about to ship" (発送されそう) does not.
_HEARSAY = re.compile(r"(?:た|だ|る|い|済み?|ます|です)$")
_MODAL = re.compile(r"(?:may|might|must) ")
# "Has it been delivered" may be found whole: then the question begins inside the words.
_INVERTED = re.compile(r"(?:has|have|had|is|are|was|were) (?:it|they|we|you) ")
_SIMPLE_PAST = re.compile(
    r"(?:i |it |they |just |finally ){0,3}(?:arriv|came|turned|showed|receiv|reciev|got)"
)


def state_standing(plain: str, start: int, end: int) -> str:
    """How words that name a state stand in their sentence.

    `said`, `doubted` ("I think it shipped"), `supposed` ("if it has shipped", 発送済みの場合) or `open`
    (asked, wished, feared). `plain` is a folded normal form, `start` and `end` bound the words.
    """
    before, after = _sentence_before(plain, start), plain[end : end + _AFTER]
    words = plain[start:end]
    if _undecided(before, words, after):
        return OPEN
    if _rule("supposed_after").match(after) or _point_in_time(words, after) or _conditional(before, words):
        return SUPPOSED
    if _asked(before, words, after) and not _rule("surprise_near").search(before + words + after):
        return OPEN
    return DOUBTED if _MODAL.match(words) or _doubted(before, after) else SAID


def thing_standing(plain: str, start: int, end: int) -> str:
    """As `state_standing`, of a shop, a seller, a kind of item or a payment: never `supposed`."""
    before, after = _sentence_before(plain, start), plain[end : end + _AFTER]
    behind = any(_rule(name).match(after) for name in ("thing_asked_after", "change_after"))
    ahead = any(_rule(name).search(before) for name in ("copula_before", "change_before"))
    if behind or ahead or is_ruled_out(plain, start, end):
        return OPEN
    return DOUBTED if _doubted(before, after) else SAID


def is_ruled_out(plain: str, start: int, end: int) -> bool:
    """Whether words are named as what is not meant: "not Amazon", アマゾンじゃなくて."""
    # "代引きで" may be found as a whole
    ends = (end, end - 1) if plain[end - 1 : end] == "で" else (end,)
    behind = any(_rule("not_after").match(plain[at : at + _AFTER]) for at in ends)
    return behind or bool(_rule("not_before").search(_sentence_before(plain, start)))


def hedged(plain: str, start: int, end: int) -> bool:
    """Whether a date is only believed to be the right one: 昨日だったかな, "yesterday I think"."""
    before, after = _sentence_before(plain, start), plain[end : end + _AFTER]
    return bool(_rule("date_hedge_after").match(after)) or _doubted(before[-_NEAR:], after)


@dataclass(frozen=True)
class Denial:
    """A state taken back: `end` bounds the words with what denies them, `clause` if it denies a sentence."""

    end: int
    clause: bool


def denial(plain: str, start: int, end: int) -> Denial | None:
    """What takes a state back that stands around its words: 払ってないわけじゃない, "not unopened"."""
    after, before = plain[end : end + _AFTER], _sentence_before(plain, start)
    for heading, clause in (("denied_clause_after", True), ("denied_after", False)):
        match = _rule(heading).match(after)
        if match:
            return Denial(end + match.end(), clause)
    for heading, clause in (("denied_clause_before", True), ("denied_before", False)):
        if _rule(heading).search(before):
            return Denial(end, clause)
    return None


def _rule(heading: str) -> "re.Pattern[str]":
    return saying("context", heading)


def _sentence_before(plain: str, start: int) -> str:
    window = plain[max(0, start - _BEFORE) : start]
    breaks = [match.end() for match in _BREAK.finditer(window)]
    return window[breaks[-1] :].lstrip() if breaks else window


def _point_in_time(words: str, after: str) -> bool:
    return bool(_POINT_IN_TIME.search(words) and _POINT_AFTER.match(after))


def supposed_before(plain: str, start: int) -> bool:
    """Whether words at `start` follow "if", "once" and the like in their clause."""
    before = _sentence_before(plain, start)
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    return bool(_rule("supposing_before").search(before[clauses[-1] :] if clauses else before))


def _conditional(before: str, words: str) -> bool:
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[clauses[-1] :] if clauses else before
    if not _rule("if_before").search(clause):
        return False
    # "when it arrived it was broken" tells what happened, "when it's delivered" does not.
    return not (_rule("past_after_when").search(clause) and _SIMPLE_PAST.match(words))


def _undecided(before: str, words: str, after: str) -> bool:
    hearsay = bool(_HEARSAY.search(words) and after.startswith("そう"))
    return not hearsay and bool(_rule("doubt_after").match(after) or _rule("doubt_before").search(before))


def _doubted(before: str, after: str) -> bool:
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[clauses[-1] :] if clauses and before[clauses[-1] - 1] != "、" else before
    return bool(_rule("hedge_after").match(after) or _rule("hedge_before").search(clause))


def _asked(before: str, words: str, after: str) -> bool:
    inverted = _INVERTED.match(words)
    if _rule("asking_before").search(before + (inverted[0] if inverted else "")):
        return True
    if not _rule("asked_after").match(after):
        return False
    # An English statement with a question mark is one still, unless nothing stands before its verb.
    english = bool(re.match("['a-z]", words))
    return not (english and re.search(r"\b(?:my|i|it's|the)\b", before + words))
