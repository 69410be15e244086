"""What a customer waits, through gateway, bot and actions: `python -m bench.served`, with tools/ on its path.

Starts everything as a user does, with the demo shop, and holds conversations one after another. Printed are
median and 95th percentile of the messages' times, and how many decisions a second `torikeshi decide` makes.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import httpx

import serving

CONVERSATIONS, DECISIONS = 12, 100_000
NUMBER = "250-4183027-6650114"
TEXTS = (
    f"{NUMBER} キャンセルリクエストしたのに発送された",
    "返金はいつですか",
    "when do I get my money back?",
    "can I return it instead?",
    "キャンセルするとペナルティはありますか",
    "thank you",
)
FACTS = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amazon", "seller": "direct"}
STATUSES = ("unshipped", "preparing", "shipped", "delivered")


def waits(client: httpx.Client) -> list[float]:
    """Seconds that each message of a conversation took, as the customer of `NUMBER`."""
    token = client.post("/demo/token", json={"customer": "customer-a"}).json()["token"]
    begun = client.post("/v1/conversations", json={"language": "ja", "identity": token}).json()
    path, found = f"/v1/conversations/{begun['conversation_id']}/messages", []
    for text in TEXTS:
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        start = time.perf_counter()
        answer = client.post(path, json=body, headers={"Authorization": f"Bearer {begun['token']}"})
        found.append(time.perf_counter() - start)
        answer.raise_for_status()
    return found


def decisions() -> float:
    """Decisions in a second, reading and writing included."""
    lines = [json.dumps({**FACTS, "status": STATUSES[i % len(STATUSES)]}) for i in range(DECISIONS)]
    command = [str(Path(sys.executable).parent / "torikeshi"), "decide"]
    start = time.perf_counter()
    subprocess.run(command, input="\n".join(lines), text=True, stdout=subprocess.DEVNULL, check=True)
    return DECISIONS / (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.serving(Path(folder)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
    ):
        waits(client)  # what is done once is done here
        found = sorted(one for _ in range(CONVERSATIONS) for one in waits(client))
    late = found[int(len(found) * 0.95)]
    print(f"message: median {statistics.median(found) * 1000:.0f} ms, 95 % within {late * 1000:.0f} ms")
    print(f"decide: {decisions():,.0f} decisions a second")


if __name__ == "__main__":
    main()
