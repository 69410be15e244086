"""The command line: help, wrong usage, and that no user's mistake ends in a traceback."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from orders.database import connect
from orders.store import OrderStore
from web.identity import verify_identity
from web.keys import with_keys
from web.settings import ROOT, read_settings

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "torikeshi"]


@pytest.fixture
def run(tmp_path):
    """Run the command with a `var` of its own."""

    def ran(*arguments, given="", **settings):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TORIKESHI_")}
        own = {f"TORIKESHI_{name}": str(value) for name, value in ({"VAR": tmp_path} | settings).items()}
        return subprocess.run(
            [*COMMAND, *arguments],
            input=given,
            capture_output=True,
            text=True,
            env=inherited | own | {"PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
            cwd=tmp_path,
        )

    return ran


def assert_said(result, status, *words):
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert all(word in result.stderr for word in words), result.stderr


@pytest.mark.parametrize(
    "command", [[], ["serve"], ["orders"], ["orders", "import"], ["token"], ["decide"]], ids=" ".join
)
def test_every_command_has_help(run, command):
    result = run(*command, "--help")
    assert_said(result, 0)
    assert "usage" in result.stdout.lower()


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["nonsense"],
        ["orders"],
        ["orders", "import"],
        ["orders", "import", "no-such-file.csv"],
        ["orders", "import", "."],
        ["token"],
        ["token", "--customer", ""],
        ["serve", "--fast"],
        ["decide", "--now", "yesterday"],
        ["decide", "--now"],
        ["decide", "facts.jsonl"],
        ["--decide"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_two(run, command):
    assert_said(run(*command), 2)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PORT": "x"}, ["`TORIKESHI_PORT`"]),
        ({"NOW": "soon"}, ["`TORIKESHI_NOW`"]),
        ({"POLICIES": "/nowhere"}, ["`TORIKESHI_POLICIES`"]),
        ({"DATABASE_URL": "nonsense"}, ["`TORIKESHI_DATABASE_URL`"]),
        ({"DATABASE_URL": "nosuch://x/y"}, ["`TORIKESHI_DATABASE_URL`"]),
        ({"ENV": "production"}, ["`TORIKESHI_IDENTITY_KEYS`", "`TORIKESHI_API_KEY`"]),
        ({"HOST": "no.such.host.invalid"}, ["`TORIKESHI_HOST`"]),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(run, settings, words):
    assert_said(run("serve", **settings), 2, *words)


def test_a_database_that_cannot_be_reached_is_named_without_its_password(run):
    result = run("serve", DATABASE_URL="sqlite:////proc/nowhere/x.db")
    assert result.returncode in (1, 2)
    assert_said(result, result.returncode, "/proc/nowhere")


def test_a_database_that_is_none_is_named(run, tmp_path):
    (tmp_path / "x.db").write_text("this is no database, but long enough to look like something else" * 20)
    assert_said(run("serve", DATABASE_URL="sqlite:///x.db"), 1, "x.db", "not a database")


def test_a_taken_port_is_said_before_anything_is_started(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", PORT=port)
    assert_said(result, 1, f"port {port}", "TORIKESHI_PORT")
    assert "started" not in result.stderr


def test_a_port_that_is_being_prepared_by_another_serve_is_taken_too(run, tmp_path):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with (tmp_path / f"serve-{port}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert_said(run("serve", PORT=port), 1, f"port {port}")


ORDER = {"order_number": "250-1", "customer_id": "c1", "policy": "amazon", "status": "shipped", "title": "本"}


def test_a_file_of_orders_is_imported(run, tmp_path):
    (tmp_path / "orders.jsonl").write_text(json.dumps(ORDER) + "\n")
    result = run("orders", "import", "orders.jsonl")
    assert_said(result, 0)
    assert "1" in result.stdout
    engine = connect(read_settings(var=tmp_path).database_url)
    assert OrderStore(engine).customers() == ("c1",)
    engine.dispose()


def test_a_file_with_a_bad_row_is_refused_with_its_line(run, tmp_path):
    rows = [ORDER, ORDER | {"order_number": "250-2", "status": "gone"}]
    (tmp_path / "orders.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert_said(run("orders", "import", "orders.jsonl"), 1, "line 2", "`status`", "gone")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n"])
def test_a_file_that_holds_no_orders_is_refused_in_words(run, tmp_path, content):
    (tmp_path / "orders.csv").write_bytes(content)
    result = run("orders", "import", "orders.csv")
    assert_said(result, result.returncode)


def test_a_token_is_one_that_serve_takes(run, tmp_path):
    result = run("token", "--customer", "customer-a")
    assert_said(result, 0)
    keys = with_keys(read_settings(var=tmp_path)).identity_keys
    assert verify_identity(result.stdout.strip(), keys, datetime.now(UTC)).customer_id == "customer-a"


def test_decisions_are_made_line_by_line(run):
    facts = {"goal": "cancel", "policy": "amiami", "item": "back_order"}
    result = run("decide", "--now", "2026-04-01T10:00:00+09:00", given=json.dumps(facts) + "\n\n")
    assert result.returncode == 1
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["step"] == "contact_support" and second["error"]["field"] is None


def test_a_reader_who_has_had_enough_is_no_failure(tmp_path):
    facts = json.dumps({"goal": "cancel", "now": "2026-04-01T10:00:00+09:00"}) + "\n"
    (tmp_path / "facts").write_text(facts * 5000)
    script = f"{' '.join(COMMAND)} decide < facts | head -n 1"
    result = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert result.stderr == "" and json.loads(result.stdout)["ask"]


def test_decide_loads_neither_web_nor_database_nor_typer():
    script = "import sys; sys.argv = ['torikeshi', 'decide']; from torikeshi.cli import main\n"
    script += "try: main()\nexcept SystemExit: print(*sorted(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", script], input="{}\n", capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(result.stdout.splitlines()[-1].split())
    assert not loaded & {"fastapi", "sqlalchemy", "typer", "pydantic", "web", "orders", "httpx"}


def test_decide_loads_nothing_that_starts_slowly():
    told = (
        "import sys\nfrom torikeshi.cli import main\ntry:\n main(['decide'])\n"
        "except SystemExit:\n print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", told], input=b"", cwd=ROOT, check=True, capture_output=True)
    loaded = {name.partition(".")[0] for name in run.stdout.decode().split()}
    assert "decision" in loaded
    assert not loaded & {
        "fastapi",
        "pydantic",
        "sqlalchemy",
        "typer",
        "babel",
        "httpx",
        "asyncio",
        "argparse",
        "yaml",
    }
