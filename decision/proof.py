"""A proof over all combinations of facts: one row decides each, every row decides some, no test is idle.

`prove` walks no combination: it asks where rows hold, as sets of bits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import chain, combinations, islice
from operator import and_, or_

from decision.bitspace import first
from decision.combinations import Combinations
from decision.regions import Region, regions, widest
from decision.rows import Alternative, Row
from decision.table import Policy

MOST_GAPS = 10  # regions that are told one by one; a table that has more lacks a row for all of them


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a table. `facts` is an example for `decide`, None where none could show it."""

    kind: str
    message: str
    facts: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found; `walked` combinations stand behind it, `contradictory` ones were left out."""

    findings: tuple[Finding, ...]
    walked: int
    contradictory: int


def prove(policy: Policy) -> Proof:
    """Every gap, overlap, dead row and dead condition of `policy`."""
    space = Combinations(policy)
    found = chain(_gaps(space), _overlaps(space), _dead_rows(space), _dead_conditions(space))
    return Proof(tuple(found), space.valid.bit_count(), space.contradictory.bit_count())


def _gaps(space: Combinations) -> Iterator[Finding]:
    gap = space.valid & ~reduce(or_, (bits for _, bits in space.rows), 0)
    left = gap
    for region in islice(regions(space, gap), MOST_GAPS):
        left &= ~region.bits
        yield Finding("gap", f"no row holds for {_where(region)}", region.facts())
    if left:
        message = f"no row holds for {left.bit_count()} combinations more, this one among them"
        yield Finding("gap", message, widest(space, gap, first(left)).facts())


def _where(region: Region) -> str:
    count = region.bits.bit_count()
    return f"{region} ({count} combination{'s' * (count > 1)})"


def _overlaps(space: Combinations) -> Iterator[Finding]:
    for (row, here), (other, there) in combinations(space.rows, 2):
        if both := here & there:
            region = widest(space, both, first(both))
            names = f"`{row.id}` ({row.step}) and `{other.id}` ({other.step})"
            yield Finding("overlap", f"{names} both hold for {_where(region)}", region.facts())


def _dead_rows(space: Combinations) -> Iterator[Finding]:
    for row, bits in space.rows:
        if not bits:
            yield Finding("dead row", f"`{row.id}` holds for no combination")
        for way in row.alternatives if bits else ():
            if not _adds(space, row, way):
                message = f"{_named(row, way)} holds for no combination that its others do not cover"
                yield Finding("dead row", message)


def _adds(space: Combinations, row: Row, way: Alternative) -> bool:
    """Whether `way` holds where no other alternative of `row` does; of two equal ones the first adds."""
    place = _place(row, way)
    covered = 0
    for at, other in enumerate(row.alternatives):
        if at < place or space.way(other) != space.way(way):
            covered |= space.way(other)
    return bool(space.way(way) & ~covered)


def _place(row: Row, way: Alternative) -> int:
    return next(at for at, other in enumerate(row.alternatives) if other is way)


def _named(row: Row, way: Alternative) -> str:
    if len(row.alternatives) == 1:
        return f"`{row.id}`"
    return f"alternative {_place(row, way) + 1} of `{row.id}`"


def _dead_conditions(space: Combinations) -> Iterator[Finding]:
    for row, bits in space.rows:
        for way in row.alternatives:
            alive = space.way(way) and _adds(space, row, way)
            for name in space.tests(way) if alive else ():
                if not space.way(way, without=name) & ~bits and not _says_where(space, way, name):
                    message = f"`{name}` could be left out of {_named(row, way)}: it changes nothing"
                    yield Finding("dead condition", message)


def _says_where(space: Combinations, way: Alternative, name: str) -> bool:
    """Whether the test of `name` keeps `way` to where other facts that it tests exist.

    Beside `opened: false`, `status: delivered` rules nothing more out, but it is how a table says so; and so
    with what an instant's window depends on.
    """
    tests = space.tests(way)
    governed = [other for other in tests if name in _governing(space, other)]
    missing = reduce(or_, map(space.missing, governed), 0)
    rest = (mask for fact, mask in tests.items() if fact != name and fact not in governed)
    return bool(reduce(and_, rest, missing) & ~tests[name])


def _governing(space: Combinations, name: str) -> set[str]:
    """The facts by which it is settled whether the fact `name` exists, or has a window to be judged by."""
    windows = space.policy.windows_of.get(name, ())
    tested = {space.policy.facts[place].name for window in windows for place, _ in window.condition}
    return tested | {gate for gate, _ in space.exists.get(name, ())}
