"""What a shop may choose of the chat: language, colours, place, button."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_page_chooses_the_language(embedded, site):
    site.attributes = 'data-language="en"'
    embedded.arrive()
    expect(embedded.launcher).to_have_accessible_name("Help with an order")
    embedded.open_chat()
    expect(embedded.bot.locator("p")).to_have_attribute("lang", "en")
    embedded.page.evaluate("Torikeshi.language('ja')")
    expect(embedded.bot.locator("p")).to_have_attribute("lang", "ja")
    expect(embedded.bot).to_have_count(1)
    expect(embedded.launcher).to_have_attribute("aria-label", "注文のご相談")


def test_without_a_choice_the_language_is_the_pages(embedded, site):
    site.language = "en-GB"
    embedded.arrive()
    expect(embedded.launcher).to_have_accessible_name("Help with an order")


def test_the_chat_speaks_the_language_of_the_reply(embedded, site):
    embedded.arrive().open_chat()
    site.bot.language = "en"
    embedded.type("in English, please")
    expect(embedded.panel).to_have_accessible_name("Help with an order")
    expect(embedded.launcher).to_have_attribute("aria-label", "Help with an order")
    assert embedded.panel.evaluate("() => document.documentElement.lang") == "en"


def colours(locator) -> list[str]:
    return locator.evaluate("one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]")


@pytest.mark.parametrize(
    ("accent", "shown"),
    [
        ("#ffd400", ["rgb(255, 212, 0)", "rgb(10, 26, 38)"]),
        ("rebeccapurple", ["rgb(102, 51, 153)", "rgb(255, 255, 255)"]),
    ],
)
def test_the_shops_colour_comes_with_a_writing_that_can_be_read_on_it(embedded, site, accent, shown):
    site.attributes = f'data-accent="{accent}"'
    embedded.arrive().open_chat()
    assert colours(embedded.chat.locator(".send")) == shown
    assert colours(embedded.launcher) == shown


def test_variables_of_the_page_dress_the_chat_and_what_is_none_is_passed_over(embedded):
    embedded.page.add_init_script(
        """document.addEventListener('DOMContentLoaded', () => {
             const { style } = document.documentElement;
             style.setProperty('--torikeshi-accent', 'rgb(1, 100, 3)');
             style.setProperty('--torikeshi-radius', '2px; position: fixed');
             style.setProperty('--torikeshi-font', 'serif');
           })"""
    )
    embedded.arrive().open_chat()
    assert colours(embedded.chat.locator(".send"))[0] == "rgb(1, 100, 3)"
    assert embedded.input.evaluate("input => getComputedStyle(input).fontFamily") == "serif"
    assert embedded.bot.first.evaluate("bubble => getComputedStyle(bubble).borderRadius") == "14.4px"


@pytest.mark.parametrize("embedded", [{"color_scheme": "dark"}], indirect=True)
def test_the_chat_is_dark_where_the_reader_asks_for_it_unless_the_shop_is_never(embedded, site):
    embedded.arrive().open_chat()
    dark = colours(embedded.bot.first)
    site.attributes = 'data-scheme="light"'
    embedded.arrive().open_chat()
    assert dark == ["rgb(27, 33, 44)", "rgb(232, 235, 241)"]
    assert colours(embedded.bot.first) == ["rgb(255, 255, 255)", "rgb(28, 35, 48)"]


def test_a_shop_may_have_a_button_of_its_own_and_the_focus_comes_back_to_it(embedded, site):
    site.attributes = 'data-launcher="none"'
    embedded.arrive()
    expect(embedded.launcher).to_be_hidden()
    own = embedded.page.locator("#own")
    own.focus()
    embedded.page.keyboard.press("Enter")
    expect(embedded.input).to_be_focused()
    embedded.page.keyboard.press("Escape")
    expect(own).to_be_focused()


def test_the_chat_may_stand_on_the_left(embedded, site):
    site.attributes = 'data-position="left"'
    embedded.arrive().open_chat()
    assert embedded.page.locator("iframe.frame").bounding_box()["x"] == 16
