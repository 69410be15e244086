"""What is accepted as a message, and what every error looks like."""

from __future__ import annotations

import json
import socket
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.messages import problem_of_text, without_command

INVISIBLE = [" ", "\t\n", "\u3000", "\u200b\u200d", "\x00\x07", "\u202e", "\ufeff", "\u2028"]


@pytest.mark.parametrize("text", ["", *INVISIBLE, "x" * 4001])
def test_a_text_with_nothing_to_read_or_too_much_of_it_is_unprocessable(customer, text):
    assert customer.post(text).status_code == 422


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4000,
        "😀",
        "\u200f שלום",
        "{{7*7}}",
        "{x.__class__}",
        "<script>alert(1)</script>",
        "'; DROP TABLE x;--",
    ],
)
def test_odd_text_is_text(customer, rasa, text):
    customer.say(text)
    assert rasa.asked[0]["message"] == text
    assert customer.history()[1]["text"] == text


def test_a_nul_among_readable_text_is_no_obstacle(customer):
    customer.say("a\0b")
    assert customer.history()[1]["text"] == "a b"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x", "choice": "y"},
        {"text": None},
        {"text": 7},
        {"text": ["x"]},
        {"choice": {"a": 1}},
        {"text": "\ud800"},
        {"choice": "\ud800"},
    ],
)
def test_neither_or_both_of_text_and_choice_or_no_text_at_all_is_unprocessable(customer, body):
    body = json.dumps({"client_message_id": str(uuid4()), **body})
    headers = customer.headers | {"Content-Type": "application/json"}
    response = customer.http.post(customer.messages, content=body, headers=headers)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("id", ["", "x", "1234", str(uuid4()) + "0", 7, None])
def test_a_client_message_id_that_is_no_uuid_is_unprocessable(customer, id):
    body = {"client_message_id": id, "text": "x"}
    assert customer.http.post(customer.messages, json=body, headers=customer.headers).status_code == 422


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 60_000, b"null"])
@pytest.mark.parametrize("path", ["/v1/conversations", "messages"])
def test_a_body_that_is_no_object_is_a_problem_and_no_failure(customer, body, path):
    path = customer.messages if path == "messages" else path
    headers = customer.headers | {"Content-Type": "application/json"}
    response = customer.http.post(path, content=body, headers=headers)
    assert response.status_code in (400, 422), response.text
    assert_problem(response)


def assert_problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["type"] == "about:blank" and problem["title"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/nowhere", 404),
        ("PUT", "/v1/conversations", 405),
        ("DELETE", "/livez", 405),
        ("POST", "/v1/conversations/", 404),
        ("GET", "/widget/nowhere.js", 404),
        ("GET", "/demo/../../pyproject.toml", 404),
    ],
)
def test_every_error_is_a_problem(shop, method, path, status):
    response = shop.http.request(method, path)
    assert response.status_code == status
    assert_problem(response)
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_problems_never_repeat_what_was_sent(customer):
    assert "secret" not in customer.post("secret" * 1000).text


@pytest.mark.parametrize(
    "path", ["/v1/conversations", "/v1/decide", "/nowhere", "/v1/conversations/x/messages"]
)
def test_a_body_too_large_is_refused_before_anything_else(shop, path):
    response = shop.http.post(path, content=b"x" * (64 * 1024 + 1))
    assert response.status_code == 413
    assert_problem(response)


def test_a_body_too_large_without_a_stated_length_is_refused_too(shop):
    chunks = (b"x" * 1000 for _ in range(100))
    response = shop.http.post("/v1/conversations/x/messages", content=chunks)
    assert response.status_code == 413


def test_a_body_much_too_large_is_refused_without_being_read(shop):
    host, port = shop.http.base_url.host, shop.http.base_url.port
    with socket.create_connection((host, port), timeout=5) as connection:
        connection.sendall(
            b"POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_of_the_largest_size_is_read(shop):
    body = json.dumps({"language": "ja", "x": ""})
    body = body[:-2] + "x" * (64 * 1024 - len(body)) + body[-2:]
    headers = {"Content-Type": "application/json"}
    assert len(body) == 64 * 1024
    assert shop.http.post("/v1/conversations", content=body, headers=headers).status_code == 201


@given(st.text(max_size=20))
def test_whatever_is_sent_never_reaches_the_bot_as_a_command(text):
    assert not without_command(text).strip().startswith("/")


@given(st.text(min_size=1, max_size=20), st.sampled_from(INVISIBLE))
def test_invisible_characters_around_a_text_change_nothing_about_its_being_one(text, invisible):
    assert (problem_of_text(text) is None) == (problem_of_text(invisible + text + invisible) is None)
