"""Limits of several gateways together, counted in a real Redis."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest
from patience import eventually

SERVER = shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def redis() -> Iterator[str]:
    """The address of a Redis of its own."""
    assert SERVER is not None, "Redis is not here: `make test` brings it"
    port = free_port()
    address = f"redis://127.0.0.1:{port}/0"
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([SERVER, *options], stdout=subprocess.DEVNULL)
    assert eventually(lambda: listens(port))
    yield address
    server.terminate()
    server.wait(10)


def test_two_gateways_count_together_where_they_share_a_redis(open_shop, redis):
    one, other = (open_shop(limits_url=redis, limit_conversations="2/minute") for _ in range(2))
    codes = [
        shop.http.post("/v1/conversations", json={"language": "ja"}).status_code for shop in (one, other, one)
    ]
    assert codes == ([201, 201, 429] if SERVER else [201, 201, 201])


def test_a_refusal_says_when_to_come_back(open_shop, redis):
    shop = open_shop(limits_url=redis, limit_conversations="1/minute")
    shop.begin()
    refused = shop.http.post("/v1/conversations", json={"language": "ja"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_while_the_redis_is_away_each_gateway_counts_by_itself(open_shop):
    shop = open_shop(limits_url=f"redis://127.0.0.1:{free_port()}/0", limit_conversations="1/minute")
    codes = [shop.http.post("/v1/conversations", json={"language": "ja"}).status_code for _ in range(2)]
    assert codes == [201, 429]
