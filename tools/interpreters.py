"""Runs programs away from the shell's own Python settings, and finds interpreters by their real path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a shell may carry that would lead pip or uv to another environment than ours.
MISLEADING = (
    "VIRTUAL_ENV",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYENV_VERSION",
    "UV_PYTHON",
    "UV_PROJECT_ENVIRONMENT",
)


class SetupFailed(Exception):
    """A part could not be set up; the message says what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal what takes time."""
    print(f"set-up: {text}", file=sys.stderr, flush=True)


def wanted_version(text: str, minor: str) -> str:
    """The line of a `.python-version` file that asks for `minor` ("3.12"), which may name a patch too."""
    for line in text.split():
        if line == minor or line.startswith(minor + "."):
            return line
    raise SetupFailed(f"`.python-version` names no Python {minor}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def pyenv_interpreter(versions: Path, wanted: str) -> Path | None:
    """The interpreter itself under pyenv's folder `versions`: exactly `wanted`, else the newest of its minor.

    Never a shim: a shim looks for a `.python-version` of its own wherever it is run.
    """
    minor = ".".join(wanted.split(".")[:2])
    there = [path.name for path in versions.glob(minor + ".*") if path.name.replace(".", "").isdigit()]
    for name in sorted(there, key=lambda name: (name == wanted, _numbers(name)), reverse=True):
        binary = versions / name / "bin" / ("python" + minor)
        if binary.exists():
            return binary
    return None


def clean_environment(environ: dict[str, str]) -> dict[str, str]:
    """`environ` without what leads elsewhere, and without pyenv's shims on its PATH."""
    kept = {name: value for name, value in environ.items() if name not in MISLEADING}
    folders = kept.get("PATH", os.defpath).split(os.pathsep)
    kept["PATH"] = os.pathsep.join(folder for folder in folders if Path(folder).name != "shims")
    return kept


def run(*command: str | Path, cwd: Path = ROOT, quiet: bool = False, **environment: str) -> str:
    """Run a command, its output to standard error, or returned if `quiet`; SetupFailed if it fails."""
    words = [str(word) for word in command]
    env = {**clean_environment(dict(os.environ)), **environment}
    output = subprocess.PIPE if quiet else sys.stderr
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, text=True, check=True
        )
    except OSError as error:
        raise SetupFailed(f"`{words[0]}` cannot be run: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        raise SetupFailed(f"`{' '.join(words)}` failed with {error.returncode}; see above") from error
    return (done.stdout or "").strip()


def _pyenv_versions() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"


def find_interpreter(uv: Path, wanted: str) -> Path:
    """Absolute path of a Python `wanted`: pyenv's, else one that uv finds, else one that uv installs."""
    found = pyenv_interpreter(_pyenv_versions(), wanted)
    if found:
        return found
    minor = ".".join(wanted.split(".")[:2])
    try:
        return Path(run(uv, "python", "find", "--no-project", "--system", minor, quiet=True))
    except SetupFailed:
        say(f"no Python {minor} here, installing one")
    try:
        run(uv, "python", "install", minor)
        return Path(run(uv, "python", "find", "--no-project", "--managed-python", minor, quiet=True))
    except SetupFailed as error:
        raise SetupFailed(
            f"no Python {minor} was found and none could be installed: bring one (`pyenv install {minor}`)"
        ) from error


def venv_maker() -> Path:
    """A Python that can make an environment with pip: this one (Debian's lacks ensurepip), else pyenv's."""
    others = [pyenv_interpreter(_pyenv_versions(), minor) for minor in ("3.12", "3.10")]
    for python in filter(None, [Path(sys.executable), *others]):
        asked = [str(python), "-c", "import ensurepip, venv"]
        if subprocess.run(asked, stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    raise SetupFailed("this Python cannot make environments: install the package `python3-venv`")
