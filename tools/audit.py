"""Writes docs/sbom/ and docs/licences.md, and fails where a licence is unknown or not allowed: `make audit`.

Of both Python environments is listed what is installed without the groups for development, on Linux with an
x86-64 processor. The same locks give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from interpreters import ROOT
from licences import Part, Rules, complaints, part_of, rules_of

SBOMS = ROOT / "docs" / "sbom"
TABLE = ROOT / "docs" / "licences.md"
WIDGET = ROOT / "web" / "widget"
UV = ROOT / ".uv" / "bin" / "uv"
VENDORED = ROOT / "web" / "console" / "static" / "VERSIONS.txt"
_VENDORED = re.compile(
    r"^(?P<file>\S+)\s+(?P<name>\S+) (?P<version>\S+), (?P<licence>[^,]+), as published on npm$"
)
WHERE = {"main": "gateway, actions", "bot": "bot", "served": "console, in the browser"}
"""What an SBOM is of. `widget` is not here: its tools build and test the widget, nothing of them is in it."""
PYTHONS = {"main": (ROOT, "3.12"), "bot": (ROOT / "bot", "3.10")}
Sbom = dict[str, Any]


def locked(name: str) -> dict[str, str]:
    """Package by package the version that the lock installs in that environment to run, not to develop."""
    project, minor = PYTHONS[name]
    words = (
        "export --quiet --frozen --offline --no-dev --no-hashes --no-header --no-annotate --no-emit-project"
    )
    said = _run(UV, *words.split(), "--project", project)
    machine = {
        "python_version": minor, "python_full_version": f"{minor}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "sys_platform": "linux", "platform_system": "Linux",
        "os_name": "posix", "platform_machine": "x86_64",
    }  # fmt: skip
    wanted = (Requirement(line) for line in said.splitlines())
    return {
        _plain(one.name): str(one.specifier).removeprefix("==")
        for one in wanted
        if one.marker is None or one.marker.evaluate(machine)
    }


def of_python(name: str) -> Sbom:
    """The SBOM of an environment, by cyclonedx-bom."""
    project, _ = PYTHONS[name]
    python, asked = ROOT / ".venv" / "bin" / "python", project / ".venv" / "bin" / "python"
    tool = "run --quiet --isolated --locked --only-group audit --python"
    how = "--output-reproducible --mc-type application --of JSON --pyproject"
    words: tuple[Path | str, ...] = (
        "cyclonedx-py",
        "environment",
        asked,
        *how.split(),
        project / "pyproject.toml",
    )
    return only(json.loads(_run(UV, *tool.split(), python, *words)), locked(name))


def _plain(name: str) -> str:
    """A package's name as the locks have it."""
    return str(canonicalize_name(name))


def only(sbom: Sbom, wanted: Mapping[str, str]) -> Sbom:
    """`sbom` with the wanted packages alone. Raises ValueError where one is missing or of another version."""
    kept = [one for one in sbom["components"] if _plain(one["name"]) in wanted]
    there = {_plain(one["name"]): one["version"] for one in kept}
    for name, version in wanted.items():
        if there.get(name) != version:
            raise ValueError(f"`{name}` {version} is locked, {there.get(name, 'nothing')} is installed")
    refs = {one["bom-ref"] for one in kept} | {sbom["metadata"]["component"]["bom-ref"]}
    depending = [
        {
            **one,
            **({"dependsOn": [ref for ref in one["dependsOn"] if ref in refs]} if "dependsOn" in one else {}),
        }
        for one in sbom["dependencies"]
        if one["ref"] in refs
    ]
    return {**sbom, "components": kept, "dependencies": depending}


def of_widget() -> Sbom:
    """The SBOM of what builds and tests the widget, by npm, without what differs from run to run."""
    path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{UV.parent}"
    npm = shutil.which("npm", path=path) or "npm"
    words = ("sbom", "--package-lock-only", "--sbom-format", "cyclonedx")
    sbom: Sbom = json.loads(_run(npm, *words, cwd=WIDGET, PATH=path))
    del sbom["serialNumber"], sbom["metadata"]["timestamp"], sbom["metadata"]["tools"]
    sbom["metadata"]["component"]["name"] = json.loads((WIDGET / "package.json").read_text())["name"]
    return sbom


def of_served() -> Sbom:
    """The SBOM of files of others that the console's pages are made with, from what stands beside them."""
    lines = VENDORED.read_text(encoding="utf-8").splitlines()
    found = [_VENDORED.match(line) for line in lines]
    if None in found:
        raise ValueError(f"`{VENDORED}`: a line is no `file  name version, licence, as published on npm`")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"bom-ref": "console", "type": "application", "name": "console"}},
        "components": [_served(**one.groupdict()) for one in found if one],
    }


def _served(*, file: str, name: str, version: str, licence: str) -> dict[str, Any]:
    content = VENDORED.with_name(file).read_bytes()
    return {
        "bom-ref": file,
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:npm/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
        "licenses": [{"license": {"name": licence}}],
    }


def read(name: str) -> Sbom:
    """The SBOM that was written under that name."""
    sbom: Sbom = json.loads((SBOMS / f"{name}.cdx.json").read_text(encoding="utf-8"))
    return sbom


def written(sbom: Sbom) -> str:
    """An SBOM as its file has it."""
    return json.dumps(sbom, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def parts_of(sboms: Mapping[str, Sbom], rules: Rules) -> dict[Part, list[str]]:
    """Every package that is installed or served, and where; in the order of names and versions."""
    found: dict[Part, list[str]] = defaultdict(list)
    for name, where in WHERE.items():
        for component in sboms[name]["components"]:
            found[part_of(component, rules)].append(where)
    return dict(sorted(found.items(), key=lambda item: (item[0].name, item[0].version)))


def table(parts: Mapping[Part, Iterable[str]], rules: Rules) -> str:
    """docs/licences.md."""
    return "\n".join([*_page(parts, rules), ""])


def _page(parts: Mapping[Part, Iterable[str]], rules: Rules) -> Iterator[str]:
    yield "# Licences of what is installed and served"
    yield ""
    yield "Written by `make audit` from [sbom/](sbom/), which says more. `tools/licences.yml` allows."
    yield "What a wheel has brought inside it (a compiler's library, a table) has its licences in the wheel."
    yield ""
    yield "| name | version | licence | where |"
    yield "|---|---|---|---|"
    for part, where in parts.items():
        mark = " (exception)" if part.name in rules.exceptions else ""
        yield f"| {part.name} | {part.version} | {part.licence or 'unknown'}{mark} | {'; '.join(where)} |"
    yield ""
    yield "## Exceptions"
    yield ""
    for name, why in sorted(rules.reasons.items()):
        yield f"- `{name}`, {rules.exceptions[name]}: {why}."


def _run(*command: Path | str, cwd: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def main() -> int:
    """Write everything; 1 where a licence is unknown or not allowed."""
    sboms = {name: of_python(name) for name in PYTHONS} | {"widget": of_widget(), "served": of_served()}
    SBOMS.mkdir(exist_ok=True)
    for name, sbom in sboms.items():
        (SBOMS / f"{name}.cdx.json").write_text(written(sbom), encoding="utf-8")
    rules = rules_of()
    parts = parts_of(sboms, rules)
    TABLE.write_text(table(parts, rules), encoding="utf-8")
    wrong = list(complaints(parts, rules))
    print("\n".join(wrong) or f"{len(parts)} packages, all of them under licences that are allowed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
