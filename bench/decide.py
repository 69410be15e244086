"""What a decision costs: `python -m bench.decide [lines]`, with the plot docs/decide-cost.svg.

All figures are of this run: ours and zen-engine's are taken in turn, a hundred facts at a time, so that what
else the machine does falls on both alike. `cpu` is the thread's own time, which others disturb less than
`wall`.
"""

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.corpus import complete
from bench.generated import generated, given
from bench.plot import drawn
from bench.zen_table import columns, decision_of
from decision import Decision, decide, load_policies
from decision.policies import Policies
from decision.remembered import Remembered

WARM, MEASURED, ROUNDS, EVERY = 20_000, 10_000, 5, 4  # zen-engine answers every fourth
BLOCK = 100  # so many one after the other: neither runs in caches that the other has just filled
STARTS, LINES = 20, 1_000_000
Times = tuple[float, float]
SIZES = (10, 100, 1000)
PLOT = Path(__file__).resolve().parent.parent / "docs" / "decide-cost.svg"
DECIDE = [sys.executable, "-m", "torikeshi", "decide"]


def spent(work: Callable[[], Any]) -> Times:
    """Microseconds that `work` takes: the thread's own and by the wall."""
    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    work()
    return (time.thread_time_ns() - cpu) / 1000, (time.perf_counter_ns() - wall) / 1000


def said(name: str, times: list[Times]) -> Times:
    """Print median and p99 of both clocks; the medians."""
    for clock, found in zip(("cpu ", "wall"), zip(*times, strict=True), strict=True):
        p99 = statistics.quantiles(found, n=100)[-1]
        print(f"  {name:12} {clock} median {statistics.median(found):7.1f} µs   p99 {p99:7.1f} µs")
    cpu, wall = (statistics.median(found) for found in zip(*times, strict=True))
    return cpu, wall


def beside_zen() -> None:
    """Both on the same complete facts of two policies."""
    asked = list(complete(2, MEASURED))
    rounds = [_in_turn(asked) for _ in range(ROUNDS)]
    ours, theirs = (_best(one[which] for one in rounds) for which in (0, 1))
    policies = load_policies()
    rows = {p.id: (len(p.rows), len(p.index.ways), len(p.refunds), len(p.warnings)) for p in policies.all}
    print(f"beside zen-engine; rows, their alternatives, refunds, warnings: {rows}")
    print(f"  {ROUNDS} rounds, each after {WARM:,} other facts from nothing; the best time of each fact")
    print("  ours: JSON values checked, dates and windows, row, refund, warnings, assumed, until, trace")
    print("  zen-engine: the same tables; dates given as columns; no checks, no until, no assumed, no trace")
    cpu, wall = said("ours", ours)
    other_cpu, other_wall = said("zen-engine", theirs)
    print(f"  ratio: {other_cpu / cpu:.1f} (cpu), {other_wall / wall:.1f} (wall)")
    print(f"  worked out anew, not remembered: {rounds[0][2] / MEASURED:.2%} of the facts")
    print(f"  alike in rule and warnings: {rounds[0][3]:,} of {len(theirs):,}")


def _best(rounds: Iterable[list[Times]]) -> list[Times]:
    """The best time of each fact, by each clock."""
    return [tuple(map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]  # type: ignore[misc]


def _in_turn(asked: list[dict[str, object]]) -> tuple[list[Times], list[Times], int, int]:
    """The times of both for `asked`, how often ours had nothing remembered, and how often they agree."""
    policies = load_policies()
    tables = {name: decision_of(policies.latest(name)) for name in policies.ids}
    for facts in complete(1, WARM):
        decide(policies, facts)
    others = [columns(policies, facts) for facts in asked[::EVERY]]
    ours, theirs, alike = [], [], 0
    gc.collect()
    with counting() as misses:
        for start in range(0, len(asked), BLOCK):
            block = asked[start : start + BLOCK]
            ours += [spent(lambda: decide(policies, facts)) for facts in block]  # noqa: B023
            for facts, other in zip(block[::EVERY], others[start // EVERY :], strict=False):
                table = tables[str(facts["policy"])]
                theirs.append(spent(lambda: table.evaluate(other)))  # noqa: B023
                alike += _alike(policies, facts, table.evaluate(other)["result"])
    return ours, theirs, misses[0], alike


@contextmanager
def counting() -> Iterator[list[int]]:
    """How many results have been remembered anew since."""
    found, kept = [0], Remembered.put

    def counted(self: Any, key: Any, value: Any) -> Any:
        found[0] += key not in self._old
        return kept(self, key, value)

    Remembered.put = counted  # type: ignore[method-assign]
    yield found
    Remembered.put = kept  # type: ignore[method-assign]


def _alike(policies: Policies, facts: dict[str, object], theirs: dict[str, Any]) -> bool:
    ours = decide(policies, facts)
    assert isinstance(ours, Decision)
    warned = {one["name"] for one in theirs.get("warnings") or ()}
    return (ours.rule, set(ours.warnings)) == (theirs["rule"], warned)


def by_rows() -> None:
    """The cost against the number of rows, printed and drawn."""
    found: dict[str, list[float]] = {"ours": [], "zen-engine": []}
    print("cost against rows, medians (cpu)")
    for size in SIZES:
        policies = generated(size)
        table = decision_of(policies.all[0])
        for facts in given(1, 5_000):
            decide(policies, facts)
        ours, theirs = [], []
        for facts in given(2, 2_000):
            ours.append(spent(lambda: decide(policies, facts))[0])  # noqa: B023
            if len(theirs) < 200:
                asked = columns(policies, facts)
                theirs.append(spent(lambda: table.evaluate(asked))[0])  # noqa: B023
        for name, times in (("ours", ours), ("zen-engine", theirs)):
            found[name].append(statistics.median(times))
        print(
            f"  {size:5} rows: ours {found['ours'][-1]:6.1f} µs, zen-engine {found['zen-engine'][-1]:8.1f} µs"
        )
    PLOT.write_text(drawn(SIZES, found), encoding="utf-8")
    print(f"  drawn in {PLOT.name}")


def cold_start() -> None:
    """One line from a cold start."""
    line = json.dumps(next(iter(complete(3, 1)))).encode()
    walls, cpus = [], []
    for _ in range(STARTS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(DECIDE, input=line, check=True, capture_output=True)
        walls.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    wall, cpu = (statistics.median(found) * 1000 for found in (walls, cpus))
    print(
        f"one line from a cold start, median of {STARTS}: {wall:.0f} ms by the wall, {cpu:.0f} ms of a core"
    )


def through_the_command(count: int) -> None:
    """Many lines through `torikeshi decide`: how many a second of one core, and the most memory."""
    for lines in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "facts.jsonl"
            _write(path, complete(4, lines))
            with path.open("rb") as source:
                process = subprocess.Popen(DECIDE, stdin=source, stdout=subprocess.DEVNULL)
                _, status, used = _wait(process)
        seconds = used.ru_utime + used.ru_stime
        print(
            f"{lines:,} complete lines through `torikeshi decide`: {lines / seconds:,.0f} a second of a core,"
            f" at most {used.ru_maxrss / 1024:.0f} MiB, exit status {status}"
        )


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, int, resource.struct_rusage]:
    return os.wait4(process.pid, 0)


def _write(path: Path, many: Iterable[dict[str, object]]) -> None:
    with path.open("w") as out:
        out.writelines(json.dumps(facts) + "\n" for facts in many)


def main() -> None:
    """Measure and print."""
    beside_zen()
    by_rows()
    cold_start()
    through_the_command(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)


if __name__ == "__main__":
    main()
