"""What happens between the keys and the gateway: conversion, odd texts, lines that fail."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Chromium and Firefox: the Enter that ends a conversion comes before `compositionend` and says `isComposing`.
DURING = """input => {
  input.dispatchEvent(new CompositionEvent('compositionstart'));
  input.value = 'きゃんせる';
  const enter = {key: 'Enter', keyCode: 13, isComposing: true, bubbles: true, cancelable: true};
  const taken = input.dispatchEvent(new KeyboardEvent('keydown', enter));
  input.dispatchEvent(new CompositionEvent('compositionend', {data: 'きゃんせる'}));
  return taken;
}"""
# Safari: `compositionend` comes first, and then the same Enter with `isComposing` false and key code 229.
AFTER = """input => {
  input.dispatchEvent(new CompositionEvent('compositionstart'));
  input.value = 'きゃんせる';
  input.dispatchEvent(new CompositionEvent('compositionend', {data: 'きゃんせる'}));
  const enter = {key: 'Enter', keyCode: 229, isComposing: false, bubbles: true, cancelable: true};
  return input.dispatchEvent(new KeyboardEvent('keydown', enter));
}"""

CONVERTING = 229  # the code of every key that the input method takes


@pytest.mark.parametrize("order_of_events", [DURING, AFTER], ids=["chromium", "safari"])
def test_the_enter_that_ends_a_conversion_does_not_send(visit, order_of_events):
    visit.arrive().open_chat()
    left_alone = visit.input.evaluate(order_of_events)
    assert left_alone
    expect(visit.input).to_have_value("きゃんせる")
    expect(visit.customer).to_have_count(0)
    visit.input.press("Enter")
    expect(visit.customer).to_have_text(["きゃんせる"])


def test_a_conversion_by_the_browsers_own_input_method_is_sent_by_the_next_enter(visit):
    visit.arrive().open_chat()
    visit.input.focus()
    method = visit.page.context.new_cdp_session(visit.page)
    method.send("Input.imeSetComposition", {"text": "へんぴん", "selectionStart": 4, "selectionEnd": 4})
    for kind in ("rawKeyDown", "keyUp"):
        method.send(
            "Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": CONVERTING}
        )
    expect(visit.customer).to_have_count(0)
    method.send("Input.insertText", {"text": "返品したい"})
    expect(visit.input).to_have_value("返品したい")
    visit.page.keyboard.press("Enter")
    expect(visit.customer).to_have_text(["返品したい"])


def test_shift_and_enter_begin_a_new_line(visit):
    visit.arrive().open_chat()
    visit.input.press_sequentially("一行目")
    visit.input.press("Shift+Enter")
    visit.input.press_sequentially("二行目")
    expect(visit.input).to_have_value("一行目\n二行目")
    expect(visit.customer).to_have_count(0)


@pytest.mark.parametrize("text", ["", "  \n ", "\u3000", "\u200b\u2060"])
def test_what_has_nothing_to_read_is_not_sent(visit, text):
    visit.arrive().open_chat()
    visit.input.fill(text)
    visit.input.press("Enter")
    visit.page.locator(".tk-send").click()
    expect(visit.customer).to_have_count(0)


def test_what_is_too_long_stays_to_be_shortened(visit):
    visit.arrive().open_chat()
    visit.input.fill("あ" * 4001)
    visit.input.press("Enter")
    expect(visit.page.locator(".tk-hint")).to_have_text("文章が長すぎます。短くしてからお送りください。")
    expect(visit.input).to_have_value("あ" * 4001)
    visit.input.fill("あ" * 4000)
    expect(visit.page.locator(".tk-hint")).to_be_empty()
    visit.input.press("Enter")
    visit.wait_for_reply(1)


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=document.title='!'>", "<script>document.title='!'</script>", "&lt;b&gt;", "{{7*7}}"],
)
def test_markup_is_shown_as_it_was_typed(visit, text):
    visit.arrive().open_chat()
    title = visit.page.title()
    visit.type(text)
    expect(visit.customer).to_have_text([text])
    assert visit.page.locator(".tk-log :is(img, script, b)").count() == 0
    assert visit.page.title() == title


def test_a_message_whose_answer_was_lost_is_sent_again_under_its_id_and_counts_once(visit):
    visit.arrive().open_chat()
    ids = []

    def lose_the_first_answer(route):
        ids.append(route.request.post_data_json["client_message_id"])
        if len(ids) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    visit.page.route("**/messages", lose_the_first_answer)
    visit.type("返品できますか")
    assert len(ids) == 2
    assert len(set(ids)) == 1
    visit.page.unroute("**/messages")
    visit.page.reload()
    visit.open_chat()
    expect(visit.customer).to_have_text(["返品できますか"])


def test_after_the_line_was_down_a_button_sends_the_same_message(visit):
    visit.arrive().open_chat()
    visit.page.clock.install()
    ids = []

    def down(route):
        ids.append(route.request.post_data_json["client_message_id"])
        route.abort("internetdisconnected")

    visit.page.route("**/messages", down)
    visit.input.fill("返品できますか")
    visit.input.press("Enter")
    for _ in range(8):
        visit.page.clock.fast_forward(5_000)
        visit.page.wait_for_timeout(50)
    again = visit.page.get_by_role("button", name="もう一度試す")
    expect(again).to_be_visible()
    visit.page.unroute("**/messages")
    with visit.page.expect_request("**/messages") as sent:
        again.click()
    assert {sent.value.post_data_json["client_message_id"]} == set(ids)
    visit.wait_for_reply(1)
    expect(again).to_have_count(0)
    expect(visit.customer).to_have_count(1)


def test_a_conversation_that_has_ended_goes_on_in_a_new_one(visit):
    visit.arrive().open_chat()
    ended = []

    def end_the_first(route):
        if not ended:
            ended.append(route.request.url)
            route.fulfill(status=401, content_type="application/problem+json", body="{}")
        else:
            route.continue_()

    visit.page.route("**/messages", end_the_first)
    visit.input.fill("返品できますか")
    visit.input.press("Enter")
    expect(visit.page.locator(".tk-note")).to_contain_text("新しい会話でお答えします")
    expect(visit.bot).to_have_count(3)
    expect(visit.customer).to_have_count(1)
