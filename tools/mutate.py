"""Mutation testing of `decision/`: `mutate.py [--on] [NAME…]`, as `space` or `decision.space.Space.put:3`.

Each function is changed in one small way after the other (`tools/mutants.py`), and the tests that come to it
are run until one fails (`tools/trying.py`). Prints what survived and is not explained in
`tests/decision/survivors.yml`; exits 1 if anything is. With `--on`, what an earlier run found stays: only
mutants that are new or survived are tried.
"""

import argparse
import json
import os
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from functools import partial
from math import inf
from pathlib import Path

import yaml

from collected import Reach, run_tests
from forked import End, in_a_child, limit
from mutants import Mutant, codes, function_called, functions_in, mutants_of, put_in_place
from reach import Finder
from trying import Straight, Trial, Way, note_killer

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "decision"
TESTS = "tests/decision"
THERE = ROOT / "var" / "mutation"
REACH = THERE / "reach.pickle"
# Data, compared with its library; what looks over a file's form; what compares two files: none decides.
LEFT_OUT = ("holidays_table", "policy_*", "shape*", "source", "joint", "differences", "__init__")
COLLECTING = 60.0  # seconds at most
ENDS = {End.PASSED: "survived", End.FAILED: "killed", End.TOO_LONG: "killed by a limit", End.BROKEN: "broken"}

LIVING = (End.PASSED, End.BROKEN)


@dataclass(frozen=True)
class Found:
    """What became of a mutant, whose function's text is `source`."""

    source: str
    end: End
    test: str
    seconds: float


def modules() -> list[Path]:
    """The files whose functions are changed, the smallest first."""
    paths = sorted(PACKAGE.glob("*.py"), key=lambda path: path.stat().st_size)
    return [path for path in paths if not any(fnmatch(path.stem, one) for one in LEFT_OUT)]


def all_mutants(wanted: list[str]) -> list[Mutant]:
    """The mutants of the core of which the name or the module is wanted; all where nothing is named."""
    every = (
        mutant
        for path in modules()
        if not wanted or any(path.stem in one for one in wanted)
        for mutant in mutants_of(path)
    )
    return [one for one in every if not wanted or one.module in wanted or one.name in wanted]


