"""The stream of a conversation's items."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager

import pytest
from patience import eventually


@contextmanager
def following(customer, **headers):
    """The events of `customer`'s conversation, in a list that grows."""
    events: list[dict[str, str]] = []
    path = f"/v1/conversations/{customer.id}/events"
    with customer.http.stream("GET", path, headers=customer.headers | headers) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")

        def read():
            event: dict[str, str] = {}
            try:
                for line in response.iter_lines():
                    if line.startswith(":"):
                        continue
                    if not line:
                        if event:
                            events.append(event)
                        event = {}
                        continue
                    name, _, value = line.partition(": ")
                    event[name] = value
            except Exception:
                return

        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        yield events


def first(events, count):
    eventually(lambda: len(events) >= count)
    return [int(event["id"]) for event in events]


def test_the_stream_starts_at_the_next_item_and_is_the_history(customer):
    customer.say("before")
    with following(customer) as events:
        customer.say("after")
        assert first(events, 2) == [4, 5]
        assert [json.loads(event["data"]) for event in events] == customer.history(after=3)
        assert {event["event"] for event in events} == {"message"}


def test_the_stream_goes_on_after_the_last_event_seen(customer):
    customer.say("a")
    with following(customer, **{"Last-Event-ID": "1"}) as events:
        assert first(events, 2) == [2, 3]
        customer.say("b")
        assert first(events, 4) == [2, 3, 4, 5]


def test_the_stream_shows_what_another_gateway_has_stored(open_shop):
    one, other = open_shop(), open_shop()
    customer = one.begin()
    also = type(customer)(other.http, customer.id, customer.token, [])
    with following(customer) as events:
        also.say("x")
        assert first(events, 2) == [2, 3]


@pytest.mark.parametrize("last", ["-1", "x", "1.5"])
def test_a_last_event_that_is_no_number_is_unprocessable(customer, last):
    path = f"/v1/conversations/{customer.id}/events"
    response = customer.http.get(path, headers=customer.headers | {"Last-Event-ID": last})
    assert response.status_code == 422
