"""Telephones, keyboards on them, and large writing."""

import pytest
import widget_shop as shop
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALL = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}
# 1280 × 800 at 200 % and at 400 %
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
FAR = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
# What an open keyboard leaves to see: the visual viewport shrinks, and the page may be pushed up under it.
KEYBOARD = """([top, height]) => {
  Object.defineProperty(visualViewport, 'height', {value: height, configurable: true});
  Object.defineProperty(visualViewport, 'offsetTop', {value: top, configurable: true});
  visualViewport.dispatchEvent(new Event('resize'));
}"""


def box(embedded) -> dict[str, float]:
    return embedded.page.locator("iframe.frame").bounding_box()


@pytest.mark.parametrize("embedded", [PHONE, SMALL], ids=["360", "320"], indirect=True)
def test_on_a_telephone_the_chat_covers_the_page_and_nothing_sticks_out(embedded, site):
    site.bot.replies["カード"] = [
        shop.text("ご注文 250-1111111-1111111「" + "とても長い商品名" * 6 + "」について"),
        shop.step(until="2026-04-01T16:00:00+09:00", cites=[f"Z{n}" for n in range(40)]),
        shop.choices("a" * 80, "いいえ"),
    ]
    embedded.arrive().open_chat()
    embedded.type("a" * 300)
    embedded.type("カード")
    assert embedded.fits()
    size = embedded.page.viewport_size
    assert box(embedded) == {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}


@pytest.mark.parametrize("embedded", [SMALL], indirect=True)
def test_beside_the_keyboard_of_a_small_telephone_one_can_read_and_write(embedded):
    embedded.arrive().open_chat()
    for number in range(4):
        embedded.type(f"メッセージ {number}")
    embedded.input.focus()
    embedded.page.evaluate(KEYBOARD, [40, 250])
    expect(embedded.page.locator("iframe.frame")).to_have_css("height", "250px")
    frame = box(embedded)
    assert (frame["y"], frame["height"]) == (40, 250)
    seen = embedded.input.bounding_box()
    assert seen["y"] >= 40 and seen["y"] + seen["height"] <= 290
    assert embedded.chat.locator(".log").bounding_box()["height"] >= 120
    last = embedded.customer.last.bounding_box()
    assert 40 <= last["y"] <= 290, "what was said last is still to be seen"
    embedded.page.evaluate(KEYBOARD, [0, 568])
    expect(embedded.page.locator("iframe.frame")).to_have_css("height", "568px")


@pytest.mark.parametrize("embedded", [PHONE], indirect=True)
def test_a_telephone_does_not_zoom_in_on_the_field(embedded):
    embedded.arrive().open_chat()
    assert embedded.input.evaluate("input => parseFloat(getComputedStyle(input).fontSize)") >= 16


@pytest.mark.parametrize("embedded", [ZOOMED, FAR], ids=["200 %", "400 %"], indirect=True)
def test_large_writing_loses_nothing(embedded, site):
    site.bot.replies["質問"] = [shop.text("どれですか"), shop.choices("一つ目", "二つ目")]
    embedded.arrive().open_chat()
    embedded.type("質問")
    assert embedded.fits()
    size = embedded.page.viewport_size
    for part in (embedded.input, embedded.button("閉じる"), embedded.button("メニュー")):
        seen = part.bounding_box()
        assert seen["y"] >= 0 and seen["y"] + seen["height"] <= size["height"]
    embedded.press("二つ目")


def test_a_long_conversation_shows_the_newest_and_lets_one_read_the_oldest(embedded, site):
    embedded.arrive().open_chat()
    for number in range(8):
        embedded.type(f"メッセージ {number}")
    expect(embedded.customer.last).to_be_in_viewport()
    log = embedded.chat.locator(".log")
    log.evaluate("log => log.scrollTo({top: 0, behavior: 'instant'})")
    expect(embedded.bot.first).to_be_in_viewport()
    site.agent_says("途中で失礼します")
    embedded.chat.locator(".agent").wait_for(state="attached")
    expect(embedded.bot.first).to_be_in_viewport()
