"""For everybody: rules of accessibility in every state, keyboard, focus, what is read out, plain settings."""

import pytest
import widget_shop as shop
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DARK = {"color_scheme": "dark"}
STILL = {"reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PLAIN = {"forced_colors": "active"}
LOOKS = {"light": {}, "dark": DARK, "phone": PHONE, "dark phone": PHONE | DARK, "forced colours": PLAIN}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "iframes": False,  # each document is looked at by itself
}
CARD = [
    shop.text(
        "ご注文 250-1111111-1111111「イヤホン」について\n荷物が配達されたら、受け取りを断ってください。"
    ),
    shop.text("断り方\n・その場で受け取らないことを伝えてください。\n・ロッカーの荷物は断れません。"),
    shop.step(until="2026-04-01T16:00:00+09:00", warnings=["shipping_cost", "seller_decides"]),
    shop.choices("受け取りを断った", "返品したい"),
]
ASK = [
    shop.text("商品を開けましたか。"),
    {"type": "ask", "fact": "opened", "possible": ["return", "contact_support"]},
    shop.choices("はい", "いいえ", "わからない"),
]


@pytest.fixture
def look(axe):
    """What axe finds wrong on the page and in the chat."""

    def found(visit) -> list[str]:
        visit.page.wait_for_timeout(
            300
        )  # the chat comes in within a sixth of a second, half transparent until then
        documents = [visit.page.locator("body"), *([visit.panel] if visit.panel.count() else [])]
        return [fault for document in documents for fault in faults(document)]

    def faults(document) -> list[str]:
        document.evaluate(f"() => {{ {axe} }}")
        result = document.evaluate("(_, rules) => axe.run(rules)", RULES)
        assert len(result["passes"]) >= 10, "axe has looked"
        return [f"{one['id']}: {node['html']}" for one in result["violations"] for node in one["nodes"]]

    return found


@pytest.mark.parametrize("embedded", LOOKS.values(), ids=LOOKS, indirect=True)
def test_axe_finds_nothing_in_any_state(embedded, site, look):
    site.bot.replies |= {"カード": CARD, "質問": ASK}
    embedded.arrive()
    assert look(embedded) == [], "closed"
    embedded.open_chat()
    assert look(embedded) == [], "open"
    embedded.type("カード")
    assert look(embedded) == [], "a card with buttons"
    embedded.type("質問")
    embedded.press("いいえ")
    site.agent_says("担当の者です。")
    embedded.chat.locator(".agent").wait_for()
    assert look(embedded) == [], "used buttons and a person"
    embedded.button("メニュー").click()
    assert look(embedded) == [], "menu"
    embedded.button("この会話を削除する").click()
    assert look(embedded) == [], "a question before deleting"


@pytest.mark.parametrize("embedded", [{}, DARK, PHONE], ids=["light", "dark", "phone"], indirect=True)
def test_axe_finds_nothing_while_something_is_under_way_or_wrong(embedded, site, look):
    embedded.arrive().open_chat()
    site.bot.pause = 3
    embedded.input.fill("待つ")
    embedded.input.press("Enter")
    expect(embedded.chat.locator(".writing")).to_have_text("返信を準備しています")
    assert look(embedded) == [], "a reply is being written"
    embedded.wait_for_reply(1)
    embedded.page.context.set_offline(True)
    embedded.input.fill("送れない")
    embedded.input.press("Enter")
    embedded.chat.locator(".mark").wait_for()
    embedded.input.fill("あ" * 4001)
    embedded.input.press("Enter")
    assert look(embedded) == [], "offline, and too long"
    embedded.page.context.set_offline(False)


def test_the_chat_is_a_dialog_with_a_log_in_a_frame_with_a_name(embedded):
    embedded.arrive().open_chat()
    expect(embedded.page.locator("iframe.frame")).to_have_attribute("title", "注文のご相談")
    expect(embedded.chat.get_by_role("dialog", name="注文のご相談")).to_be_visible()
    expect(embedded.chat.get_by_role("log", name="会話")).to_be_visible()
    expect(embedded.launcher).to_have_attribute("aria-expanded", "true")


def test_the_keyboard_alone_is_enough(embedded, site):
    site.bot.replies["質問"] = ASK
    keys = embedded.arrive().page.keyboard
    embedded.launcher.focus()
    keys.press("Enter")
    expect(embedded.input).to_be_focused()
    embedded.bot.first.wait_for()
    keys.type("質問")
    keys.press("Enter")
    embedded.wait_for_reply(1)
    expect(embedded.input).to_be_focused()
    for _ in range(3):
        keys.press("Shift+Tab")
    expect(embedded.offered.first).to_be_focused()
    keys.press("Space")
    expect(embedded.customer).to_have_text(["質問", "はい"])
    embedded.wait_for_reply(2)
    keys.press("Escape")
    expect(embedded.launcher).to_be_focused()
    expect(embedded.page.locator("iframe.frame")).to_be_hidden()


