"""What further shops' words say in a text: the shop's name, the values and dates of its own facts."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from reading.context import DOUBTED, SAID, thing_standing
from reading.counts import times
from reading.dates import dates_in
from reading.finds import Find, as_told, finds, standing_as
from reading.lexicon import longest
from reading.model import DOUBTFUL, SURE, UNKNOWN, Entity, FactRead, FactValue, Unknown
from reading.normal import Normal, fold_kana, normal, normalise
from reading.shops import COUNT, DAY, DEADLINE, PAST, OwnFact, Shops
from reading.short import pieces, whole
from reading.turns import ASKS, plain_yes_or_no
from reading.whenfacts import DATE_FACTS, cues_in, nearest, value_of

Pairs = Iterable[tuple[str, tuple[str, ...]]]
POLICY = "policy"
# A standard fact whose dates are read alike.
_READ_AS = {PAST: "requested_at", DAY: "release_date", DEADLINE: "payment_deadline"}
_LATIN = re.compile("[a-z0-9]")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")


def shop_names(text: str, shops: Shops, known: "Iterable[Entity]") -> "list[Entity]":
    """`known`, the entities of a text, with further shops' names; the longer of two names is meant."""
    form = normal(text)
    named = [Entity(POLICY, policy, *form.span(start, end)) for policy, start, end in _names(form, shops)]
    kept = [one for one in known if not any(_inside(one, name) for name in named)]
    return [*kept, *(name for name in named if not any(_inside(name, one) for one in kept))]


