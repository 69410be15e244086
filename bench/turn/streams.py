"""Many event streams on one gateway: whether all hear, how late, and what it costs."""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import httpx

from bench.turn import alone, asked

AT_ONCE = 50  # conversations that are begun together
PATIENCE = 60
IDLE = 2  # seconds until an unused connection is left, before the gateway closes it: a race at 5


class Follower:
    """A conversation and its stream; `heard` has the time of every event."""

    def __init__(self, begun: dict[str, str], client: httpx.AsyncClient) -> None:
        self.id, self._client = begun["conversation_id"], client
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self.heard: list[float] = []
        self.open, self.done = asyncio.Event(), asyncio.Event()

    async def follow(self) -> None:
        """Read the stream until both items of one turn have come."""
        path = f"/v1/conversations/{self.id}/events"
        async with self._client.stream("GET", path, headers=self.headers, timeout=None) as answer:
            answer.raise_for_status()
            self.open.set()
            async for line in answer.aiter_lines():
                if line.startswith("id:"):
                    self.heard.append(time.perf_counter())
                    if len(self.heard) == 2:
                        break
        self.done.set()

    async def say(self) -> float:
        """Say something; when its answer had come."""
        body = {"client_message_id": self.id, "text": asked.FIRST}
        path = f"/v1/conversations/{self.id}/messages"
        (await self._client.post(path, json=body, headers=self.headers)).raise_for_status()
        return time.perf_counter()


def measure(count: int) -> None:
    """Print what `count` streams cost and how late their events come."""
    with (
        tempfile.TemporaryDirectory() as folder,
        alone.gateway(Path(folder)) as gateway,
        httpx.Client(base_url=gateway.url, trust_env=False, timeout=30) as client,
    ):
        asked.Conversation(client).hold()
        asyncio.run(_measure(gateway, client, count))


async def _measure(gateway: alone.Alone, client: httpx.Client, count: int) -> None:
    async with AsyncExitStack() as held:
        limits = httpx.Limits(max_connections=None, keepalive_expiry=IDLE)
        http = httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=PATIENCE, limits=limits)
        await held.enter_async_context(http)
        before, alone_ms = _held(gateway.pid), await asyncio.to_thread(_turns, client)
        followers = await _begin(http, count)
        following = await held.enter_async_context(asyncio.TaskGroup())  # one that fails ends all
        for one in followers:
            following.create_task(one.follow())
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(one.open.wait() for one in followers))
        start, idle = asked.used(gateway.pid), time.perf_counter()
        await asyncio.sleep(10)
        resting = (asked.used(gateway.pid) - start) / (time.perf_counter() - idle)
        with_ms, after = await asyncio.to_thread(_turns, client), _held(gateway.pid)
        late = [await _late(one) for one in followers]
    print(f"{count} event streams on one gateway: {len(late)} heard both items of their turn")
    median, most = asked.median_ms(late), max(late) * 1000
    print(f"  the second came {median:.1f} ms after the answer of the call, at most {most:.0f} ms")
    print(f"  a turn: {alone_ms:.1f} ms without the streams, {with_ms:.1f} ms with them")
    memory, files = (now - then for now, then in zip(after, before, strict=True))
    print(f"  they take {memory / count:.0f} KiB and {files / count:.1f} files each, ", end="")
    print(f"and {resting * 100:.1f} % of a core while nothing is said")


async def _begin(http: httpx.AsyncClient, count: int) -> list[Follower]:
    found = []
    for _ in range(0, count, AT_ONCE):
        begun = (http.post("/v1/conversations", json={"language": "ja"}) for _ in range(AT_ONCE))
        found += [Follower(one.raise_for_status().json(), http) for one in await asyncio.gather(*begun)]
    return found[:count]


async def _late(one: Follower) -> float:
    """Seconds from the answer of a call to the same answer in the stream; 0 where that was first."""
    answered = await one.say()
    async with asyncio.timeout(PATIENCE):
        await one.done.wait()
    return max(0.0, one.heard[-1] - answered)


def _turns(client: httpx.Client) -> float:
    return asked.median_ms(seconds for _ in range(10) for seconds in asked.Conversation(client).hold())


def _held(pid: int) -> tuple[int, int]:
    """KiB of memory and open files of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    return memory, len(list(Path(f"/proc/{pid}/fd").iterdir()))
