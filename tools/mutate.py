"""Mutation testing of `decision/`: `mutate.py [MUTANT…]`, where a mutant's name may hold `*`.

mutmut leaves functions with decorators alone, so it is given a copy of the package in which a decorator is
applied after the function, `name = cached_property(name)`, which comes to the same. It would choose tests by
what they reach, but that hangs on what earlier tests left remembered: `tests/support/mutation.py` chooses
them by module instead. Prints what survived and is not explained in `tests/decision/survivors.yml`; exits 1
if anything is.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
THERE = ROOT / "var" / "mutation"
SURVIVORS = ROOT / "tests" / "decision" / "survivors.yml"
COPIED = ("policies", "wording", "tests/decision", "tests/support")
PROCESSES = 2
KILLED = ("killed", "timeout", "segfault")
ANY_TEST = "tests/decision/test_examples.py::test_no_two_examples_are_called_the_same"  # stands for all


def functions_in(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method with mutmut's name for it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"x_{node.name}", node
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef):
                yield f"xǁ{node.name}ǁ{inner.name}", inner  # type: ignore[attr-defined]


def undecorated(source: str) -> str:
    """`source` with each function's decorators applied below it instead; no line is lost."""
    lines = source.splitlines()
    functions = [function for _, function in functions_in(ast.parse(source))]
    for function in sorted(functions, key=lambda one: -one.lineno):
        applied = function.name
        for decorator in reversed(function.decorator_list):
            applied = f"({ast.unparse(decorator)})({applied})"
        if function.decorator_list:
            lines.insert(function.end_lineno or 0, f"{' ' * function.col_offset}{function.name} = {applied}")
            first = function.decorator_list[0].lineno - 1
            lines[first : function.lineno - 1] = [""] * (function.lineno - 1 - first)
    return "\n".join(lines) + "\n"


def lay_out() -> None:
    """Puts the copy under `var/mutation`; what mutmut found out there about unchanged functions stays."""
    for tests in (THERE / "tests", THERE / "mutants" / "tests"):
        shutil.rmtree(tests, ignore_errors=True)
    for folder in COPIED:
        shutil.copytree(ROOT / folder, THERE / folder, dirs_exist_ok=True)
    shutil.copy2(ROOT / "pyproject.toml", THERE)
    package = THERE / "decision"
    package.mkdir(exist_ok=True)
    for path in (ROOT / "decision").glob("*.py"):
        text = undecorated(path.read_text(encoding="utf-8"))
        copy = package / path.name
        if not copy.exists() or copy.read_text(encoding="utf-8") != text:
            copy.write_text(text, encoding="utf-8")
    for copy in package.glob("*.py"):
        if not (ROOT / "decision" / copy.name).exists():
            copy.unlink()
    reached = {
        f"decision.{path.stem}.{name}": [ANY_TEST]
        for path in package.glob("*.py")
        for name, _ in functions_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    known = {"tests_by_mangled_function_name": reached, "duration_by_test": {ANY_TEST: 0}, "stats_time": 0}
    (THERE / "mutants").mkdir(exist_ok=True)
    (THERE / "mutants" / "mutmut-stats.json").write_text(json.dumps(known), encoding="utf-8")


def mutmut(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs mutmut on the copy."""
    program = Path(sys.executable).parent / "mutmut"
    env = {**os.environ, "PYTHONPATH": str(THERE / "tests" / "support"), "PYTHONHASHSEED": "0"}
    env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # each mutant starts pytest anew
    piped = subprocess.PIPE if words[0] != "run" else None
    return subprocess.run([program, *words], cwd=THERE, env=env, stdout=piped, text=True, check=False)


def results() -> dict[str, str]:
    """What became of each mutant, by its name."""
    listed = mutmut("results", "--all", "true").stdout.splitlines()
    return dict(line.strip().rsplit(": ", 1) for line in listed if ": " in line)


def change_of(mutant: str) -> tuple[str, str]:
    """The lines that the mutant takes out and puts in, each stripped and joined by a blank."""
    lines = mutmut("show", mutant).stdout.splitlines()
    out, put = (
        [line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(sign * 3)]
        for sign in "-+"
    )
    return " ".join(out), " ".join(put)


def function_of(mutant: str) -> str:
    """`decision.x.Class.name` for mutmut's `decision.x.xǁClassǁname__mutmut_3`."""
    module, _, name = mutant.rpartition(".")
    name = name.rpartition("__mutmut_")[0]
    return f"{module}.{name[2:].replace('ǁ', '.') if 'ǁ' in name else name[2:]}"


def unexplained(survivors: list[str]) -> Iterator[str]:
    """What is to be told of survivors that the list does not explain."""
    known = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) if SURVIVORS.exists() else []
    explained = {(one["in"], each["was"], each["becomes"]) for one in known for each in one["changes"]}
    for mutant in survivors:
        out, put = change_of(mutant)
        if (function_of(mutant), out, put) not in explained:
            yield f"{mutant}\n  - {out}\n  + {put}"


def main(names: list[str]) -> int:
    """Runs, prints the figures by module and what is not explained."""
    THERE.mkdir(parents=True, exist_ok=True)
    lay_out()
    if mutmut("run", "--max-children", str(PROCESSES), *names).returncode:
        return 2
    found = results()
    survivors = [mutant for mutant, end in found.items() if end not in (*KILLED, "not checked")]
    for module in sorted({mutant.split(".")[1] for mutant in found}):
        ends = Counter(end for mutant, end in found.items() if mutant.split(".")[1] == module)
        print(f"{module}: {json.dumps(ends)}")
    print(f"all: {json.dumps(Counter(found.values()))}")
    left = list(unexplained(survivors))
    print(*left, f"{len(survivors)} survived, {len(left)} of them without an explanation", sep="\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
