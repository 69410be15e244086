"""A turn with an order and a decision, beside an action turn of a bare Rasa bot."""

import itertools
import os
import tempfile
from pathlib import Path

import httpx
import procfs

import serving
from bench.turn import asked, bare


def measure(rounds: int) -> None:
    """Print both medians and their ratio, by the wall and by the processor time of all processes."""
    before = _children()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.serving(Path(folder)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
    ):
        ours = _children() - before
        with bare.running_bare() as other:
            theirs = _children() - before - ours
            asked.Conversation(client).hold()
            senders = (f"conversation-{number}" for number in itertools.count())
            _compare(
                rounds,
                (lambda: asked.Conversation(client).hold(), ours),
                (lambda: bare.hold(other, next(senders), len(asked.TEXTS)), theirs),
            )


def _children() -> set[int]:
    return set(procfs.started(os.getpid()))


def _compare(rounds: int, *sides: asked.Measured) -> None:
    start = [asked.used(*roots) for _, roots in sides]
    mine, others = asked.in_turn(rounds, *(side for side, _ in sides))
    my_work, their_work = (
        (asked.used(*roots) - begun) / len(mine) * 1000
        for (_, roots), begun in zip(sides, start, strict=True)
    )
    wall, their_wall = asked.median_ms(mine), asked.median_ms(others)
    print(f"a turn beside a bare Rasa bot's action turn, {len(mine)} of each in turn")
    print(f"  median: ours {wall:.1f} ms, theirs {their_wall:.1f} ms, ratio {wall / their_wall:.2f}")
    ratio = my_work / their_work
    print(f"  processor time: ours {my_work:.1f} ms, theirs {their_work:.1f} ms, ratio {ratio:.2f}")
