"""`torikeshi policy check`: tables proved over the whole space of facts, clauses and texts complete."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from decision.build import build_policy
from decision.clauses import unknown_clauses, unused_clauses
from decision.errors import PolicyError
from decision.loader import FOLDER
from decision.policy_shape import told
from decision.proof import Finding, prove
from decision.source import read_policy_file
from decision.table import Policy
from torikeshi.errors import UserError
from wording import Wording, WordingError, load_wording
from wording.catalog import FOLDERS
from wording.check import faults
from wording.safe_yaml import read_yaml
from wording.sources import read_policy

# What reading a file of another shape than a policy's ends in.
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, WordingError)


@dataclass
class Count:
    """What was walked, left out as contradictory, and found."""

    combinations: int = 0
    contradictory: int = 0
    broken: list[Path] = field(default_factory=list)
    lines: int = 0


def check(files: Sequence[Path]) -> int:
    """Check `files`, or all policies where there are none, print each finding on a line; 1 if there was one.

    Raises `UserError` where `TORIKESHI_POLICIES` is no folder.
    """
    started = perf_counter()
    extra = extra_folders()
    tables = list(files) or [path for folder in (FOLDER, *extra) for path in sorted(folder.glob("*.yml"))]
    count = Count()
    for line in (*_tables(tables, count), *_texts(files, extra, count)):
        count.lines += 1
        print(line)
    _say(count, len(tables), perf_counter() - started)
    return int(count.lines > 0)


def extra_folders() -> tuple[Path, ...]:
    """The folder that adds policies, if there is one; raises `UserError` where it is none."""
    named = os.environ.get("TORIKESHI_POLICIES")
    if named and not Path(named).is_dir():
        raise UserError(f"`TORIKESHI_POLICIES` is `{named}`: an existing folder is allowed", status=2)
    return (Path(named),) if named else ()


def _tables(paths: Iterable[Path], count: Count) -> Iterator[str]:
    for path in paths:
        try:
            mistakes = told(read_policy_file(path))
        except PolicyError as error:
            mistakes = (str(error),)
        if mistakes:
            count.broken.append(path)
            yield from mistakes
            continue
        try:
            source = read_source(path)
            policy = build_policy(source, "", {})
            yield from (_line(path, finding) for finding in _findings(path, source, policy, count))
        except BROKEN as error:
            count.broken.append(path)
            yield f"{path.name}: file: {reason_of(error)}"


def read_source(path: Path) -> Mapping[str, Any]:
    """The plain data of the policy at `path`; raises one of `BROKEN`."""
    source = read_yaml(path)
    if not isinstance(source.get("valid_from"), date):
        raise ValueError(f"`valid_from` is `{source.get('valid_from')}`: a day as `2026-04-01` is needed")
    return source


def _findings(path: Path, source: Mapping[str, Any], policy: Policy, count: Count) -> Iterator[Finding]:
    proof = prove(policy)
    count.combinations += proof.walked
    count.contradictory += proof.contradictory
    yield from proof.findings
    clauses = source.get("clauses", {})
    yield from unknown_clauses(policy, clauses)
    yield from unused_clauses(policy, clauses, _said(path))


def _said(path: Path) -> set[str]:
    """The clauses that texts and entries pull in, the policy's own or the bot's."""
    words = read_policy(path, [])
    own = Wording({}, {words.id: words} if words else {})
    return {
        clause for w in (own, load_wording(FOLDERS[:1])) for name in w.names() for clause in w.pulls(name)
    }


def _line(path: Path, finding: Finding) -> str:
    facts = "" if finding.facts is None else f": {json.dumps(finding.facts)}"
    return f"{path.name}: {finding.kind}: {finding.message}{facts}"


def reason_of(error: Exception) -> str:
    """What is wrong, in one line."""
    if isinstance(error, KeyError):
        return f"`{error.args[0]}` is missing"
    return " ".join(str(error).split())


def _texts(files: Sequence[Path], extra: tuple[Path, ...], count: Count) -> Iterator[str]:
    """What `python -m wording.check` says of all texts, or of the bot's and those of each of `files`."""
    if not files and not count.broken:
        yield from _faults((*FOLDERS, *extra))
    for path in files:
        if path not in count.broken:
            with TemporaryDirectory() as folder:
                (Path(folder) / path.name).with_suffix(".yml").symlink_to(path.resolve())
                yield from _faults((FOLDERS[0], Path(folder)))


def _faults(folders: tuple[Path, ...]) -> Iterator[str]:
    try:
        yield from (f"wording: {fault}" for fault in faults(folders))
    except BROKEN as error:
        yield f"wording: {reason_of(error)}"


def _say(count: Count, policies: int, seconds: float) -> None:
    print(
        f"{count.combinations:,} combinations of {policies} policies walked, {count.contradictory:,}"
        f" contradictory ones left out; {count.lines} findings, {seconds:.2f} s"
    )
