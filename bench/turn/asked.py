"""Customers of a running gateway, how long their messages take, and how hard processes have worked."""

import os
import statistics
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx
import procfs

NUMBER = "250-4183027-6650114"
CUSTOMER = "customer-a"
FIRST = f"{NUMBER} キャンセルリクエストしたのに発送された"
TEXTS = (
    FIRST,
    "返金はいつですか",
    "when do I get my money back?",
    "can I return it instead?",
    "キャンセルするとペナルティはありますか",
    "thank you",
)
Side = Callable[[], list[float]]
"""Does something measured: seconds of each time."""
Measured = tuple[Side, set[int]]
"""What takes times, and the processes that it makes work."""
TICK = os.sysconf("SC_CLK_TCK")


class Conversation:
    """One conversation of a demo customer."""

    def __init__(self, client: httpx.Client) -> None:
        token = client.post("/demo/token", json={"customer": CUSTOMER}).raise_for_status().json()["token"]
        body = {"language": "ja", "identity": token}
        begun = client.post("/v1/conversations", json=body).raise_for_status().json()
        self.id, self.token, self._client = begun["conversation_id"], begun["token"], client
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str) -> float:
        """Seconds until `text` was answered."""
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        start = time.perf_counter()
        answer = self._client.post(f"/v1/conversations/{self.id}/messages", json=body, headers=self.headers)
        took = time.perf_counter() - start
        assert "unavailable" not in answer.raise_for_status().text, "the bot did not answer"
        return took

    def hold(self) -> list[float]:
        """Seconds of each message of a whole conversation, one with an order and a decision in every turn."""
        return [self.say(text) for text in TEXTS]


def median_ms(seconds: Iterable[float]) -> float:
    """Their median in milliseconds."""
    return statistics.median(seconds) * 1000


def in_turn(rounds: int, *sides: Side) -> list[list[float]]:
    """The times of each side, asked one after the other, round by round."""
    found: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for times, side in zip(found, sides, strict=True):
            times.extend(side())
    return found


def used(*roots: int) -> float:
    """Seconds of processor time of processes and all their descendants so far, by Linux's own table."""
    return sum(_seconds(pid) for root in roots for pid in procfs.children(root))


def _seconds(pid: int) -> float:
    """Those of one process; none where it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
