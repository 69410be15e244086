"""The console in a real browser: by keyboard, live, two agents at once, and nothing for axe to find."""

import time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete
from widget_shop import text

import serving
from decision import decide, load_policies
from orders.database import writing
from web.console.accounts import Accounts
from web.console.tables import users
from web.handover.store import begin
from web.handover.tables import handovers

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
BRIEF = {
    "order_number": "250-1111111-1111111",
    "intent": "cancel_status",
    "decisions": [
        {
            "line": 1,
            "facts": {"goal": "cancel", "policy": "amazon", "status": "shipped"},
            "answer": {"step": "refuse_delivery", "rule": "amazon.shipped", "cites": ["Z46"]},
        }
    ],
}
SIZES = {"wide": (1280, 900), "narrow": (390, 800)}
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(it =>
  it.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !it.closest("pre, table")
).map(it => it.outerHTML.slice(0, 120))"""
PAGES = (
    "ask?q=返金",
    "decide?goal=cancel&policy=amiami&item=back_order",
    "inbox",
    "inbox/{handover}",
    "unclear",
    "feedback",
    "figures",
    "users",
    "audit",
)


@pytest.fixture
def agents(site):
    """Two agents and an admin, until the test ends."""
    accounts = Accounts(site.engine)
    for name, role in (("mori", "agent"), ("sato", "agent"), ("boss", "admin")):
        accounts.add(name, role, PASSWORD, 1, "test")
    yield
    with writing(site.engine) as connection:
        connection.execute(delete(handovers))
        connection.execute(delete(users))


@pytest.fixture
def sign_in(agents, site, browser):
    contexts = []

    def signed_in(name: str, **options) -> Page:
        context = browser.new_context(**{"locale": "ja-JP", **options})
        contexts.append(context)
        page = context.new_page()
        serving.sign_in(page, site.gateway, name, PASSWORD)
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def handed_over(embedded, site):
    """A customer in the chat of the shop whom a person is wanted for; the hand-over's number."""
    embedded.arrive().open_chat()
    embedded.type("担当者をお願いします")
    with writing(site.engine) as connection:
        return begin(connection, site._newest(connection), "asked", BRIEF, time.time_ns() // 1_000_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(sign_in, site, decided, axe, size: str, scheme: str):
    wide, high = SIZES[size]
    page = sign_in("boss", viewport={"width": wide, "height": high}, color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{site.gateway}/console/{path.format(handover=decided)}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(f"() => {{ {axe} }}")
        result = page.evaluate("() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        assert [found["id"] for found in result["violations"]] == [], path
        assert len(result["passes"]) >= 8
        assert page.evaluate(TOO_WIDE) == [], f"{path} is too wide"


def test_an_entry_is_found_and_reached_by_keyboard_alone(sign_in):
    page = sign_in("mori")
    page.keyboard.press("/")
    page.keyboard.type("返金はいつ")
    expect(page.locator("[data-item]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-item]").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-item]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-item]").first).to_be_focused()


def test_changing_a_fact_decides_anew_without_a_button(sign_in, site):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/decide?goal=cancel&policy=amazon&status=shipped")
    expect(page.locator(".answer")).to_contain_text("amazon.shipped")
    page.get_by_label("注文の状態").select_option("cancelled")
    expect(page.locator(".answer")).to_contain_text("amazon.cancelled")


def test_two_agents_see_one_inbox_and_one_of_them_answers(sign_in, site, embedded, handed_over):
    first, second = sign_in("mori"), sign_in("sato")
    for page in (first, second):
        page.goto(f"{site.gateway}/console/inbox/{handed_over}")
    first.get_by_role("button", name="引き受ける").click()
    expect(first.get_by_label("お客様への返事")).to_be_visible()
    answered = second.request.post(
        f"{site.gateway}/console/inbox/{handed_over}/take",
        form={"form_token": second.locator("[name=form_token]").first.input_value()},
    )
    assert answered.status == 409
    first.get_by_label("お客様への返事").fill("お調べしております。")
    first.get_by_role("button", name="送る").click()
    expect(embedded.chat.get_by_text("お調べしております。", exact=True)).to_be_visible()
    expect(second.locator("#transcript")).to_contain_text("お調べしております。")


def test_a_customer_who_starts_waiting_appears_by_themselves(sign_in, site, embedded):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/inbox")
    expect(page.get_by_text("待っている会話はありません。")).to_be_visible()
    embedded.arrive().open_chat()
    embedded.type("担当者をお願いします")
    with writing(site.engine) as connection:
        begin(connection, site._newest(connection), "asked", BRIEF, time.time_ns() // 1_000_000)
    expect(page.get_by_text("250-1111111-1111111")).to_be_visible(timeout=10_000)


def test_what_the_customer_writes_meanwhile_appears_by_itself(sign_in, site, embedded, handed_over):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/inbox/{handed_over}")
    embedded.input.fill("まだでしょうか")
    embedded.input.press("Enter")
    expect(page.locator("#transcript")).to_contain_text("まだでしょうか", timeout=10_000)


@pytest.fixture
def decided(embedded, site):
    """The number of a hand-over of a conversation in which the bot has decided something."""
    facts = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amazon", "status": "shipped"}
    answer = decide(load_policies(), facts).as_json()
    block = {
        name: answer[name] for name in ("step", "rule", "reason", "fallback", "warnings", "cites", "assumed")
    }
    site.bot.replies["届きません"] = [
        text("受け取りを断ってください。"),
        {"type": "step", "language": "ja", **block},
    ]
    act = {
        "act": "decided",
        "facts": facts,
        "answer": answer,
        "wording": "w",
        "said": [],
        "language": "ja",
        "model": "m",
    }
    site.bot.acts["届きません"] = [act]
    embedded.arrive().open_chat()
    embedded.type("届きません")
    with writing(site.engine) as connection:
        return begin(connection, site._newest(connection), "asked", BRIEF, time.time_ns() // 1_000_000)


def test_why_a_step_was_shown_stands_beside_it_and_opens_by_keyboard(sign_in, site, decided):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/inbox/{decided}")
    why = page.locator(".why")
    expect(why.get_by_text("発送済み")).to_be_hidden()
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    for said in ("発送済み", "Amazonの「shipped」", "Z46："):
        expect(why.get_by_text(said).first).to_be_visible()


def test_what_was_opened_stays_open_when_the_customer_writes(sign_in, site, embedded, decided):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/inbox/{decided}")
    page.locator(".why summary").click()
    embedded.input.fill("まだでしょうか")
    embedded.input.press("Enter")
    expect(page.locator("#transcript")).to_contain_text("まだでしょうか", timeout=10_000)
    expect(page.locator(".why")).to_have_attribute("open", "")


def test_a_conversation_is_saved_as_a_story_by_keyboard(sign_in, site, decided):
    page = sign_in("mori")
    page.goto(f"{site.gateway}/console/inbox/{decided}")
    page.get_by_role("button", name="テスト用のストーリーとして保存").focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    said = saved.value.path().read_text(encoding="utf-8")
    assert "user: 届きません" in said
    assert "rule: amazon.shipped" in said
    expect(page.locator("#transcript")).to_be_visible()
