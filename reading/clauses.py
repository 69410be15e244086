"""The parts of a message that can each hold a wish of their own, as spans of the text as written."""

import re
from functools import cache
from itertools import pairwise

from reading.lexicon import expand, lines, matches
from reading.normal import Normal, fold_kana, normal
from reading.wishes import only_tells

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A sentence ends here; not a full stop between figures, in an abbreviation or inside an address.
_END = re.compile(
    r"[。!?]{1,9}[」』)\"']?(?:[w笑]{1,9}(?![a-z]))? ?|;|\.{2,9}|…{1,4}"
    r"|(?<!\bmr)(?<!\bms)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bp\.s)(?<!\b[a-z])\.(?= |$)(?! [0-9#])"
)
_QUOTED = re.compile(r"「[^「」]{0,120}」|『[^『』]{0,120}』|\"[^\"]{0,120}\"")
_QUESTION = re.compile(
    r"\?|いつ|どう|どの|いくら|なぜ|何|ですか|ますか|\b(?:when|how|where|what|why|will|does|do i)\b"
)
_TE_FORM = re.compile(r"て、? ?$")
# As far as this a wish is looked for on either side of a joint, so that reading stays linear.
_SIDE = 120
_OPENS = re.compile(r"^|[、。,.!? ]$")


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of `text`, and of the parts of one sentence that wish different things.

    In order, without overlap and without white space at either end; what lies between is only that.
    A quoted title is never cut. A text with anything but white space has at least one.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        form = normal(line.group())
        for start, end in _parts(form):
            first, last = form.span(start, end)
            spans.append((line.start() + first, line.start() + last))
    return tuple(spans)


def topics(text: str) -> frozenset[str]:
    """What the wishes in `text` are about, by words alone: cancel, return, refund, penalty and the like."""
    return _topics(fold_kana(normal(text).text))


@cache
def _topic_patterns() -> "tuple[tuple[str, re.Pattern[str]], ...]":
    return tuple((at, re.compile(expand(line))) for at, line in lines("topics"))


def _topics(plain: str) -> frozenset[str]:
    return frozenset(topic for topic, pattern in _topic_patterns() if pattern.search(plain))


def _parts(form: Normal) -> list[tuple[int, int]]:
    """Spans of the normal form of one line."""
    plain = fold_kana(form.text)
    quoted = [match.span() for match in _QUOTED.finditer(plain)]
    cuts = {match.end() for match in _END.finditer(plain)} | set(_openers(plain))
    inside = [0, *sorted(cut for cut in cuts if not _within(cut, quoted)), len(plain)]
    sentences = [_trimmed(plain, a, b) for a, b in pairwise(inside)]
    kept = _joined(plain, [span for span in sentences if span[0] < span[1]])
    return [part for span in kept for part in _wishes(plain, span, quoted)]


def _openers(plain: str) -> list[int]:
    """Where another wish is announced: "and also", ついでに; only at the beginning of a phrase."""
    starts = [start for value, start, _ in matches("clauses", plain) if value == "opener"]
    return [start for start in starts if _OPENS.search(plain[max(0, start - 1) : start])]


def _within(cut: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < cut <= end for start, end in spans)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _joined(plain: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences, each with the emoji and signs that follow it; those that come first belong to the next."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        told = re.search(r"\w", plain[start:end])
        if kept and (not told or not re.search(r"\w", plain[slice(*kept[-1])])):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _wishes(plain: str, span: tuple[int, int], quoted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One sentence cut where a wish ends and one about something else begins."""
    start, end = span
    found: list[tuple[int, int]] = []
    for joint in _joints(plain[start:end]):
        cut = start + joint
        if _within(cut, quoted) or cut <= (found[-1][1] if found else span[0]):
            continue
        if _differ(plain[max(start, cut - _SIDE) : cut], plain[cut : min(end, cut + _SIDE)]):
            found.append(_trimmed(plain, start, cut))
            start = cut
    return [*found, _trimmed(plain, start, end)]


def _joints(piece: str) -> list[int]:
    """Where a sentence may fall apart: behind ですが、 and the like, in front of "and"."""
    found: set[int] = set()
    for behind, pattern in _joint_patterns():
        found |= {match.end() if behind else match.start() for match in pattern.finditer(piece)}
    return sorted(found - {0})


@cache
def _joint_patterns() -> "tuple[tuple[bool, re.Pattern[str]], ...]":
    joints = (("joint_behind", True), ("joint_before", False))
    kinds = [(name, behind, line) for name, behind in joints for at, line in lines("clauses") if at == name]
    return tuple((behind, re.compile(expand(line))) for _, behind, line in kinds)


def _differ(left: str, right: str) -> bool:
    """Whether both sides wish something, and the right one something that the left one does not."""
    before, after = _topics(left), _topics(right)
    fresh = after - before
    if not before or not fresh or only_tells(right):
        return False
    # Who cancels wants the money back too: only a question about it is a wish of its own.
    if fresh == {"refund"} and before <= {"cancel", "return"} and not _QUESTION.search(right):
        return False
    return not only_tells(left) or bool(_TE_FORM.search(left))
