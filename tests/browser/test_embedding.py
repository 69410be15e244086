"""One line on a page of another origin: what it may do, what it hears, and who is kept out."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from web.tables import conversations

pytestmark = pytest.mark.browser


def call(visit, script: str, argument=None):
    """Call the page's interface as its own scripts would."""
    return visit.page.evaluate(f"argument => {{ {script} }}", argument)


def customers(site) -> list[str | None]:
    """Whose the conversations are, oldest first."""
    with site.engine.connect() as connection:
        return list(
            connection.scalars(select(conversations.c.customer_id).order_by(conversations.c.created_at))
        )


def test_the_page_gets_one_element_and_its_styles_stay_its_own(embedded):
    embedded.arrive()
    added = "[...document.body.children].filter(child => !['MAIN', 'SCRIPT'].includes(child.tagName))"
    assert embedded.page.evaluate(f"{added}.map(child => child.id)") == ["torikeshi"]
    expect(embedded.launcher).to_be_visible()
    embedded.open_chat()
    assert embedded.page.locator("iframe.frame").bounding_box()["width"] > 300
    assert embedded.page.locator("style, link[rel=stylesheet]").count() == 1


def test_a_page_that_was_not_named_cannot_embed_the_chat(embedded, site):
    embedded.url = site.stranger
    embedded.arrive().launcher.click()
    embedded.page.wait_for_timeout(500)
    assert any("frame-ancestors" in complaint for complaint in embedded.complaints)
    expect(embedded.bot).to_have_count(0)
    assert embedded.heard("ready") == []
    embedded.complaints.clear()


def test_the_chats_own_document_runs_nothing_foreign(embedded, site):
    response = embedded.page.request.get(f"{site.gateway}/widget/frame")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert policy.endswith(f"frame-ancestors 'self' {site.url}")
    embedded.arrive().open_chat()
    blocked = embedded.panel.evaluate(
        """() => new Promise(done => {
             document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
             fetch('https://elsewhere.example/').catch(() => undefined);
           })"""
    )
    assert blocked == "connect-src"
    markup = (
        "() => { try { document.body.innerHTML = '<b>x</b>'; return 'taken' } catch { return 'refused' } }"
    )
    assert embedded.panel.evaluate(markup) == "refused"
    embedded.complaints.clear()


def test_what_other_windows_say_is_passed_over(embedded):
    embedded.arrive().open_chat()
    call(embedded, "window.postMessage({torikeshi: {type: 'unread', count: 9}}, '*')")
    set_english = "window.postMessage({torikeshi: {type: 'set', setting: {language: 'en'}}}, '*')"
    embedded.panel.evaluate(f"() => {set_english}")
    embedded.page.wait_for_timeout(200)
    expect(embedded.launcher).to_have_attribute("aria-label", "注文のご相談")
    expect(embedded.panel).to_have_accessible_name("注文のご相談")


def test_a_page_that_gives_another_origin_than_its_own_is_neither_heard_nor_told(embedded, site):
    embedded.arrive()
    told = embedded.page.evaluate(
        """async (gateway) => {
             const told = [];
             const frame = document.createElement('iframe');
             frame.src = `${gateway}/widget/frame#${encodeURIComponent('https://elsewhere.example')}`;
             const heard = ({ source, data }) => source === frame.contentWindow && told.push(data);
             addEventListener('message', heard);
             document.body.append(frame);
             await new Promise((done) => frame.addEventListener('load', done));
             frame.contentWindow.postMessage({torikeshi: {type: 'open'}}, '*');
             await new Promise((done) => setTimeout(done, 500));
             return told;
           }""",
        site.gateway,
    )
    assert told == []


def test_the_page_opens_and_closes_the_chat_and_hears_of_it(embedded):
    embedded.arrive()
    call(embedded, "Torikeshi.open({text: '250-1111111-1111111'})")
    expect(embedded.input).to_have_value("250-1111111-1111111 ")
    expect(embedded.input).to_be_focused()
    call(embedded, "Torikeshi.close()")
    expect(embedded.page.locator("iframe.frame")).to_be_hidden()
    call(embedded, "Torikeshi.toggle()")
    expect(embedded.panel).to_be_visible()
    names = [name for name, _ in embedded.page.evaluate("heard")]
    assert [name for name in names if name in ("open", "close")] == ["open", "close", "open"]
    assert names.count("ready") == 1


def test_who_comes_late_still_hears_that_the_chat_is_ready_and_who_has_left_hears_nothing(embedded):
    embedded.arrive().open_chat()
    call(
        embedded,
        "window.late = []; window.stop = () => late.push('open');"
        "Torikeshi.on('ready', () => late.push('ready'))",
    )
    call(embedded, "Torikeshi.on('open', stop); Torikeshi.off('open', stop); Torikeshi.open()")
    assert embedded.page.evaluate("late") == ["ready"]


