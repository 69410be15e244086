"""What a customer does in the demo shop, in a real browser against all the real processes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SHIPPED = "250-4183027-6650114"  # customer-a's, on its way with a pending request
SENTENCE = "キャンセルリクエストしたのに発送された"
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


def test_typing_the_number_is_as_good_as_pressing_its_button(visit):
    visit.arrive("customer-a").open_chat()
    visit.type(SENTENCE)
    expect(visit.offered.filter(has_text=SHIPPED)).to_be_visible()
    visit.type(SHIPPED)
    assert visit.steps() == ["refuse_delivery"]
    expect(visit.offered.filter(has_text=SHIPPED)).to_have_count(0)


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
    said = visit.chat.locator(".bubble").all_inner_texts()
    visit.page.reload()
    visit.open_chat()
    expect(visit.chat.locator(".bubble")).to_have_text(said, use_inner_text=True)
    expect(visit.chat.locator(".choice", has_text=SHIPPED)).to_have_attribute("aria-pressed", "true")
    before = visit.bot.count()
    visit.type("返金はいつですか")
    assert visit.bot.count() > before


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


def test_the_page_lets_no_foreign_code_in(visit):
    response = visit.page.goto(visit.url)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    blocked = visit.page.evaluate(
        """() => new Promise(done => {
             document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'document.title = "!"';
             document.body.append(script);
           })"""
    )
    assert blocked == "script-src-elem"
    visit.complaints.clear()
