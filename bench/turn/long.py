"""The turns of a conversation that has had many, beside second turns of new ones."""

import tempfile
from pathlib import Path

import httpx

import serving
from bench.turn import asked

CONVERSATIONS = 4
MEASURED = asked.TEXTS[1]


def measure(turns: int, rounds: int) -> None:
    """Print the medians of the turn number `turns` and of the second, and their ratio."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.serving(Path(folder), LIMIT_MESSAGES="100000/minute") as url,
        httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
    ):
        old = [asked.Conversation(client) for _ in range(CONVERSATIONS)]
        for turn in range(turns - 1):
            for one in old:
                one.say(asked.TEXTS[turn % len(asked.TEXTS)])
        late, second = asked.in_turn(rounds, lambda: _late(old), lambda: _second(client))
    mine, others = asked.median_ms(late), asked.median_ms(second)
    print(f"turn {turns} and later of {CONVERSATIONS} conversations, {len(late)} turns: median {mine:.1f} ms")
    print(f"  the second turn: {others:.1f} ms; ratio {mine / others:.2f}")


def _late(old: list[asked.Conversation]) -> list[float]:
    found = []
    for one in old:
        one.say(asked.FIRST)
        found.append(one.say(MEASURED))
    return found


def _second(client: httpx.Client) -> list[float]:
    found = []
    for _ in range(CONVERSATIONS):
        one = asked.Conversation(client)
        one.say(asked.FIRST)
        found.append(one.say(MEASURED))
    return found
