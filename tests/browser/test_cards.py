"""A step as a card, and buttons to answer with."""

import pytest
import widget_shop as shop
from playwright.sync_api import expect
from sqlalchemy import select

from web.feedback import feedback

pytestmark = pytest.mark.browser


def told(embedded, site, *blocks, language: str = "ja"):
    """The card of a reply of these blocks."""
    site.bot.replies["カード"], site.bot.language = list(blocks), language
    embedded.arrive().open_chat()
    embedded.type("カード")
    return embedded.chat.locator(".card")


def test_a_step_is_a_card_with_what_to_do_what_to_mind_and_why(embedded, site):
    card = told(
        embedded,
        site,
        shop.text("荷物を断ってください。"),
        shop.text("断り方\n・その場で伝える"),
        shop.step(),
    )
    expect(card.get_by_role("heading")).to_have_text("受け取りを断る")
    expect(card.locator("svg").first).to_be_visible()
    expect(card.locator(".warning")).to_have_text(["送料がかかることがあります"])
    expect(card.locator("p")).to_have_text(
        [
            "荷物を断ってください。",
            "断り方\n・その場で伝える",
            "うまくいかないとき：返品する",
            "根拠となる規約：Z46, Z62",
        ],
        use_inner_text=True,
    )
    expect(card.locator("time, .until")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "until", "step", "shown"),
    [
        ("ja", "2026-04-01T16:05:00+09:00", "wait", "お待ちいただく目安：4月1日(水) 16:05（日本時間）"),
        ("ja", "2026-04-30T00:00:00+09:00", "cancel", "期限：4月29日(水)の終わり（日本時間）"),
        ("en", "2026-04-01T16:05:00+09:00", "wait", "Wait until Wed, Apr 1, 4:05 PM (Japan time, JST)"),
        ("en", "2026-04-30T00:00:00+09:00", "cancel", "Until Wed, Apr 29, end of the day (Japan time, JST)"),
        ("en", "2026-04-01T16:05:00+02:00", "cancel", "Until Wed, Apr 1, 4:05 PM (UTC+02:00)"),
    ],
)
def test_until_when_is_said_in_the_readers_form_with_the_zone(embedded, site, language, until, step, shown):
    embedded.page.clock.set_fixed_time("2026-03-31T12:00:00Z")
    card = told(
        embedded,
        site,
        shop.text("…", language),
        shop.step(step=step, until=until, language=language),
        language=language,
    )
    assert card.locator(".until").inner_text().replace("\u202f", " ") == shown


@pytest.mark.parametrize("embedded", [{"locale": "en-GB"}], indirect=True)
def test_the_readers_form_is_that_of_their_country(embedded, site):
    embedded.page.clock.set_fixed_time("2026-03-31T12:00:00Z")
    until = "2027-04-01T16:05:00+09:00"
    card = told(
        embedded,
        site,
        shop.text("…", "en"),
        shop.step(step="wait", until=until, language="en"),
        language="en",
    )
    expect(card.locator(".until")).to_have_text("Wait until Thu, 1 Apr 2027, 16:05 (Japan time, JST)")


def test_several_lines_get_a_card_each_and_what_is_asked_comes_after(embedded, site):
    cards = told(
        embedded,
        site,
        shop.text("一つ目"),
        shop.step(step="cancel", line=1, warnings=[]),
        shop.text("二つ目"),
        shop.step(step="return", line=2),
        shop.text("開けましたか"),
        {"type": "ask", "fact": "opened", "possible": ["return", "contact_support"]},
        shop.choices("はい", "いいえ"),
    )
    expect(cards.get_by_role("heading")).to_have_text(["キャンセルする", "返品する"])
    expect(cards.nth(1)).to_contain_text("二つ目")
    expect(cards.nth(1)).not_to_contain_text("開けましたか")
    expect(embedded.bot.last.locator(":scope > p")).to_have_text(["開けましたか"])
    expect(embedded.offered).to_have_text(["はい", "いいえ"])
    assert embedded.steps() == ["cancel", "return"]


