"""How every call is guarded: headers, other origins, host names, bodies that never end."""

from __future__ import annotations

import socket

import pytest
from patience import PATIENCE_SECONDS

from web import shell

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PATHS = [
    "/",
    "/livez",
    "/readyz",
    "/metrics",
    "/nowhere",
    "/v1/conversations",
    "/widget/widget.js",
    "/demo/mail",
]


@pytest.fixture
def cors(open_shop):
    return open_shop(allowed_origins="https://shop.example")


def preflight(shop, method, origin="https://shop.example"):
    asking = {"Origin": origin, "Access-Control-Request-Method": method}
    return shop.http.options("/v1/conversations/x", headers=asking)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_that_guard_it(shop, path):
    answer = shop.http.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_answers_with_anything_of_a_conversation_are_kept_by_nobody(customer):
    answers = [customer.post("x"), customer.http.get(customer.messages, headers=customer.headers)]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 2
    assert {answer.headers["Cross-Origin-Resource-Policy"] for answer in answers} == {"same-origin"}


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_allowed_origin_may_use_every_call(cors, method):
    answer = preflight(cors, method)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert method in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "https://shop.example.evil.example", "null"])
def test_another_origin_is_allowed_nothing(cors, origin):
    assert "Access-Control-Allow-Origin" not in preflight(cors, "POST", origin).headers
    answer = cors.http.get("/livez", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""])
def test_a_host_name_that_is_not_ours_is_answered_nothing(shop, host):
    assert shop.http.get("/livez", headers={"Host": host}).status_code == 421


def test_the_host_names_that_are_set_are_the_only_ones(open_shop):
    shop = open_shop(allowed_hosts="chat.shop.example")
    names = ("chat.shop.example", "CHAT.shop.example:443", "127.0.0.1")
    assert [shop.http.get("/livez", headers={"Host": name}).status_code for name in names] == [200, 200, 421]


def test_a_body_that_comes_too_slowly_is_given_up(open_shop, monkeypatch):
    monkeypatch.setattr(shell, "BODY_SECONDS", 0.3)
    shop = open_shop()
    address = (shop.http.base_url.host, shop.http.base_url.port)
    head = b"POST /v1/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    with socket.create_connection(address, timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(head)
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
    assert shop.http.get("/livez").status_code == 200
