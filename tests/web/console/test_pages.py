"""The console's pages as support uses them: ask, decide, inbox, people."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from person import NUMBER, hands_over

from orders.store import OrderStore

ROW = {
    "order_number": NUMBER,
    "customer_id": "c1",
    "policy": "amazon",
    "seller": "direct",
    "status": "shipped",
}
ROW |= {"request": "pending", "payment_method": "card", "title": "<b>イヤホン</b>"}


@pytest.fixture
def order(engine, tmp_path):
    file = tmp_path / "orders.jsonl"
    file.write_text(json.dumps(ROW), encoding="utf-8")
    OrderStore(engine).import_file(file)


@pytest.fixture
def waiting(shop, rasa):
    """A customer who waits for a person."""
    rasa.answer = hands_over
    customer = shop.begin()
    customer.say("<script>alert(1)</script>担当者をお願いします")
    return customer


def test_a_wrong_password_says_so_and_nothing_more(shop, accounts):
    accounts.add("mori", "agent", "correct horse battery", 1, "test")
    answers = [
        shop.http.post("/console/login", data={"name": name, "password": "wrong horse battery"})
        for name in ("mori", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/consolex", "/"]
)
def test_after_signing_in_one_stays_here(shop, accounts, to: str):
    accounts.add("mori", "agent", "correct horse battery", 1, "test")
    fields = {"name": "mori", "password": "correct horse battery", "to": to}
    answer = shop.http.post("/console/login", data=fields, follow_redirects=False)
    assert answer.headers["location"] == "/console/ask"


def test_the_cookie_is_for_this_site_alone(shop, accounts):
    accounts.add("mori", "agent", "correct horse battery", 1, "test")
    answer = shop.http.post("/console/login", data={"name": "mori", "password": "correct horse battery"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/console/login", "/console/ask"])
def test_a_page_allows_nothing_but_its_own_scripts(sign_in, path: str):
    policy = sign_in("viewer").get(path).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_has_a_script_or_a_style_of_its_own(sign_in):
    browser = sign_in("admin")
    for path in ("ask?q=返金", "decide?goal=cancel&policy=amiami", "inbox", "feedback", "users", "audit"):
        html = browser.get(f"/console/{path}").text
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", html), path


@pytest.mark.parametrize(("q", "said"), [("返金はいつ", "返金"), ("when do I get my refund", "返金")])
def test_ask_finds_entries_in_both_languages(sign_in, q: str, said: str):
    html = sign_in("viewer").get("/console/ask", params={"q": q}).text
    assert said in html
    assert 'lang="en"' in html


def test_ask_by_htmx_gives_the_list_alone(sign_in):
    html = sign_in("viewer").get("/console/ask", params={"q": "返金"}, headers={"HX-Request": "true"}).text
    assert "<html" not in html
    assert "data-copy" in html


def test_decide_shows_the_reply_in_both_languages_and_why(sign_in):
    query = {"goal": "cancel", "policy": "amiami", "item": "back_order"}
    html = sign_in("viewer").get("/console/decide", params=query).text
    assert "amiami.back_order" in html
    assert "contact_support" in html
    assert 'id="said.ja"' in html
    assert 'id="said.en"' in html


def test_decide_says_what_it_would_ask_next(sign_in):
    html = sign_in("viewer").get("/console/decide", params={"goal": "cancel", "policy": "amazon"}).text
    assert "status" in html
    assert "次に聞くこと" in html


def test_decide_names_what_cannot_be(sign_in):
    query = {"policy": "amiami", "seller": "direct"}
    html = sign_in("viewer").get("/console/decide", params=query).text
    assert 'role="alert"' in html
    assert "seller" in html


def test_an_order_fills_the_form_and_is_decided(sign_in, order):
    html = sign_in("agent").get("/console/order", params={"number": NUMBER.replace("-", "")}).text
    assert "amazon.shipped" in html
    assert re.search(r'value="shipped"\s+selected', html)


def test_an_order_that_nobody_has_is_said_to_be_missing(sign_in):
    html = sign_in("agent").get("/console/order", params={"number": "250-0000000-0000000"}).text
    assert "その番号の注文はありません" in html


def test_the_inbox_shows_who_waits_and_an_agent_answers(sign_in, waiting):
    browser = sign_in("agent")
    assert "会話" in browser.get("/console/inbox").text
    page = browser.get("/console/inbox/1").text
    assert "<script>alert(1)" not in page
    browser.post("/console/inbox/1/take")
    browser.post("/console/inbox/1/say", text="お調べします。")
    assert waiting.history()[-1]["text"] == "お調べします。"
    browser.post("/console/inbox/1/end", how="closed")
    assert waiting.history()[-1]["replies"][0]["name"] == "handover.closed"


def test_an_agent_is_suggested_answers_in_the_customers_language(sign_in, shop, rasa):
    rasa.answer = hands_over
    customer = shop.begin("en")
    customer.say("a person please")
    customer.say("when do I get my refund")
    browser = sign_in("agent")
    browser.post("/console/inbox/1/take")
    html = browser.get("/console/inbox/1").text
    assert re.search(r'data-use="text">[^<]*refund', html)


def test_a_step_that_has_no_words_here_stands_under_its_name_in_the_inbox(sign_in, shop, rasa):
    async def rings(message: dict[str, Any], turn: Any) -> Any:
        (reply,) = await hands_over(message, turn)
        step = {"type": "step", "step": "ring_us", "rule": "amazon.new", "cites": [], "language": "ja"}
        reply["custom"]["blocks"].append(step)
        return [reply]

    rasa.answer = rings
    shop.begin().say("担当者をお願いします")
    page = sign_in("agent").get("/console/inbox/1")
    assert (page.status_code, "<strong>ring_us</strong>" in page.text) == (200, True)


def test_a_second_agent_cannot_take_the_same_conversation(sign_in, waiting):
    first, second = sign_in("agent"), sign_in("agent", "second")
    first.post("/console/inbox/1/take")
    assert second.post("/console/inbox/1/take").status_code == 409
    assert second.post("/console/inbox/1/say", text="私が").status_code == 409


def test_what_an_agent_did_is_in_the_audit_trail(sign_in, waiting):
    sign_in("agent").post("/console/inbox/1/take")
    assert "会話を引き受けた" in sign_in("admin").get("/console/audit").text


def test_the_language_stays_with_the_user(sign_in):
    browser = sign_in("viewer")
    browser.post("/console/language", language="en", to="/console/ask")
    assert '<html lang="en">' in browser.get("/console/ask").text
    assert '<html lang="en">' in sign_in("viewer").get("/console/ask").text


def test_an_admin_adds_somebody_who_can_sign_in(sign_in, shop):
    browser = sign_in("admin")
    browser.post("/console/users", name="mori", role="agent", password="correct horse battery")
    fields = {"name": "mori", "password": "correct horse battery"}
    assert shop.http.post("/console/login", data=fields, follow_redirects=False).status_code == 303


def test_a_user_that_cannot_be_added_is_said_why(sign_in):
    answer = sign_in("admin").post("/console/users", name="mori", role="agent", password="short")
    assert answer.status_code == 422
    assert "12" in answer.text


def test_whoever_is_signed_in_may_ask_for_decisions(sign_in):
    facts = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amiami", "item": "back_order"}
    answer = sign_in("viewer").http.post("/v1/decide", json=facts)
    assert answer.json()["step"] == "contact_support"


def test_thumbs_are_counted_by_rule(sign_in, waiting):
    url = f"/v1/conversations/{waiting.id}/feedback"
    seq = waiting.history()[-1]["seq"]
    waiting.http.post(url, json={"seq": seq, "thumb": "down", "note": "違う"}, headers=waiting.headers)
    html = sign_in("agent").get("/console/feedback").text
    assert "違う" in html