def test_a_step_or_a_warning_of_a_shop_of_its_own_is_shown_as_far_as_it_is_known(embedded, site):
    card = told(
        embedded,
        site,
        shop.text("x"),
        shop.step(step="ring_us", warnings=["own"], fallback="own", until="soon"),
    )
    expect(card.get_by_role("heading")).to_have_text("ring_us")
    expect(card.locator("li")).to_have_count(0)
    expect(card.locator("p")).to_have_count(2)


def test_each_text_names_its_language(embedded, site):
    told(embedded, site, shop.text("日本語"), shop.text("English", "en"), shop.step(language="en"))
    assert [text.get_attribute("lang") for text in embedded.bot.last.locator("p[data-name]").all()] == [
        "ja",
        "en",
    ]
    assert embedded.chat.locator(".card").get_attribute("lang") == "en"


def test_used_buttons_stay_to_be_read_and_cannot_be_pressed_again(embedded, site):
    site.bot.replies["質問"] = [shop.text("どれ"), shop.choices("一", "二")]
    embedded.arrive().open_chat()
    embedded.type("質問")
    embedded.press("二")
    used = embedded.chat.locator(".choice", has_text="二")
    expect(used).to_have_attribute("aria-pressed", "true")
    expect(used).to_have_attribute("aria-disabled", "true")
    expect(embedded.offered).to_have_count(0)
    used.click(force=True)
    embedded.chat.locator(".choice", has_text="一").click(force=True)
    embedded.page.wait_for_timeout(300)
    assert site.items() == ["質問", "pick/二"]


def test_after_a_reload_buttons_are_as_they_were(embedded, site):
    site.bot.replies |= {
        "質問": [shop.text("どれ"), shop.choices("一")],
        "pick/一": [shop.text("次"), shop.choices("三")],
    }
    embedded.arrive().open_chat()
    embedded.type("質問")
    embedded.press("一")
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.customer).to_have_text(["質問", "一"])
    expect(embedded.chat.locator(".choice[aria-pressed=true]")).to_have_text(["一"])
    expect(embedded.offered).to_have_text(["三"])


def thumbs(site) -> list[tuple[int, str]]:
    with site.engine.connect() as connection:
        found = connection.execute(select(feedback.c.seq, feedback.c.thumb).order_by(feedback.c.at))
        return [tuple(row) for row in found]


def test_a_thumb_for_the_newest_answer_is_kept_and_may_be_turned(embedded, site):
    embedded.arrive().open_chat()
    expect(embedded.button("役に立った")).to_have_count(0)
    embedded.type("一つ目")
    embedded.button("役に立たなかった").click()
    expect(embedded.button("役に立たなかった")).to_have_attribute("aria-pressed", "true")
    with embedded.page.expect_response("**/feedback"):
        embedded.button("役に立った").click()
    expect(embedded.button("役に立たなかった")).to_have_attribute("aria-pressed", "false")
    assert thumbs(site)[-1] == (3, "up")
    embedded.type("二つ目")
    shown = embedded.button("役に立った")
    expect(shown).to_have_count(2)
    expect(shown.last).to_have_attribute("aria-pressed", "false")


def test_an_answer_before_the_newest_is_asked_about_no_more(embedded):
    embedded.arrive().open_chat()
    embedded.type("一つ目")
    embedded.type("二つ目")
    expect(embedded.button("役に立った")).to_have_count(1)


def test_a_thumb_that_could_not_be_told_is_not_shown_as_given(embedded):
    embedded.page.route("**/feedback", lambda route: route.abort())
    embedded.arrive().open_chat()
    embedded.type("一つ目")
    embedded.button("役に立った").click()
    expect(embedded.button("役に立った")).to_have_attribute("aria-pressed", "false")


def test_a_question_is_no_answer_to_be_judged(embedded, site):
    asked = {"type": "ask", "fact": "opened", "possible": ["return", "contact_support"]}
    site.bot.replies["質問"] = [shop.text("開けましたか"), asked, shop.choices("はい")]
    embedded.arrive().open_chat()
    embedded.type("質問")
    expect(embedded.chat.locator(".thumbs")).to_have_count(0)
