"""Once loaded, deciding touches no clock, no chance, no network, no file, no environment."""

import builtins
import datetime
import importlib
import json
import os
import pkgutil
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from answers import POLICIES, answer
from samples import partial

import decision
from decision import decide

pytestmark = pytest.mark.slow

FACTS = [partial(random.Random(seed)) for seed in range(60)]
MODULES = [f"decision.{module.name}" for module in pkgutil.iter_modules(decision.__path__)]


class Forbidden(AssertionError):
    """Something was touched that deciding must not touch."""


def refuse(*_args, **_kwargs):
    raise Forbidden


def refusing_here(original):
    """`original`, forbidden to this thread alone: what other tests have left running goes on."""
    here = threading.get_ident()

    def one(*args, **kwargs):
        if threading.get_ident() == here:
            raise Forbidden
        return original(*args, **kwargs)

    return one


class NoClock(datetime.datetime):
    """A datetime that tells no time."""

    now = utcnow = today = classmethod(refuse)


class NoCalendar(datetime.date):
    """A date that knows no today."""

    today = classmethod(refuse)


@pytest.fixture
def nothing_but_arguments(monkeypatch):
    forbidden = [
        *((time, name) for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "sleep")),
        *((random, name) for name in ("random", "choice", "shuffle", "randrange", "seed")),
        *((os, "urandom"), (os, "getenv"), (os, "open"), (builtins, "open"), (Path, "open")),
        *((socket.socket, "__init__"), (socket, "getaddrinfo")),
    ]
    for owner, name in forbidden:
        monkeypatch.setattr(owner, name, refusing_here(getattr(owner, name)))
    for name in MODULES:
        module = importlib.import_module(name)
        for attribute, value in list(vars(module).items()):
            if value is datetime.datetime:
                monkeypatch.setattr(module, attribute, NoClock)
            elif value is datetime.date:
                monkeypatch.setattr(module, attribute, NoCalendar)


def test_it_decides_without_clock_chance_network_and_files(nothing_but_arguments):
    wanted = [answer(facts) for facts in FACTS]
    assert {"ask" in one for one in wanted} == {True, False}


def test_a_clock_that_were_read_would_be_noticed(nothing_but_arguments):
    module = importlib.import_module("decision.instants")
    with pytest.raises(Forbidden):
        module.datetime.now()
    with pytest.raises(Forbidden):
        Path(__file__).read_text()


def test_neither_the_hosts_time_zone_nor_the_hash_seed_changes_a_byte():
    program = (
        "import json, sys\n"
        "from decision import FactsError, decide, load_policies\n"
        "policies = load_policies()\n"
        "for facts in json.load(sys.stdin):\n"
        "    try:\n"
        "        print(json.dumps(decide(policies, facts).as_json()))\n"
        "    except FactsError as error:\n"
        "        print(json.dumps(error.as_json()))\n"
    )
    root = Path(decision.__file__).parent.parent
    outputs = []
    for zone, seed in (("UTC", "1"), ("America/New_York", "2")):
        env = {"PATH": "", "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(FACTS),
            capture_output=True,
            text=True,
            env=env,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].splitlines() == [json.dumps(answer(facts)) for facts in FACTS]


def test_what_was_decided_before_changes_no_answer():
    """Caches are invisible: a fresh set of policies in another order of questions says the same."""
    fresh = decision.load_policies()
    for facts in reversed(FACTS):
        if "error" not in answer(facts):
            assert decide(fresh, facts).as_json() == decide(POLICIES, facts).as_json()
