"""The mutants of a module: one change each, as mutmut's operators make them, ready to be put in place.

mutmut leaves functions with decorators alone, and much of the core is cached properties. What is changed here
is the code inside a function, whatever is around it, so decorators are blanked out before mutmut looks.
"""

import ast
import difflib
import importlib
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True)
class Mutant:
    """A change of one function: its lines taken out and put in, and the whole function as it is then."""

    function: str  # as `decision.calendar.Calendar.local`
    number: int  # among the mutants of its function, from 1
    was: str
    becomes: str
    source: str
    within: str  # the same inside its class, if it is a method

    @property
    def name(self) -> str:
        """As `decision.calendar.Calendar.local:3`."""
        return f"{self.function}:{self.number}"

    @property
    def change(self) -> tuple[str, str, str]:
        """What tells it from others of its module even where code around it is changed."""
        return self.function, self.was, self.becomes

    @property
    def module(self) -> str:
        """As `calendar`."""
        return self.function.split(".")[1]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of the module at `path`, which lies in its package's folder, in the file's order."""
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    module = cst.parse_module(undecorated(path.read_text(encoding="utf-8")))
    homes = dict(_functions(MetadataWrapper(module).visit(visitor)))
    count = Counter[str]()
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            name = f"{path.parent.name}.{path.stem}.{_name(function, homes[function])}"
            count[name] += 1
            yield _mutant(name, count[name], homes[function], mutation)


def functions_in(path: Path) -> Iterator[str]:
    """The name of every function of the module at `path`, as a mutant has it."""
    tree = cst.parse_module(path.read_text(encoding="utf-8"))
    return (f"{path.parent.name}.{path.stem}.{_name(*found)}" for found in _functions(tree))


def undecorated(source: str) -> str:
    """`source` without the decorators of functions; no line is lost."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            first = node.decorator_list[0].lineno - 1
            lines[first : node.lineno - 1] = [""] * (node.lineno - 1 - first)
    return "\n".join(lines) + "\n"


type _Owner = cst.ClassDef | None


def _functions(tree: cst.Module) -> Iterator[tuple[cst.FunctionDef, _Owner]]:
    for node in tree.body:
        if isinstance(node, cst.FunctionDef):
            yield node, None
        elif isinstance(node, cst.ClassDef):
            yield from ((inner, node) for inner in node.body.body if isinstance(inner, cst.FunctionDef))


def _name(function: cst.FunctionDef, owner: _Owner) -> str:
    return f"{owner.name.value}.{function.name.value}" if owner else str(function.name.value)


def _mutant(name: str, number: int, owner: _Owner, mutation: Mutation) -> Mutant:
    function = mutation.contained_by_top_level_function
    before = _text(function)
    after = cst.Module([function.deep_replace(mutation.original_node, mutation.mutated_node)]).code
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    was, becomes = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    within = _head(owner) + textwrap.indent(after, "    ") if owner else after
    return Mutant(name, number, was, becomes, after, within)


@lru_cache(maxsize=1)
def _text(function: cst.FunctionDef) -> str:
    code: str = cst.Module([function]).code
    return code


@lru_cache(maxsize=1)
def _head(owner: cst.ClassDef) -> str:
    empty = owner.with_changes(decorators=[], body=cst.SimpleStatementSuite([]))
    code: str = cst.Module([empty]).code
    return code.strip().removesuffix("pass") + "\n"


def code_of(mutant: Mutant) -> CodeType:
    """The mutant's compiled function, which may stand in for that of `function_called(mutant.function)`."""
    wanted = mutant.function.rsplit(".", 1)[1]
    return next(code for code in codes(compile(mutant.within, mutant.name, "exec")) if code.co_name == wanted)


def codes(code: CodeType) -> Iterator[CodeType]:
    """`code` and all that is compiled inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def function_called(name: str) -> FunctionType:
    """The function called `package.module[.Class].name`, without what its decorators put around it."""
    package, module, *path = name.split(".")
    found: Any = importlib.import_module(f"{package}.{module}")
    for part in path:
        found = vars(found)[part]
    while not isinstance(found, FunctionType) or hasattr(found, "__wrapped__"):
        inner = ("fget", "func", "__func__", "__wrapped__")  # properties, methods of a class, caches
        found = next(getattr(found, one) for one in inner if getattr(found, one, None) is not None)
    return found


def put_in_place(mutant: Mutant) -> None:
    """Makes the mutant's function what runs from now on, wherever it is held already."""
    function = function_called(mutant.function)
    function.__code__ = code_of(mutant)
    defaults = next(node for node in ast.parse(mutant.source).body).args.defaults  # type: ignore[attr-defined]
    function.__defaults__ = tuple(
        default.value if isinstance(default, ast.Constant) else was
        for default, was in zip(defaults, function.__defaults__ or (), strict=True)
    )