def apart(work: Callable[[], int]) -> int:
    """Starts `work` in a process of its own, whose exit code is what it gives; the process's id."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            code = work()
        finally:
            sys.stdout.flush()
            os._exit(code)
    return child


def all_well(children: list[int]) -> bool:
    """Whether these processes end with 0."""
    return sum(os.waitpid(child, 0)[1] for child in children) == 0


def find_reach(reach: Reach) -> int:
    """Writes down what each test reaches; 1 if a test fails without a mutant."""
    names = (name for module in modules() for name in functions_in(module))
    parts = {code: name for name in names for code in codes(function_called(name).__code__)}
    code = run_tests(Finder(parts.get, reach), TESTS)
    REACH.write_bytes(pickle.dumps(reach))
    if reach.failed:
        print("these fail without a mutant:", *reach.failed, sep="\n")
    return 1 if code or reach.failed else 0


def try_out(mutants: list[Mutant], reach: Reach, killers: dict[str, list[str]], path: Path) -> int:
    """Tries these mutants; writes a line for each to `path`."""
    named = {mutant.name: mutant for mutant in mutants}
    explained = {name for name, mutant in named.items() if mutant.change in explanations()}
    with path.open("a", encoding="utf-8") as file:

        def told(name: str, end: End, test: str, seconds: float) -> None:
            early = named[name].function in reach.early and name not in explained
            if end is End.PASSED and early and reach.longest > COLLECTING:
                end, said, more = in_a_child(partial(_from_the_start, named[name], reach))
                test, seconds = said.decode(), seconds + more
            found = Found(named[name].source, end, test, round(seconds, 3))
            file.write(json.dumps({name: asdict(found)}) + "\n")
            file.flush()

        ways = [Way(one.name, one.function, partial(put_in_place, one)) for one in mutants]
        return run_tests(Trial(reach, ways, told, killers, explained), TESTS)


def _from_the_start(mutant: Mutant, reach: Reach) -> tuple[End, bytes]:
    """How the tests end where the mutant is in place before they are collected."""
    put_in_place(mutant)
    limit(COLLECTING, b"")
    run_tests(Straight(reach), TESTS)
    return End.FAILED, b"collecting the tests"  # else it had ended this process


def found_so_far(mutants: list[Mutant]) -> dict[str, Found]:
    """What is known of these mutants, by name."""
    sources = {mutant.name: mutant.source for mutant in mutants}
    found: dict[str, Found] = {}
    for path in sorted(THERE.glob("*.jsonl"), key=lambda path: path.stat().st_mtime):
        for line in path.read_text(encoding="utf-8").splitlines():
            for name, one in json.loads(line).items():
                if sources.get(name) == one["source"] and (name not in found or found[name].end in LIVING):
                    found[name] = Found(**{**one, "end": End(one["end"])})
    return found


def explanations() -> set[tuple[str, str, str]]:
    """What the list of survivors explains: function, lines taken out, lines put in."""
    known = yaml.safe_load((ROOT / TESTS / "survivors.yml").read_text(encoding="utf-8"))
    return {(one["in"], each["was"], each["becomes"]) for one in known for each in one["changes"]}


def report(mutants: list[Mutant], found: dict[str, Found], whole: bool) -> int:
    """Prints the figures by module and what is left to explain; 1 if anything is, or was not tried."""
    for module in sorted({mutant.module for mutant in mutants}):
        names = [mutant.name for mutant in mutants if mutant.module == module]
        ends = Counter(ENDS[found[name].end] if name in found else "not tried" for name in names)
        spent = sum(found[name].seconds for name in names if name in found)
        print(f"{module}: {len(names)} mutants, {json.dumps(ends)}, {spent:.0f} s")
    survivors = [one for one in mutants if one.name in found and found[one.name].end in LIVING]
    explained = explanations()
    left = [one for one in survivors if one.change not in explained]
    needless = explained - {one.change for one in survivors} if whole else set()
    for one in left:
        print(f"{one.name}\n  - {one.was}\n  + {one.becomes}")
    for function, _, becomes in sorted(needless):
        print(f"explained, but no survivor: {function}\n  + {becomes}")
    spent = sum(one.seconds for one in found.values())
    print(f"{len(mutants)} mutants, {len(found)} tried in {spent:.0f} s of a core,", end=" ")
    print(f"{len(survivors)} survived, {len(left)} of them without an explanation")
    return 1 if left or needless or len(found) < len(mutants) else 0


def started(mutants: list[Mutant], reach: Reach, found: dict[str, Found], many: int) -> Iterator[int]:
    """Starts `many` processes that try the mutants; those of one function are tried by the same one."""
    killers: dict[str, list[str]] = {}
    for name, one in found.items():
        if one.end is End.FAILED:
            note_killer(killers, name.partition(":")[0], one.test)
    functions = list(dict.fromkeys(mutant.function for mutant in mutants))
    for number in range(many):
        share = [mutant for mutant in mutants if mutant.function in functions[number::many]]
        yield apart(partial(try_out, share, reach, killers, THERE / f"{number}.jsonl"))


def run(names: list[str], on: bool, processes: int, longest: float) -> int:
    """Finds the reach of the tests, tries the mutants, reports."""
    THERE.mkdir(parents=True, exist_ok=True)
    for path in () if on else THERE.glob("*.*"):
        path.unlink()
    reach = pickle.loads(REACH.read_bytes()) if REACH.exists() else Reach()  # noqa: S301 - written here
    if not all_well([apart(partial(find_reach, reach))]):
        return 2
    reach = pickle.loads(REACH.read_bytes())  # noqa: S301
    reach.longest = longest
    mutants = all_mutants(names)
    found = found_so_far(mutants)
    left = [one for one in mutants if one.name not in found or found[one.name].end in LIVING]
    left.sort(key=lambda one: one.name in found)
    if not all_well(list(started(left, reach, found, processes))):
        return 2
    return report(mutants, found_so_far(mutants), whole=not names)


def main(arguments: list[str]) -> int:
    """Reads what is wanted."""
    parser = argparse.ArgumentParser(description="Mutation testing of decision/.")
    parser.add_argument("names", nargs="*", help="modules or mutants; all where none is named")
    parser.add_argument("--on", action="store_true", help="keep what an earlier run found")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--longest", type=float, default=inf, help="seconds of tests that a mutant meets")
    chosen = parser.parse_args(arguments)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    return run(chosen.names, chosen.on, chosen.processes, chosen.longest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
