"""Between the keys and the gateway: conversion, odd texts, drafts."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What browsers do while a word is converted and when Enter ends that, in their order, each as [event] or as
# [event, key, keyCode, isComposing]. The first two are the ends of logs that somebody took with the W3C's
# Keyboard Event Viewer, typing nihongo, space, Enter on macOS: https://github.com/codemirror/dev/issues/206
RECORDED = {
    # Chrome 83, Google's input method: every key while composing is 229, the Enter too.
    "chromium": [
        ["compositionstart"],
        ["keydown", " ", 229, True],
        ["beforeinput"],
        ["compositionupdate"],
        ["input"],
        ["keyup", " ", 32, True],
        ["keydown", "Enter", 229, True],
        ["beforeinput"],
        ["compositionupdate"],
        ["input"],
        ["compositionend"],
        ["keyup", "Enter", 13, False],
    ],
    # Firefox 76: the key's name is gone as well, and the last input comes after the end. (Before Firefox 65
    # there was no keydown while composing: https://bugzilla.mozilla.org/show_bug.cgi?id=354358)
    "firefox": [
        ["compositionstart"],
        ["keydown", "Process", 229, True],
        ["compositionupdate"],
        ["input"],
        ["keyup", " ", 32, True],
        ["keydown", "Process", 229, True],
        ["compositionend"],
        ["input"],
        ["keyup", "Enter", 13, False],
    ],
    # Safari: what a key does to the composition comes before the key, so the Enter that ended it comes when
    # it is over. https://bugs.webkit.org/show_bug.cgi?id=165004, the order in the column "WebKit" of
    # https://gist.github.com/darobin/0204811507bb043670b68cf7b1b10614
    "safari": [
        ["compositionstart"],
        ["compositionupdate"],
        ["input"],
        ["keydown", "o", 229, True],
        ["keyup", "o", 79, True],
        ["compositionupdate"],
        ["input"],
        ["compositionend"],
        ["keydown", "Enter", 229, False],
        ["keyup", "Enter", 13, False],
    ],
    # Not recorded, but not ruled out: an input method that leaves the key its own code, in either order, ...
    "its own code before the end": [
        ["compositionstart"],
        ["input"],
        ["keydown", "Enter", 13, True],
        ["compositionend"],
        ["keyup", "Enter", 13, False],
    ],
    "its own code after the end": [
        ["compositionstart"],
        ["input"],
        ["compositionend"],
        ["keydown", "Enter", 13, False],
        ["keyup", "Enter", 13, False],
    ],
    # ... and a browser that does not say `isComposing` at all.
    "silent": [
        ["compositionstart"],
        ["input"],
        ["keydown", "Enter", 13, False],
        ["compositionend"],
    ],
}
# Plays the events; whether every Enter was left to the input method.
REPLAY = """(input, events) => {
  let left = true;
  for (const [name, key, keyCode, isComposing] of events) {
    if (name === 'input') input.value = 'きゃんせる';
    const given = {key, keyCode, isComposing, bubbles: true, cancelable: true};
    const other = name.endsWith('input') ? InputEvent : CompositionEvent;
    const kind = name.startsWith('key') ? KeyboardEvent : other;
    left = input.dispatchEvent(new kind(name, given)) && left;
  }
  return left;
}"""
CONVERTING = 229  # the code of every key that the input method takes
A_FINGER_MS = 120  # no finger presses Enter twice faster


@pytest.mark.parametrize("events", RECORDED.values(), ids=RECORDED)
def test_the_enter_that_ends_a_conversion_does_not_send(embedded, events):
    embedded.arrive().open_chat()
    assert embedded.input.evaluate(REPLAY, events)
    expect(embedded.input).to_have_value("きゃんせる")
    embedded.page.wait_for_timeout(A_FINGER_MS)
    expect(embedded.customer).to_have_count(0)
    embedded.input.press("Enter")
    expect(embedded.customer).to_have_text(["きゃんせる"])


def test_a_conversion_by_the_browsers_own_input_method_is_sent_by_the_next_enter(embedded):
    embedded.arrive().open_chat()
    embedded.input.focus()
    method = embedded.page.context.new_cdp_session(frame_of(embedded))
    for typed in ("h", "へ", "へn", "へん", "へんぴん"):
        method.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    for kind in ("rawKeyDown", "keyUp"):
        method.send(
            "Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": CONVERTING}
        )
    expect(embedded.customer).to_have_count(0)
    method.send("Input.insertText", {"text": "返品したい"})
    expect(embedded.input).to_have_value("返品したい")
    embedded.page.wait_for_timeout(A_FINGER_MS)
    embedded.page.keyboard.press("Enter")
    expect(embedded.customer).to_have_text(["返品したい"])


def test_a_plain_enter_while_the_browser_composes_does_not_send(embedded):
    embedded.arrive().open_chat()
    embedded.input.focus()
    method = embedded.page.context.new_cdp_session(frame_of(embedded))
    method.send("Input.imeSetComposition", {"text": "へんぴん", "selectionStart": 4, "selectionEnd": 4})
    embedded.page.keyboard.press("Enter")
    embedded.page.wait_for_timeout(A_FINGER_MS)
    expect(embedded.customer).to_have_count(0)


def frame_of(embedded):
    """The frame of the chat: of another site, so the browser runs it in a process of its own."""
    return next(frame for frame in embedded.page.frames if "/widget/frame" in frame.url)


def test_escape_that_ends_a_conversion_does_not_close_the_chat(embedded):
    embedded.arrive().open_chat()
    keys = {"key": "Escape", "keyCode": 229, "isComposing": True, "bubbles": True}
    embedded.input.evaluate("(input, keys) => input.dispatchEvent(new KeyboardEvent('keydown', keys))", keys)
    embedded.page.wait_for_timeout(A_FINGER_MS)
    assert embedded.heard("close") == []


def test_shift_and_enter_begin_a_new_line(embedded):
    embedded.arrive().open_chat()
    embedded.input.press_sequentially("一行目")
    embedded.input.press("Shift+Enter")
    embedded.input.press_sequentially("二行目")
    expect(embedded.input).to_have_value("一行目\n二行目")
    expect(embedded.customer).to_have_count(0)


@pytest.mark.parametrize("text", ["", "  \n ", "\u3000", "\u200b\u2060"])
def test_what_has_nothing_to_read_is_not_sent(embedded, text):
    embedded.arrive().open_chat()
    embedded.input.fill(text)
    embedded.input.press("Enter")
    embedded.chat.locator(".send").click()
    expect(embedded.customer).to_have_count(0)


def test_what_is_too_long_stays_to_be_shortened(embedded):
    embedded.arrive().open_chat()
    embedded.input.fill("あ" * 4001)
    embedded.input.press("Enter")
    hint = embedded.chat.locator(".hint")
    expect(hint).to_have_text("文章が長すぎます。短くしてからお送りください。")
    expect(embedded.input).to_have_value("あ" * 4001)
    embedded.input.fill("あ" * 4000)
    expect(hint).to_be_empty()
    embedded.input.press("Enter")
    embedded.wait_for_reply(1)


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=document.title='!'>", "<script>document.title='!'</script>", "&lt;b&gt;", "{{7*7}}"],
)
def test_markup_is_shown_as_it_was_typed(embedded, text):
    embedded.arrive().open_chat()
    embedded.type(text)
    expect(embedded.customer).to_have_text([text])
    assert embedded.chat.locator(".log :is(img, script, b)").count() == 0
    assert embedded.panel.evaluate("() => document.title") == "注文のご相談"


def test_a_draft_outlives_a_reload_until_it_is_sent(embedded):
    embedded.arrive().open_chat()
    embedded.input.fill("まだ書きかけ")
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.input).to_have_value("まだ書きかけ")
    embedded.input.press("Enter")
    embedded.wait_for_reply(1)
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.input).to_have_value("")
