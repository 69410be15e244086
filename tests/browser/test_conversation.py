"""What a customer does in the chat, in a real browser against the real processes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SHIPPED = "250-4183027-6650114"  # customer-a's, on its way with a pending request
SENTENCE = "キャンセルリクエストしたのに発送された"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ENGLISH = {"locale": "en-US"}


def ask_about_the_shipped_order(visit) -> None:
    visit.arrive("customer-a").open_chat()
    visit.type(SENTENCE)
    if not visit.steps():
        visit.press(SHIPPED)


def test_a_customer_whose_cancelled_order_was_shipped_reads_to_refuse_it(visit):
    ask_about_the_shipped_order(visit)
    assert visit.steps() == ["refuse_delivery"]
    expect(visit.bot.last).to_contain_text("受け取り")
    expect(visit.bot.last).to_contain_text(SHIPPED)
    assert visit.bot.last.locator("p").first.get_attribute("lang") == "ja"


@pytest.mark.parametrize("visit", [ENGLISH], indirect=True)
def test_a_guest_reads_that_a_back_order_goes_to_support(visit):
    visit.arrive("guest").open_chat()
    visit.type("can I cancel a back-order?")
    assert visit.steps() == ["contact_support"]
    assert visit.bot.last.locator("p").first.get_attribute("lang") == "en"


def test_the_keyboard_alone_is_enough(visit):
    keys = visit.arrive("customer-a").page.keyboard
    visit.page.locator(".tk-launcher").focus()
    keys.press("Enter")
    expect(visit.input).to_be_focused()
    visit.bot.first.wait_for()
    keys.type(SENTENCE)
    keys.press("Enter")
    visit.wait_for_reply(1)
    expect(visit.input).to_be_focused()
    for _ in range(10):
        keys.press("Shift+Tab")
        if SHIPPED in visit.page.evaluate("document.activeElement.textContent"):
            break
    keys.press("Enter")
    visit.wait_for_reply(2)
    assert visit.steps() == ["refuse_delivery"]
    keys.press("Escape")
    expect(visit.page.locator(".tk-launcher")).to_be_focused()
    expect(visit.page.locator(".tk-panel")).to_be_hidden()


def test_typing_the_number_is_as_good_as_pressing_its_button(visit):
    visit.arrive("customer-a").open_chat()
    visit.type(SENTENCE)
    expect(visit.offered.filter(has_text=SHIPPED)).to_be_visible()
    visit.type(SHIPPED)
    assert visit.steps() == ["refuse_delivery"]
    expect(visit.offered.filter(has_text=SHIPPED)).to_have_count(0)


def test_used_buttons_stay_to_be_read_and_cannot_be_pressed_again(visit):
    ask_about_the_shipped_order(visit)
    used = visit.page.locator(".tk-choice", has_text=SHIPPED)
    expect(used).to_be_visible()
    expect(used).to_have_attribute("aria-pressed", "true")
    expect(used).to_have_attribute("aria-disabled", "true")
    said = visit.customer.count()
    used.click(force=True)
    assert visit.customer.count() == said


def test_the_widget_speaks_the_language_of_the_reply(visit):
    visit.arrive("customer-a").open_chat()
    expect(visit.page.locator(".tk-title")).to_have_text("注文のご相談")
    visit.type("my order was shipped although I asked to cancel it")
    expect(visit.page.locator(".tk-title")).to_have_text("Help with an order")


def test_switching_the_language_before_saying_anything_greets_anew(visit):
    visit.arrive("customer-a").open_chat()
    visit.page.locator("#language").select_option("en")
    expect(visit.bot.last.locator("p[lang=en]").first).to_be_visible()
    expect(visit.bot).to_have_count(1)
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")


def test_another_customer_begins_another_conversation_and_sees_other_orders(visit):
    ask_about_the_shipped_order(visit)
    visit.page.locator("#customer").select_option("guest")
    expect(visit.customer).to_have_count(0)
    expect(visit.bot).to_have_count(1)
    expect(visit.page.locator("#orders li")).to_have_count(0)
    visit.type(f"{SHIPPED} {SENTENCE}")
    expect(visit.bot.last).not_to_contain_text("イヤホン")


def test_a_reload_goes_on_with_the_conversation(visit):
    ask_about_the_shipped_order(visit)
    said = visit.page.locator(".tk-bubble").all_text_contents()
    visit.page.reload()
    visit.open_chat()
    expect(visit.page.locator(".tk-bubble")).to_have_text(said)
    expect(visit.page.locator(".tk-choice", has_text=SHIPPED)).to_have_attribute("aria-pressed", "true")
    visit.type("返金はいつですか")
    assert visit.bot.count() > 2


def test_asking_about_an_order_of_the_list_puts_its_number_where_one_types(visit):
    visit.arrive("customer-a")
    visit.page.locator("#orders li", has_text=SHIPPED).get_by_role("button").click()
    expect(visit.input).to_have_value(f"{SHIPPED} ")
    expect(visit.input).to_be_focused()
    visit.bot.first.wait_for()
    visit.input.press_sequentially(SENTENCE)
    visit.input.press("Enter")
    visit.wait_for_reply(1)
    assert visit.steps() == ["refuse_delivery"]


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_nothing_sticks_out_on_a_telephone(visit):
    visit.arrive("customer-a")
    assert visit.fits()
    visit.open_chat()
    visit.type("a" * 300)
    visit.type(SENTENCE)
    assert visit.fits()
    assert visit.page.locator(".tk-panel").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_telephone_tab_stays_inside_the_chat_that_covers_the_page(visit):
    visit.arrive("customer-a").open_chat()
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("!!document.activeElement.closest('.tk-panel')")