def test_a_mistake_in_a_listener_of_the_page_does_not_stop_the_chat(embedded):
    embedded.arrive()
    call(embedded, "Torikeshi.on('open', () => { throw new Error('the page\\'s own') })")
    embedded.open_chat()
    assert embedded.complaints == ["the page's own"]
    embedded.complaints.clear()


def test_the_page_hears_of_a_step_and_never_of_what_is_written(embedded, site):
    step = {
        "type": "step",
        "step": "wait",
        "rule": "amazon.pending",
        "reason": "pending",
        "order_number": "250-1111111-1111111",
    }
    rest = {
        "until": "2026-04-01T16:00:00+09:00",
        "warnings": [],
        "cites": ["Z1"],
        "assumed": [],
        "language": "ja",
    }
    site.bot.replies["いつまで"] = [
        {"type": "text", "name": "x", "text": "待って", "language": "ja"},
        step | rest,
    ]
    embedded.arrive().open_chat()
    embedded.type("いつまで")
    told = {"step": "wait", "rule": "amazon.pending", "order_number": "250-1111111-1111111"}
    assert embedded.heard("step") == [told | {"until": "2026-04-01T16:00:00+09:00"}]
    assert "いつまで" not in str(embedded.page.evaluate("heard"))


def test_a_route_of_the_shops_says_who_is_signed_in(embedded, site):
    site.customer, site.attributes = "customer-a", 'data-token-url="/token"'
    embedded.arrive().open_chat()
    assert customers(site)[-1] == "customer-a"


def test_who_is_not_signed_in_there_is_a_guest(embedded, site):
    site.attributes = 'data-token-url="/token"'
    embedded.arrive().open_chat()
    assert customers(site)[-1] is None


def test_the_page_says_who_is_signed_in_and_that_nobody_is_any_more(embedded, site):
    site.customer = "customer-b"
    embedded.arrive()
    call(
        embedded,
        "Torikeshi.identify(async () => (await (await fetch('/token', {method: 'POST'})).json()).token)",
    )
    embedded.open_chat()
    assert customers(site)[-1] == "customer-b"
    embedded.type("私の注文")
    embedded.page.reload()
    call(
        embedded,
        "Torikeshi.identify(async () => (await (await fetch('/token', {method: 'POST'})).json()).token)",
    )
    embedded.open_chat()
    expect(embedded.customer).to_have_text(["私の注文"])
    call(embedded, "Torikeshi.identify(null)")
    expect(embedded.customer).to_have_count(0)
    expect(embedded.bot).to_have_count(1)
    assert customers(site)[-1] is None


def test_a_guest_who_signs_in_goes_on_with_the_conversation_as_a_customer(embedded, site):
    embedded.arrive().open_chat()
    embedded.type("まだゲストです")
    before = len(customers(site))
    site.customer, site.attributes = "customer-a", 'data-token-url="/token"'
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.customer).to_have_text(["まだゲストです"])
    assert customers(site)[-1] == "customer-a"
    assert len(customers(site)) == before
    embedded.type("今は違います")


def test_another_customer_does_not_see_the_conversation_of_the_one_before(embedded, site):
    site.customer, site.attributes = "customer-a", 'data-token-url="/token"'
    embedded.arrive().open_chat()
    embedded.type("私の注文")
    site.customer = "customer-b"
    embedded.page.reload()
    embedded.open_chat()
    expect(embedded.customer).to_have_count(0)
    assert customers(site)[-1] == "customer-b"


def test_a_page_that_cannot_say_who_is_signed_in_is_told_and_asked_again(embedded, site):
    site.customer = "customer-a"
    embedded.arrive()
    call(
        embedded,
        """let tries = 0;
           Torikeshi.identify(async () => {
             tries += 1;
             if (tries === 1) throw new Error('down');
             if (tries === 2) return 'no token at all';
             return (await (await fetch('/token', {method: 'POST'})).json()).token;
           })""",
    )
    embedded.open_chat()
    assert embedded.heard("error") == [{"code": "identity"}, {"code": "identity"}]
    assert customers(site)[-1] == "customer-a"


def test_a_second_script_line_changes_nothing(embedded, site):
    embedded.arrive().open_chat()
    with embedded.page.expect_response("**/widget/widget.js"):
        again = (
            "const line = document.createElement('script'); line.src = argument; document.body.append(line)"
        )
        call(embedded, again, f"{site.gateway}/widget/widget.js")
    embedded.page.wait_for_timeout(200)
    assert embedded.page.locator("#torikeshi").count() == 1
