"""For everybody: rules of accessibility, dark and quiet settings, and a page that allows nothing foreign."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DARK = {"color_scheme": "dark"}
STILL = {"reduced_motion": "reduce"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("visit", [{}, DARK, {"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_axe_finds_nothing_before_and_in_a_conversation(visit, axe):
    visit.arrive("customer-a")
    visit.page.evaluate(axe)
    assert found(visit) == []
    visit.open_chat()
    visit.type("キャンセルリクエストしたのに発送された")
    if visit.offered.count():
        visit.offered.first.click()
        visit.wait_for_reply(2)
    assert found(visit) == []


def found(visit) -> list[str]:
    visit.page.wait_for_timeout(
        300
    )  # the panel comes in within a sixth of a second, half transparent until then
    result = visit.page.evaluate("rules => axe.run(rules)", RULES)
    return [f"{one['id']}: {node['html']}" for one in result["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_nothing_moves_for_those_who_asked_for_that(visit):
    visit.arrive().page.locator(".tk-launcher").click()
    assert visit.page.evaluate("document.getAnimations().length") == 0
    assert visit.page.locator(".tk-log").evaluate("log => getComputedStyle(log).scrollBehavior") == "auto"


def test_replies_are_read_out_and_the_past_is_not(visit):
    visit.arrive().open_chat()
    log = visit.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_accessible_name("会話")


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