def _inside(inner: Entity, outer: Entity) -> bool:
    return (
        inner.name == POLICY
        and outer.name == POLICY
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _names(form: Normal, shops: Shops) -> "list[tuple[str, int, int]]":
    plain = fold_kana(form.text)
    pairs = tuple((shop.policy, shop.names) for shop in shops.all)
    return longest(_spans(plain, pairs))


def own_reads(text: str, now: datetime, shops: Shops, reads: "Iterable[FactRead]") -> "list[FactRead]":
    """`reads`, the facts said in a text, with the shop named and the own facts said by its words.

    Two shops named are none. A fact that another shop's name rules out is left out.
    """
    form = normal(text)
    plain = fold_kana(form.text)
    kept = _with_shop(form, plain, shops, list(reads))
    shop = next((read.value for read in kept if read.fact == POLICY), None)
    found = [*_dates(form, plain, now, shops), *_values(form, plain, shops)]
    mine = {
        read.fact: read for read in reversed(found) if shop is None or shop in shops.policies_of(read.fact)
    }
    # a date is said of one thing only
    taken = {(read.start, read.end) for read in mine.values()}
    return [*(r for r in kept if r.fact not in DATE_FACTS or (r.start, r.end) not in taken), *mine.values()]


def _with_shop(form: Normal, plain: str, shops: Shops, reads: "list[FactRead]") -> "list[FactRead]":
    said = [name for name in _names(form, shops) if thing_standing(plain, *name[1:]) == SAID]
    if not said:
        return reads
    named = [FactRead(POLICY, policy, *form.span(start, end)) for policy, start, end in said]
    before = [
        read
        for read in reads
        if read.fact == POLICY and not any(n.start <= read.start and read.end <= n.end for n in named)
    ]
    without = [read for read in reads if read.fact != POLICY]
    agreed = len({read.value for read in (*before, *named)}) == 1
    return [*without, (*before, *named)[0]] if agreed else without


def _values(form: Normal, plain: str, shops: Shops) -> "Iterator[FactRead]":
    """The values said in words of choices and booleans; what is said both ways is left out."""
    for fact in _facts(shops):
        if fact.kind in ("choice", "boolean"):
            spans = longest(_spans(plain, fact.words))
            found = [as_told(plain, Find(fact.name, *span, SAID)) for span in spans]
            told = standing_as(found, SAID) or standing_as(found, DOUBTED)
            if len({find.value for find in told}) == 1:
                certainty = SURE if told[0].standing == SAID else DOUBTFUL
                span = form.span(told[0].start, told[0].end)
                yield FactRead(fact.name, _value(fact, told[0].value), *span, certainty)


def _value(fact: OwnFact, word: str) -> FactValue:
    return word == "true" if fact.kind == "boolean" else word


def _dates(form: Normal, plain: str, now: datetime, shops: Shops) -> "Iterator[FactRead]":
    """Dates beside words of an own fact, or beside the state under which alone the fact exists."""
    dated = [fact for fact in _facts(shops) if fact.kind in _READ_AS]
    whens = dates_in(plain) if dated else ()
    if not whens:
        return
    said = standing_as(finds(plain), SAID)
    own = [(fact.name, start, end) for fact in dated for start, end in _cues(plain, fact, said)]
    others = [cue for cue in cues_in(plain, said) if cue[0] != "other" or not any(_over(cue, o) for o in own)]
    cues = [*others, *own]
    kinds = {fact.name: fact.kind for fact in reversed(dated)}
    for when in whens:
        owner = nearest(plain, when, cues)
        value = value_of(when, _READ_AS[kinds[owner]], now) if owner in kinds else None
        if owner is not None and value is not None:
            precision = when.precision if "T" in value else "day"
            yield FactRead(owner, value, *form.span(when.start, when.end), precision=precision)


def _cues(plain: str, fact: OwnFact, said: "list[Find]") -> "Iterator[tuple[int, int]]":
    yield from ((start, end) for _, start, end in _spans(plain, fact.words))
    yield from ((find.start, find.end) for find in said if fact.under == ((find.fact, find.value),))


def _over(one: "tuple[str, int, int]", other: "tuple[str, int, int]") -> bool:
    return one[1] < other[2] and other[1] < one[2]


def own_answer(
    text: str, fact: OwnFact, now: datetime, said: "FactValue | None"
) -> "FactValue | Unknown | None":
    """What `text` answers to the open question about an own fact; `said` is what it says of it anyway."""
    plain = fold_kana(normalise(text))
    value = said if said is not None else _answered(plain, fact, now)
    if value is not None:
        return value
    return UNKNOWN if whole(plain.rstrip("? ") or plain, "answers", "any_unknown") else None


def _answered(plain: str, fact: OwnFact, now: datetime) -> "FactValue | None":
    if fact.kind in _READ_AS:
        dates = () if ASKS.search(plain) else dates_in(plain)
        return next((value for when in dates if (value := value_of(when, _READ_AS[fact.kind], now))), None)
    if fact.kind == COUNT:
        return _counted(plain)
    values = {value for value, _, _ in longest(_spans(plain, fact.words))}
    if len(values) == 1 and len(plain) <= _SHORT and not ASKS.search(plain):
        return _value(fact, values.pop())
    return plain_yes_or_no(plain) if fact.kind == "boolean" and not values else None


_SHORT = 60  # characters; a longer text is a story, of which only what it says for sure counts


def _counted(plain: str) -> "int | None":
    counts = [count for piece in pieces(plain) if (count := times(piece)) is not None]
    if counts:
        return counts[0]
    numbers = [] if ASKS.search(plain) else _NUMBER.findall(plain)
    return int(numbers[0]) if len(numbers) == 1 else None


def _facts(shops: Shops) -> "Iterator[OwnFact]":
    return (fact for shop in shops.all for fact in shop.facts)


def _spans(plain: str, pairs: Pairs) -> "Iterator[tuple[str, int, int]]":
    """(value, start, end) of every one of the words in a folded normal form; English ones as whole words."""
    for value, words in pairs:
        for match in _pattern(words).finditer(plain) if words else ():
            yield value, match.start(), match.end()


@lru_cache(maxsize=1024)
def _pattern(words: "tuple[str, ...]") -> "re.Pattern[str]":
    plain = sorted({fold_kana(normalise(word)) for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_word, plain)) or "(?!)")


def _word(word: str) -> str:
    before = r"(?<![a-z0-9])" if _LATIN.match(word[0]) else ""
    after = r"(?![a-z0-9])" if _LATIN.match(word[-1]) else ""
    return before + re.escape(word) + after
