"""Messages go exactly once, whatever becomes of the line."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAITING = "まだ送信できていません。つながりしだい自動で送信します。"


def say(embedded, text: str) -> None:
    embedded.input.fill(text)
    embedded.input.press("Enter")


def fail(route, status: int, **headers: str) -> None:
    route.fulfill(status=status, headers=headers, content_type="application/problem+json", body="{}")


def test_what_is_sent_offline_is_marked_and_goes_once_in_order_when_the_line_is_back(embedded, site):
    embedded.arrive().open_chat()
    embedded.page.context.set_offline(True)
    say(embedded, "一つ目")
    say(embedded, "二つ目")
    expect(embedded.chat.locator(".mark")).to_contain_text([WAITING, WAITING])
    assert site.bot.asked == []
    embedded.page.context.set_offline(False)
    expect(embedded.bot).to_have_text([embedded.bot.first.inner_text(), "→ 一つ目", "→ 二つ目"])
    expect(embedded.chat.locator(".mark")).to_have_count(0)
    expect(embedded.customer).to_have_text(["一つ目", "二つ目"])
    assert site.items() == ["一つ目", "二つ目"]


def test_what_waits_outlives_a_reload_and_goes_once(embedded, site):
    embedded.arrive().open_chat()
    embedded.page.route("**/v1/conversations/*/messages", lambda route: route.abort("internetdisconnected"))
    say(embedded, "待っている")
    expect(embedded.chat.locator(".mark")).to_contain_text(WAITING)
    embedded.page.unroute("**/v1/conversations/*/messages")
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.bot).to_have_count(2)
    expect(embedded.customer).to_have_text(["待っている"])
    assert site.items() == ["待っている"]


def test_a_message_whose_answer_was_lost_is_sent_again_under_its_id_and_counts_once(embedded, site):
    embedded.arrive().open_chat()
    ids = []

    def lose_the_first_answer(route):
        ids.append(route.request.post_data_json["client_message_id"])
        if len(ids) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    embedded.page.route("**/messages", lose_the_first_answer)
    say(embedded, "返品できますか")
    expect(embedded.bot).to_have_count(2)
    expect(embedded.chat.locator(".mark")).to_have_count(0)
    assert len(ids) == 2 and len(set(ids)) == 1
    assert site.items() == ["返品できますか"]
    expect(embedded.customer).to_have_text(["返品できますか"])


def test_a_message_that_was_stored_before_a_reload_is_shown_and_kept_once(embedded, site):
    embedded.arrive().open_chat()

    def lose(route):
        route.fetch()
        route.abort("connectionreset")

    embedded.page.route("**/messages", lose)
    embedded.page.route("**/events", lambda route: route.abort())
    say(embedded, "私のメールは a@example.com です")  # stored masked, so it cannot be told by its text
    expect(embedded.chat.locator(".mark")).to_have_count(1)
    embedded.page.unroute("**/messages")
    embedded.page.unroute("**/events")
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.chat.locator(".mark")).to_have_count(0)
    expect(embedded.customer).to_have_count(1)
    expect(embedded.bot).to_have_count(2)
    assert len(site.items()) == 1


@pytest.mark.parametrize("status", [409, 429, 503])
def test_a_gateway_that_cannot_just_now_is_asked_again(embedded, site, status):
    embedded.arrive().open_chat()
    at = []

    def busy_at_first(route):
        at.append(time.monotonic())
        if len(at) == 1:
            fail(route, status, **({"Retry-After": "2"} if status == 429 else {}))
        else:
            route.continue_()

    embedded.page.route("**/messages", busy_at_first)
    say(embedded, "こんにちは")
    expect(embedded.chat.locator(".mark")).to_contain_text(WAITING)
    expect(embedded.bot).to_have_count(2)
    expect(embedded.chat.locator(".mark")).to_have_count(0)
    assert site.items() == ["こんにちは"]
    if status == 429:
        assert at[1] - at[0] >= 2, "the gateway said when to come back"


def test_a_button_sends_at_once_what_waits(embedded, site):
    embedded.arrive().open_chat()
    tries = []

    def busy_at_first(route):
        tries.append(route)
        if len(tries) == 1:
            fail(route, 429, **{"Retry-After": "600"})
        else:
            route.continue_()

    embedded.page.route("**/messages", busy_at_first)
    say(embedded, "こんにちは")
    embedded.button("もう一度試す").click()
    expect(embedded.bot).to_have_count(2)
    assert site.items() == ["こんにちは"]


def test_what_the_gateway_will_never_take_is_marked_and_the_next_message_goes(embedded, site):
    embedded.arrive().open_chat()
    refused = []

    def refuse_the_first(route):
        if not refused:
            refused.append(route)
            fail(route, 422)
        else:
            route.continue_()

    embedded.page.route("**/messages", refuse_the_first)
    say(embedded, "だめ")
    expect(embedded.chat.locator(".mark")).to_contain_text("受け付けられませんでした")
    assert {"code": "refused"} in embedded.heard("error")
    say(embedded, "よい")
    expect(embedded.bot).to_have_count(2)
    assert site.items() == ["よい"]


def test_a_conversation_that_has_ended_goes_on_in_a_new_one(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("一つ目")
    ended = []

    def end_the_first(route):
        if not ended:
            ended.append(route)
            fail(route, 401)
        else:
            route.continue_()

    embedded.page.route("**/messages", end_the_first)
    say(embedded, "返品できますか")
    expect(embedded.chat.locator(".note")).to_contain_text("次からは新しい会話です")
    expect(embedded.customer).to_have_text(["一つ目", "返品できますか"])
    expect(embedded.bot).to_have_count(4)
    assert site.items() == ["返品できますか"]


def test_a_gateway_that_is_away_when_the_chat_opens_is_asked_again(embedded, site):
    away = []

    def away_at_first(route):
        away.append(route)
        if len(away) <= 2:
            route.abort("connectionrefused")
        else:
            route.continue_()

    embedded.page.route("**/v1/conversations", away_at_first)
    embedded.arrive().launcher.click()
    expect(embedded.chat.locator(".note")).to_contain_text("接続できません")
    assert {"code": "connection"} in embedded.heard("error")
    expect(embedded.bot).to_have_count(1)
    expect(embedded.chat.locator(".note")).to_have_count(0)


def test_a_reply_that_takes_its_time_is_announced_and_then_there_is_no_sign_of_it(embedded, site):
    site.bot.pause = 1.5
    embedded.arrive().open_chat()
    writing = embedded.chat.locator(".writing")
    expect(writing).to_be_empty()
    say(embedded, "こんにちは")
    expect(writing).to_have_text("返信を準備しています")
    expect(embedded.bot).to_have_count(2)
    expect(writing).to_be_empty()
