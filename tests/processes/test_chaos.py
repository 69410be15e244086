"""A short form of `make chaos`: parts are killed under conversations, and nothing is lost or doubled."""

import os
import subprocess
import sys

import pytest

from web.settings import ROOT

pytestmark = pytest.mark.processes
FOLDERS = ("", "tools", "tests", "tests/support")
SEED = "5"


def test_nothing_is_lost_or_doubled_when_gateways_and_actions_are_killed():
    path = os.pathsep.join(str(ROOT / folder) for folder in FOLDERS)
    command = [sys.executable, "-m", "chaos", "--short", "--seed", SEED, "--on", "sqlite", "--filing", "http"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
