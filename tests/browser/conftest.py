"""A page with the chat on it, in a real browser; each test has its own.

Of the demo shop with every process, or of a shop on another origin whose bot says what a test needs.
"""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
import widget_shop
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

import serving

NOW = "2026-04-01T10:00:00+09:00"
PATIENCE_MS = 15_000  # a reply may wait for a busy machine


@pytest.fixture(scope="session")
def shop(tmp_path_factory) -> Iterator[str]:
    """Everything, started as a user starts it, with a database of its own and a fixed clock."""
    with serving.serving(tmp_path_factory.mktemp("shop"), NOW=NOW) as url:
        _warm(url)
        yield url


def _warm(url: str) -> None:
    """The first message of a bot just started may take longer than a customer is let wait."""
    begun = httpx.post(f"{url}/v1/conversations", json={"language": "ja"}).json()
    path = f"{url}/v1/conversations/{begun['conversation_id']}/messages"
    headers = {"Authorization": f"Bearer {begun['token']}"}
    for _ in range(3):
        body = {"client_message_id": str(uuid4()), "text": "キャンセルしたい"}
        replies = httpx.post(path, json=body, headers=headers, timeout=PATIENCE_MS / 1000).json()["replies"]
        if not any(block.get("name") == "bot_unavailable" for block in replies):
            return


@pytest.fixture(scope="session")
def running_site(tmp_path_factory) -> Iterator[widget_shop.Site]:
    with widget_shop.open_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(running_site) -> Iterator[widget_shop.Site]:
    """A shop on an origin of its own, the chat of a real gateway, a bot that says what a test tells it."""
    running_site.reset()
    yield running_site
    running_site.reset()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; not for longer, as Playwright keeps a loop running in which no other can be started."""
    with serving.chromium() as running:
        yield running


class Visit:
    """A page with the chat on it, as a customer sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if "Security Policy" in said.text else None,
        )

    def arrive(self, customer: str | None = None) -> "Visit":
        """Come to the shop; in the demo as `customer` if not as the one it begins with."""
        self.page.goto(self.url)
        self.page.locator(".launcher span").first.wait_for(state="attached")
        if customer:
            self.page.locator("#customer").select_option(customer)
        return self

    def open_chat(self) -> "Visit":
        self.launcher.click()
        self.bot.first.wait_for()
        return self

    def another_tab(self) -> "Visit":
        """The same browser once more."""
        return Visit(self.page.context.new_page(), self.url)

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".launcher")

    @property
    def chat(self) -> FrameLocator:
        """The chat's own document."""
        return self.page.frame_locator("iframe.frame")

    @property
    def panel(self) -> Locator:
        return self.chat.locator(".panel")

    @property
    def input(self) -> Locator:
        return self.chat.locator(".input")

    @property
    def bot(self) -> Locator:
        return self.chat.locator(".bot")

    @property
    def customer(self) -> Locator:
        return self.chat.locator(".customer")

    @property
    def offered(self) -> Locator:
        """The buttons that can still be pressed."""
        return self.chat.locator(".choice:not([aria-disabled])")

    def button(self, name: str) -> Locator:
        return self.chat.get_by_role("button", name=name)

    def type(self, text: str) -> None:
        """Type `text`, send it and wait for the reply."""
        before = self.bot.count()
        self.input.fill(text)
        self.input.press("Enter")
        self.wait_for_reply(before)

    def press(self, title: str) -> None:
        """Press the button whose title has `title` and wait for the reply."""
        before = self.bot.count()
        self.offered.filter(has_text=title).click()
        self.wait_for_reply(before)

    def wait_for_reply(self, before: int) -> None:
        """Wait until there are more of the bot's bubbles than `before`."""
        expect(self.bot).to_have_count(before + 1, timeout=PATIENCE_MS)

    def steps(self) -> list[str]:
        """The steps of the last reply."""
        return (self.bot.last.get_attribute("data-step") or "").split()

    def heard(self, name: str) -> list:
        """What the page of `site` was told under that name."""
        return [detail for told, detail in self.page.evaluate("window.heard") if told == name]

    def fits(self) -> bool:
        """Whether nothing sticks out sideways, of the page or of the chat."""
        wide = "[document.documentElement, ...document.querySelectorAll('.log, .panel')]"
        inside = f"{wide}.every(box => box.scrollWidth <= box.clientWidth)"
        return bool(self.page.evaluate(inside)) and bool(self.panel.evaluate(f"() => {inside}"))


def visiting(browser: Browser, url: str, options: dict) -> Iterator[Visit]:
    given = {"locale": "ja-JP", "viewport": {"width": 1200, "height": 850}, **options}
    context = browser.new_context(**given)
    seen = Visit(context.new_page(), url)
    yield seen
    context.close()
    assert seen.complaints == []


@pytest.fixture
def visit(shop, browser, request) -> Iterator[Visit]:
    """A visit of the demo in Japanese on a wide screen, unless a test's own options say otherwise."""
    yield from visiting(browser, shop, getattr(request, "param", {}))


@pytest.fixture
def embedded(site, browser, request) -> Iterator[Visit]:
    """Likewise of the shop on another origin."""
    yield from visiting(browser, site.url, getattr(request, "param", {}))


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe, which is checked out beside the widget's compiler."""
    script = serving.ROOT / "web" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.fail("axe is not here: `make lint` brings it")
    return script.read_text()
