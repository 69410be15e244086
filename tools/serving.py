"""The whole thing started for real, and a browser to look at it: for the browser tests and the screenshot."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

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
        wait_until_ready(process, url, log)
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


def wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the gateway at `url`, of `process`, is ready. Raises RuntimeError with the log's end."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz", timeout=5, trust_env=False).is_success:
                return
        time.sleep(0.3)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-30:])
    raise RuntimeError(f"the gateway did not get ready:\n{last}")


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


def sign_in(page: Page, url: str, name: str, password: str) -> None:
    """Sign in to the console at `url`, in a browser that likes Japanese best."""
    page.goto(f"{url}/console")
    page.get_by_label("名前").fill(name)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="サインイン").click()
    page.get_by_role("heading", name="調べる").wait_for()