def test_escape_closes_the_innermost_thing_first(embedded):
    keys = embedded.arrive().open_chat().page.keyboard
    embedded.button("メニュー").click()
    expect(embedded.button("新しい会話を始める")).to_be_focused()
    keys.press("Escape")
    expect(embedded.button("メニュー")).to_be_focused()
    expect(embedded.button("新しい会話を始める")).to_be_hidden()
    embedded.button("メニュー").click()
    embedded.button("この会話を削除する").click()
    keys.press("Escape")
    expect(embedded.chat.locator("dialog")).to_be_hidden()
    expect(embedded.button("メニュー")).to_be_focused()
    keys.press("Escape")
    expect(embedded.launcher).to_be_focused()


def test_the_closed_chat_is_not_reached_by_tab(embedded):
    embedded.arrive().open_chat()
    embedded.button("閉じる").click()
    expect(embedded.launcher).to_be_focused()
    embedded.page.keyboard.press("Tab")
    assert embedded.page.evaluate("document.activeElement.id") != "torikeshi"


@pytest.mark.parametrize("embedded", [PHONE], indirect=True)
def test_on_a_telephone_tab_stays_inside_the_chat_that_covers_the_page(embedded):
    embedded.arrive().open_chat()
    expect(embedded.panel).to_have_attribute("aria-modal", "true")
    for key in ["Tab"] * 7 + ["Shift+Tab"] * 7:
        embedded.page.keyboard.press(key)
        assert embedded.page.evaluate("document.activeElement.id") == "torikeshi"


def test_what_is_new_is_read_out_once_and_in_its_language(embedded, site):
    embedded.arrive().open_chat()
    expect(embedded.chat.get_by_role("log")).to_have_attribute("aria-live", "off")
    read_out = embedded.chat.locator("[aria-live=polite] > p")
    embedded.panel.evaluate(
        """panel => {
             window.read = [];
             const note = (changes) => changes.forEach(({ addedNodes }) =>
               addedNodes.forEach((line) => window.read.push([line.lang, line.textContent])));
             const live = panel.querySelector('[aria-live=polite]');
             new MutationObserver(note).observe(live, { childList: true });
           }"""
    )
    site.bot.language = "en"
    site.bot.replies["card"] = [
        shop.text("Refuse the parcel.", "en"),
        shop.step(language="en", cites=["Z46"]),
    ]
    embedded.type("card")
    site.agent_says("担当です。")
    embedded.chat.locator(".agent").wait_for()
    heading = "Assistant Refuse the delivery Shipping may be charged Refuse the parcel."
    fallback = "If that does not work: Return it Clauses: Z46"
    said = embedded.panel.evaluate("() => window.read")
    assert said == [["en", f"{heading} {fallback}"], ["ja", "Support staff 担当です。"]]
    expect(read_out).to_have_count(0, timeout=6_000)


@pytest.mark.parametrize("embedded", [STILL], indirect=True)
def test_nothing_moves_for_those_who_asked_for_that(embedded, site):
    site.bot.pause = 1.5
    embedded.arrive().launcher.click()
    assert embedded.page.evaluate("document.getAnimations().length") == 0
    embedded.bot.first.wait_for()
    embedded.input.fill("待つ")
    embedded.input.press("Enter")
    embedded.chat.locator(".dots").wait_for()
    assert embedded.panel.evaluate("() => document.getAnimations().length") == 0


def test_everything_that_is_pressed_is_44_pixels_wide_and_high(embedded, site):
    site.bot.replies["質問"] = ASK
    embedded.arrive()
    targets = [embedded.launcher]
    embedded.open_chat()
    embedded.type("質問")
    embedded.button("メニュー").click()
    targets += embedded.chat.locator("button, textarea").all()
    sizes = [target.bounding_box() for target in targets if target.is_visible() or target is targets[0]]
    assert len(sizes) >= 9
    small = [size for size in sizes if size["width"] < 44 or size["height"] < 44]
    assert small == []


@pytest.mark.parametrize("embedded", [PLAIN], indirect=True)
def test_where_the_system_chooses_the_colours_bubbles_and_buttons_keep_their_edges(embedded, site):
    site.bot.replies["質問"] = ASK
    embedded.arrive().open_chat()
    embedded.type("質問")
    edge = "one => [getComputedStyle(one).borderTopStyle, getComputedStyle(one).borderTopWidth]"
    for part in (
        embedded.customer.last,
        embedded.bot.last,
        embedded.offered.first,
        embedded.chat.locator(".send"),
    ):
        assert part.evaluate(edge) in (["solid", "1px"], ["solid", "1.5px"])
