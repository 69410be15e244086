"""Keeps functions and files short: `lint_sizes.py [FOLDER]` prints what is too long, exits 1 if anything is.

A function counts from `def` to its last line without its docstring. A file may be longer where one of its
first lines says why: `# long file: REASON`. Migrations are frozen lists of statements and may be any length.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_LINES_OF_FUNCTION = 30
MOST_LINES_OF_FILE = 250
EXCUSE = "# long file: "
FIRST_LINES = 5
LEFT_OUT = {"__pycache__", "node_modules", "var", "models", "migrations"}


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def long_functions(source: str) -> Iterator[tuple[int, str, int]]:
    """Line, name and length of each function of `source` that is too long."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > MOST_LINES_OF_FUNCTION:
                yield node.lineno, node.name, length


def complaints(name: str, source: str) -> Iterator[str]:
    """One line for each thing that is too long in the file `name`."""
    lines = source.splitlines()
    excused = any(line.startswith(EXCUSE) and line != EXCUSE.strip() for line in lines[:FIRST_LINES])
    if len(lines) > MOST_LINES_OF_FILE and not excused:
        yield f"{name}: {len(lines)} lines, at most {MOST_LINES_OF_FILE} (or say why: `{EXCUSE}…`)"
    for line, function, length in long_functions(source):
        yield f"{name}:{line}: `{function}` has {length} lines, at most {MOST_LINES_OF_FUNCTION}"


def python_files(folder: Path) -> Iterator[Path]:
    """Every Python file of the project at `folder`, without migrations and what is made there."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and path.name not in LEFT_OUT:
            yield from python_files(path)
        elif path.suffix == ".py":
            yield path


def main(arguments: list[str]) -> int:
    """Print every complaint; 1 if there was one."""
    folder = Path(arguments[0] if arguments else ".")
    found = [
        line
        for path in python_files(folder)
        for line in complaints(str(path.relative_to(folder)), path.read_text(encoding="utf-8"))
    ]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
