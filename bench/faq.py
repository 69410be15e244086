"""What a search of the FAQ finds and costs: `python -m bench.faq`.

Hits are those of the judged queries in tests/data/faq-queries.yml: the search was tuned on the half `tune`,
the half `report` was only counted. Times are the thread's own, so that what else the machine does falls out.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from wording import load_wording
from wording.search import Index, faq_of

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "data" / "faq-queries.yml"
NOW = datetime(2026, 4, 1, tzinfo=UTC)
ROUNDS = 20


def main() -> None:
    wording = load_wording()
    started = time.thread_time()
    index = faq_of(wording).on(NOW)
    built = time.thread_time() - started
    print(f"{len(index.entries)} entries, index built in {built:.2f} s")
    judged = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    for half, languages in judged.items():
        for language, queries in languages.items():
            print(f"{half} {language}: {_hits(index, queries)}")
    times = sorted(
        _times(index, [one["q"] for half in judged.values() for some in half.values() for one in some])
    )
    middle, late = statistics.median(times), times[int(len(times) * 0.99)]
    print(f"a query: {middle:.2f} ms at the median, {late:.2f} ms at 99 %, {times[-1]:.2f} ms at most")


def _hits(index: Index, queries: list[dict[str, Any]]) -> str:
    places = [_place(index, one) for one in queries]
    first, three = (sum(place <= most for place in places) for most in (1, 3))
    count = len(queries)
    return f"{first} of {count} right at first ({first / count:.1%}), {three} in three ({three / count:.1%})"


def _place(index: Index, judged: dict[str, Any]) -> float:
    right = {name.replace(".", ".faq.", 1) for name in judged["right"]}
    found = [hit.entry.id for hit in index.search(judged["q"])]
    return min((place for place, name in enumerate(found, 1) if name in right), default=float("inf"))


def _times(index: Index, queries: list[str]) -> Iterator[float]:
    for query in queries * ROUNDS:
        started = time.thread_time_ns()
        index.search(query)
        yield (time.thread_time_ns() - started) / 1e6


if __name__ == "__main__":
    main()
