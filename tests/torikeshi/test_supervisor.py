"""The supervisor over small real processes: order, restarts, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from patience import eventually

pytestmark = pytest.mark.slow


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(pids: list[int]) -> bool:
    return eventually(lambda: not any(map(alive, pids)))


def test_each_part_starts_when_the_one_before_is_ready(supervise):
    running = supervise("one", "two", "three")
    running.until("ready")
    steps = [
        (event["event"], event["of"])
        for event in running.events()
        if "pid" in event or "part ready" in event["event"]
    ]
    names = ("one", "two", "three")
    assert steps == [step for name in names for step in (("started", name), ("part ready", name))]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everything(supervise, number):
    running = supervise("one", "two")
    running.until("ready")
    assert running.end(number) == 0
    assert gone(running.pids())


def test_a_part_that_is_still_loading_ends_too(supervise):
    running = supervise("one", "two loads", "three", ready_seconds=600)
    running.until("started", of="two")
    assert running.end() == 0
    assert gone(running.pids())
    assert len(running.pids()) == 2


def test_a_part_that_does_not_listen_to_the_signal_is_killed(supervise):
    running = supervise("one stubborn")
    running.until("ready")
    assert running.end() == 0
    assert gone(running.pids())


def test_a_second_signal_does_not_wait(supervise):
    running = supervise("one stubborn", last_seconds=600)
    running.until("ready")
    running.process.send_signal(signal.SIGINT)
    running.until("ending")
    assert running.end(signal.SIGINT) == 0


def test_what_a_part_has_started_ends_with_it(supervise, tmp_path):
    running = supervise("one parent")
    running.until("ready")
    child = int((tmp_path / "one.child").read_text())
    assert alive(child)
    running.end()
    assert gone([child])


def test_no_part_outlives_a_supervisor_that_is_killed(supervise):
    running = supervise("one", "two stubborn", "three loads")
    running.until("started", of="three")
    running.end(signal.SIGKILL)
    assert gone(running.pids())


def test_a_part_that_dies_is_started_anew_and_the_others_stay(supervise):
    running = supervise("one", "two")
    running.until("ready")
    first = running.pids()
    os.kill(first[1], signal.SIGKILL)
    running.until("part ready", count=2, of="two")
    assert running.events("died", of="two", status=-signal.SIGKILL)
    assert alive(first[0]) and len(running.pids()) == 3
    assert running.end() == 0
    assert gone(running.pids())


def test_pauses_between_restarts_grow_up_to_a_limit(supervise):
    running = supervise("one")
    running.until("ready")
    for count in range(1, 5):
        os.kill(running.until("part ready", count=count, of="one") and running.pids()[-1], signal.SIGKILL)
        running.until("restarting", count=count)
    assert [event["pause"] for event in running.events("restarting")] == [0.1, 0.2, 0.4, 0.4]


def test_a_part_that_can_never_be_ready_ends_everything_with_a_failure(supervise):
    running = supervise("one", "two dies", patience={"tries": 2})
    assert running.process.wait(20) == 1
    assert running.events("ending", gave_up=["two"])
    assert len(running.events("died", of="two", status=3)) == 2
    assert gone(running.pids())


def test_a_program_that_is_not_there_is_named(supervise):
    running = supervise("one", argv=["/nowhere/python"], patience={"tries": 1})
    assert running.process.wait(20) == 1
    assert running.events("cannot start", of="one", program="/nowhere/python")


def test_a_part_that_is_not_ready_in_time_is_started_anew(supervise):
    running = supervise("one loads", ready_seconds=0.3, patience={"tries": 2})
    assert running.process.wait(20) == 1
    assert len(running.events("not ready in time", of="one")) == 2
    assert gone(running.pids())


def test_every_line_of_the_log_is_one_event(supervise):
    running = supervise("one")
    running.until("ready")
    running.until("output", of="one", line="one says hello")
    running.until("own", part="one")
    assert all(event["event"] for event in running.events())
