"""Whose calls are counted together: an address of the network, also behind a proxy, and a customer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
import uvicorn
from patience import eventually

from web.__main__ import config
from web.rates import Rates
from web.settings import SettingsError, read_settings

TWICE = "2/year"
"""A window that ends in no test."""
BODY = {"language": "ja"}


@pytest.fixture
def behind(open_shop) -> Iterator[Callable[..., httpx.Client]]:
    """Serve as the process does, with further settings."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(**values: object) -> httpx.Client:
        settings = open_shop().settings.model_copy(update={"limit_conversations": TWICE, **values})
        server = uvicorn.Server(config(settings))
        server.config.port = 0
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        assert eventually(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)

    yield serve
    for server, thread in running:
        server.should_exit = True
        thread.join()


def begun(client: httpx.Client, *addresses: str) -> list[int]:
    """The answers to a conversation begun in the name of each of these."""
    headers = [{"X-Forwarded-For": address} for address in addresses]
    return [client.post("/v1/conversations", json=BODY, headers=one).status_code for one in headers]


def test_behind_a_trusted_proxy_each_address_is_counted_by_itself(behind):
    client = behind(trusted_proxies=("127.0.0.0/8",))
    addresses = ("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2")
    assert begun(client, *addresses) == [201, 201, 429, 201]


def test_what_a_caller_says_before_the_proxy_does_is_not_believed(behind):
    client = behind(trusted_proxies=("127.0.0.0/8",))
    assert begun(client, *(f"198.51.100.{n}, 192.0.2.1" for n in range(3))) == [201, 201, 429]


def test_without_a_trusted_proxy_nobody_names_another_address(behind):
    assert begun(behind(), "192.0.2.1", "192.0.2.2", "192.0.2.3") == [201, 201, 429]


def test_proxies_that_are_no_addresses_are_refused():
    with pytest.raises(SettingsError, match="TORIKESHI_TRUSTED_PROXIES"):
        read_settings(trusted_proxies="proxy.example")


def test_the_conversations_of_one_customer_are_counted_together(open_shop, rasa):
    shop = open_shop(limit_customers=TWICE)
    tokens = [shop.http.post("/demo/token", json={"customer": "customer-a"}).json()["token"] for _ in "12"]
    one, other = (shop.begin(identity=token) for token in tokens)
    assert [customer.post("x").status_code for customer in (one, other, one)] == [200, 200, 429]


def test_guests_are_not_counted_together(open_shop):
    shop = open_shop(limit_customers=TWICE)
    assert [shop.begin().post("x").status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize(
    ("addresses", "waits"),
    [
        (("2001:db8::1", "2001:db8::2", "2001:db8::3"), [False, False, True]),
        (("2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:3::1"), [False] * 3),
        (("192.0.2.1", "192.0.2.2", "192.0.2.3"), [False] * 3),
        (("", "", ""), [False, False, True]),
    ],
)
def test_a_network_of_sixty_four_bits_is_one_caller(addresses, waits):
    async def asked() -> list[bool]:
        rates = Rates(read_settings(limit_requests=TWICE))
        return [bool(await rates.address(one)) for one in addresses]

    assert asyncio.run(asked()) == waits
