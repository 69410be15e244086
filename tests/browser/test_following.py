"""What comes without being asked for: other tabs, people of the shop, streams that break."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from web.tables import items

pytestmark = pytest.mark.browser
PATIENCE_MS = 15_000


def bubbles(visit):
    return visit.chat.locator(".bubble")


@pytest.fixture(params=["own site", "other site"])
def two_tabs(request, embedded, site):
    """Two tabs with the chat open: where the frame may store things, and where the page does it."""
    own = request.param == "own site"
    embedded.url = f"{site.gateway}/" if own else site.url
    tabs = embedded, embedded.another_tab()
    for tab in tabs:
        tab.arrive("guest" if own else None).open_chat()
    return tabs


def test_two_tabs_of_one_conversation_stay_the_same(two_tabs, site):
    one, other = two_tabs
    site.bot.replies["選ぶ"] = [
        site_text("どれですか"),
        {"type": "choices", "choices": [{"title": "A", "payload": "a"}]},
    ]
    one.type("選ぶ")
    expect(bubbles(other)).to_have_text(bubbles(one).all_inner_texts())
    other.offered.filter(has_text="A").click()
    expect(bubbles(one)).to_have_count(5)
    expect(bubbles(other)).to_have_text(bubbles(one).all_inner_texts())
    expect(one.offered).to_have_count(0)
    expect(one.chat.locator(".choice[aria-pressed=true]")).to_have_text(["A"])


def test_both_tabs_may_speak_at_once(two_tabs, site):
    one, other = two_tabs
    site.bot.pause = 0.3
    for tab in (one, other):
        for number in range(3):
            tab.input.fill(f"電話は 090-1234-567{number} です")  # stored masked
            tab.input.press("Enter")
    for tab in (one, other):
        expect(tab.bot).to_have_count(7, timeout=PATIENCE_MS)
        expect(tab.customer).to_have_count(6)
        expect(tab.chat.locator(".mark")).to_have_count(0)
    assert len(site.items()) == 6


def test_a_new_conversation_in_one_tab_is_the_others_too(two_tabs):
    one, other = two_tabs
    one.type("前の会話")
    expect(other.customer).to_have_text(["前の会話"])
    one.button("メニュー").click()
    one.button("新しい会話を始める").click()
    expect(other.customer).to_have_count(0)
    expect(other.bot).to_have_count(1)
    other.type("次の会話")
    expect(one.customer).to_have_text(["次の会話"])


def site_text(said: str) -> dict:
    return {"type": "text", "name": "said", "text": said, "language": "ja"}


def test_a_person_of_the_shop_is_shown_as_one(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("人と話したい")
    site.agent_says("担当の者です。")
    agent = embedded.chat.locator(".turn-agent")
    expect(agent.locator(".agent")).to_have_text("担当の者です。")
    expect(agent.locator(".agent-name")).to_be_visible()
    expect(agent.locator(".agent-name")).to_have_text("担当者")
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.chat.locator(".turn-agent .agent")).to_have_text("担当の者です。")


def test_what_is_said_to_a_person_stands_once_and_no_reply_is_waited_for(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("人と話したい")
    site.hand_over()
    for said in ("一つ目", "電話は 090-1234-5678 です"):  # the second is stored masked
        with embedded.page.expect_response("**/messages") as answer:
            embedded.input.fill(said)
            embedded.input.press("Enter")
        assert answer.value.json()["replies"] == []
    site.agent_says("承りました。")
    embedded.chat.locator(".agent").wait_for()
    expect(embedded.customer).to_have_count(3)
    expect(embedded.chat.locator(".mark")).to_have_count(0)
    expect(embedded.chat.locator(".writing")).to_be_empty()
    expect(bubbles(embedded).last).to_have_text("承りました。")


HIDE = """(_, hidden) => {
  Object.defineProperty(document, 'hidden', {get: () => hidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_a_page_that_nobody_looks_at_keeps_no_stream_and_catches_up_when_it_is_looked_at(embedded, site):
    embedded.arrive().open_chat()
    with embedded.page.expect_event("requestfailed", lambda request: request.url.endswith("/events")):
        embedded.panel.evaluate(HIDE, True)
    site.agent_says("見ていない間に")
    embedded.page.wait_for_timeout(1_500)
    expect(embedded.chat.locator(".agent")).to_have_count(0)
    embedded.panel.evaluate(HIDE, False)
    expect(embedded.chat.locator(".agent")).to_have_text(["見ていない間に"])
    site.agent_says("そして今")
    expect(embedded.chat.locator(".agent")).to_have_text(["見ていない間に", "そして今"])


def test_while_the_chat_is_closed_what_comes_is_counted(embedded, site):
    embedded.arrive().open_chat()
    embedded.button("閉じる").click()
    site.agent_says("一")
    site.agent_says("二")
    expect(embedded.launcher).to_have_accessible_name("注文のご相談 (新着：2)")
    assert embedded.heard("unread")[-1] == {"count": 2}
    embedded.launcher.click()
    expect(embedded.chat.locator(".agent")).to_have_text(["一", "二"])
    embedded.button("閉じる").click()
    expect(embedded.launcher).to_have_accessible_name("注文のご相談")


def test_after_a_page_is_left_and_another_entered_news_are_counted_without_opening(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("返事は後で")
    embedded.page.goto(f"{site.url}/?another")
    expect(bubbles(embedded)).to_have_count(3)
    site.agent_says("お待たせしました")
    expect(embedded.launcher).to_have_accessible_name("注文のご相談 (新着：1)")


def test_the_history_is_there_on_reopening_and_is_not_read_out(embedded):
    embedded.arrive().open_chat()
    embedded.type("こんにちは")
    said = bubbles(embedded).all_inner_texts()
    embedded.page.reload()
    embedded.open_chat()
    expect(bubbles(embedded)).to_have_text(said)
    expect(embedded.chat.locator("[aria-live=polite]")).to_be_empty()


def test_without_a_stream_the_chat_asks(embedded, site):
    embedded.page.route("**/events", lambda route: route.abort())
    embedded.arrive().open_chat()
    site.agent_says("聞こえますか")
    expect(embedded.chat.locator(".agent")).to_have_text(["聞こえますか"], timeout=PATIENCE_MS)


def test_a_stream_that_breaks_goes_on_after_the_last_item_with_the_token_in_a_header(embedded, site):
    asked = []
    embedded.page.context.on("request", lambda r: asked.append(r) if "/v1/" in r.url else None)
    broken = []

    def break_the_first(route):
        if not broken:
            broken.append(route)
            route.fulfill(status=200, content_type="text/event-stream", body=": hello\r\n\r\n")
        else:
            route.continue_()

    embedded.page.route("**/events", break_the_first)
    embedded.arrive().open_chat()
    site.agent_says("一")
    expect(embedded.chat.locator(".agent")).to_have_text(["一"])
    site.agent_says("二")
    expect(embedded.chat.locator(".agent")).to_have_text(["一", "二"])
    streams = [request for request in asked if request.url.endswith("/events")]
    assert streams[0].headers["last-event-id"] == "1"
    assert all("authorization" in request.headers for request in streams)
    token = streams[0].headers["authorization"].removeprefix("Bearer ")
    assert not any(token in request.url for request in asked)


def test_deleting_asks_first_and_then_leaves_nothing(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("消したいこと")
    embedded.button("メニュー").click()
    embedded.button("この会話を削除する").click()
    expect(embedded.button("削除しない")).to_be_focused()
    embedded.button("削除しない").click()
    expect(embedded.customer).to_have_count(1)
    assert site.items() == ["消したいこと"]
    embedded.button("メニュー").click()
    embedded.button("この会話を削除する").click()
    embedded.button("削除する").click()
    expect(embedded.chat.locator(".note")).to_contain_text("会話を削除しました")
    expect(bubbles(embedded)).to_have_count(0)
    expect(embedded.input).to_be_focused()
    with site.engine.connect() as connection:
        assert "消したいこと" not in connection.scalars(select(items.c.text)).all()
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.customer).to_have_count(0)


def test_what_cannot_be_deleted_stays_and_the_customer_is_told(embedded):
    def refuse(route):
        return route.fulfill(status=503) if route.request.method == "DELETE" else route.fallback()

    embedded.page.route("**/v1/conversations/*", refuse)
    embedded.arrive().open_chat()
    embedded.type("消したいこと")
    embedded.button("メニュー").click()
    embedded.button("この会話を削除する").click()
    embedded.button("削除する").click()
    expect(embedded.chat.get_by_role("dialog").last).to_contain_text("削除できませんでした")
    expect(embedded.customer).to_have_count(1)
