"""The whole thing started for real, and a browser to look at it: for the browser tests and the screenshot."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bootstrap import BROWSERS
from interpreters import ROOT

READY_SECONDS = 240
END_SECONDS = 30
# Headless, alone and without a word to anybody outside.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """`torikeshi serve` on a free port, keeping everything under `folder`; its address once it is ready.

    `settings` are further TORIKESHI_ settings. Raises RuntimeError with the log's end if it never is.
    """
    port = free_port()
    own = {
        "VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'shop.db'}",
        "PORT": str(port),
        **settings,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TORIKESHI_")}
    environment = {**kept, **{f"TORIKESHI_{name}": value for name, value in own.items()}}
    log = folder / "serve.log"
    command = [str(Path(sys.executable).parent / "torikeshi"), "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(process, url, log)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def free_port() -> int:
    """A port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-30:])
    raise RuntimeError(f"`torikeshi serve` did not get ready:\n{last}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise RuntimeError("no Chromium here: `make test` brings it, or says which package to install")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
