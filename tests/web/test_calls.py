"""The other calls: decisions, health, pages, and how all of them are guarded."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from decision import load_policies
from orders.database import connect
from orders.demo import load_demo
from web.pages import DEMO

KEY = {"Authorization": "Bearer api-key-" + "a" * 20}
FACTS = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amiami", "item": "back_order"}


def test_a_decision_is_the_same_as_on_the_command_line(shop):
    response = shop.http.post("/v1/decide", json=FACTS, headers=KEY)
    assert response.status_code == 200
    assert response.json()["step"] == "contact_support"
    assert response.json()["policy_version"]


def test_a_question_is_an_answer_too(shop):
    facts = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00"}
    response = shop.http.post("/v1/decide", json=facts, headers=KEY)
    assert (response.status_code, response.json()["ask"]) == (200, "policy")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (json.dumps(FACTS | {"status": "gone"}), "status"),
        (json.dumps(FACTS | {"colour": "red"}), "colour"),
        (json.dumps({"goal": "cancel"}), "now"),
        ("[]", None),
        ("", None),
        ("{", None),
        ("NaN", None),
        ("[" * 60_000, None),
        (b"\xff", None),
    ],
)
def test_wrong_facts_are_unprocessable_and_named(shop, body, field):
    response = shop.http.post("/v1/decide", content=body, headers=KEY)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["field"] == field
    assert error["errors"][0] == {"field": field, "message": error["message"]}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer no"}, {"Authorization": KEY["Authorization"][7:]}]
)
def test_decisions_need_the_api_key(shop, headers):
    assert shop.http.post("/v1/decide", json=FACTS, headers=headers).status_code == 401


def test_the_gateway_is_ready_when_every_part_answers(shop):
    assert shop.http.get("/livez").status_code == 200
    response = shop.http.get("/readyz")
    assert response.status_code == 200
    assert response.json()["clock"] == "real"


def test_a_fixed_clock_is_said(open_shop):
    shop = open_shop(now="2026-04-01T10:00:00+09:00")
    assert "2026-04-01T10:00:00+09:00" in shop.http.get("/readyz").json()["clock"]


def test_the_gateway_lives_but_is_not_ready_without_its_bot(open_shop):
    shop = open_shop(bot_url="http://127.0.0.1:9")
    assert shop.http.get("/livez").status_code == 200
    response = shop.http.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"] == {"bot": "unavailable", "actions": "ok", "database": "ok"}


def test_turns_and_calls_are_counted_without_anything_that_was_written(shop):
    customer = shop.begin()
    customer.say("ひみつのことば")
    counted = shop.http.get("/metrics").text
    assert 'torikeshi_turns_total{outcome="answered"}' in counted
    assert 'route="/v1/conversations/{conversation_id}/messages"' in counted
    assert "ひみつ" not in counted and customer.id not in counted


def test_the_demo_page_and_its_files_come_with_a_strict_policy(shop):
    page = shop.http.get("/")
    assert page.status_code == 200 and "<html" in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    files = [path.name for path in DEMO.iterdir() if path.is_file()]
    assert files and all(shop.http.get(f"/demo/{name}").status_code == 200 for name in files)
    assert shop.http.get("/widget/widget.js").status_code == 200


def test_a_demo_customer_has_orders_and_a_token(open_shop, rasa):
    shop = open_shop()
    engine = connect(shop.settings.database_url)
    load_demo(engine, datetime.now(UTC))
    engine.dispose()
    ids = [known["id"] for known in shop.http.get("/demo/customers").json()["customers"]]
    found = shop.http.get("/demo/orders", params={"customer": ids[0]}).json()["orders"]
    assert found and all(order["order_number"] and order["lines"][0]["title"] for order in found)
    assert not any("email" in order or "postal_code" in order for order in found)
    token = shop.http.post("/demo/token", json={"customer": ids[0]}).json()["token"]
    shop.begin(identity=token).say("x")
    assert rasa.turns[0].sub == ids[0]


def test_nobody_but_demo_customers_can_be_tried_out(shop):
    assert shop.http.get("/demo/orders", params={"customer": "real"}).status_code == 404
    assert shop.http.post("/demo/token", json={"customer": "real"}).status_code == 404


def test_production_has_no_demo(open_shop):
    shop = open_shop(env="production", allowed_hosts="127.0.0.1")
    for path in ("/", "/demo/customers", "/demo/page.js"):
        assert shop.http.get(path).status_code == 404
    assert shop.http.post("/demo/token", json={"customer": "customer-a"}).status_code == 404
    assert "Strict-Transport-Security" in shop.http.get("/livez").headers


def test_too_many_conversations_or_messages_are_told_when_to_come_back(open_shop):
    shop = open_shop(limit_conversations="2/minute", limit_messages="3/minute")
    customer, other = shop.begin(), shop.begin()
    refused = [shop.http.post("/v1/conversations", json={"language": "ja"})]
    for _ in range(3):
        customer.say("x")
    refused.append(customer.post("x"))
    assert [answer.status_code for answer in refused] == [429, 429]
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in refused)
    assert other.post("x").status_code == 200


def test_too_many_calls_from_one_address_are_told_when_to_come_back(open_shop):
    shop = open_shop(limit_requests="3/minute")
    answers = [shop.http.get("/v1/conversations/x/messages").status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]
    assert shop.http.get("/livez").status_code == 200


def test_another_host_name_is_refused(shop):
    assert shop.http.get("/demo/customers", headers={"Host": "evil.example"}).status_code == 421
    assert shop.http.get("/demo/customers", headers={"Host": "localhost:8000"}).status_code == 200


def test_other_origins_may_call_only_where_a_setting_says_so(open_shop):
    asking = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    closed, opened = open_shop(), open_shop(allowed_origins="https://shop.example")
    refused = closed.http.options("/v1/conversations", headers=asking)
    assert "Access-Control-Allow-Origin" not in refused.headers
    allowed = opened.http.options("/v1/conversations", headers=asking)
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://shop.example"


def test_every_call_is_described(shop):
    described = shop.http.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/conversations",
        "/v1/conversations/{conversation_id}/messages",
        "/v1/conversations/{conversation_id}",
        "/v1/conversations/{conversation_id}/identity",
        "/v1/conversations/{conversation_id}/events",
        "/v1/conversations/{conversation_id}/feedback",
        "/v1/decide",
        "/v1/faq",
        "/livez",
        "/readyz",
        "/metrics",
    }
    assert load_policies().ids
