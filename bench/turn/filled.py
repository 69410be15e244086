"""Turns in a shop with a past, beside turns in an empty one."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import databases
import httpx

import serving
from bench.turn import asked, filling


def measure(kind: str, rounds: int, conversations: int, orders: int) -> None:
    """Print the medians of both shops on that kind of database, and their ratio."""
    with ExitStack() as held:
        empty, full = (_shop(held, kind, *size) for size in ((0, 0), (conversations, orders)))
        mine, others = asked.in_turn(rounds, full, empty)
    what = f"{kind}, {conversations:,} conversations and {orders:,} orders stored"
    print(f"{what}, {len(mine)} turns of each shop in turn")
    late, early = asked.median_ms(mine), asked.median_ms(others)
    print(f"  median: {late:.1f} ms, in an empty shop {early:.1f} ms, ratio {late / early:.2f}")


def _shop(held: ExitStack, kind: str, conversations: int, orders: int) -> asked.Side:
    """A shop that is served, with so much of a past; what a conversation there takes."""
    folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
    url = held.enter_context(databases.database(kind, folder))
    served = held.enter_context(serving.serving(folder, DATABASE_URL=url))
    client = held.enter_context(httpx.Client(base_url=served, trust_env=False, timeout=30))
    asked.Conversation(client).say(asked.FIRST)
    if conversations:
        filling.fill(url, conversations, orders)
        filling.remember(folder / "tracker.db", conversations)
    asked.Conversation(client).hold()
    return lambda: asked.Conversation(client).hold()
