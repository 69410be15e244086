"""One running shop and one browser for all tests here; each test has its own page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import serving

NOW = "2026-04-01T10:00:00+09:00"
PATIENCE_MS = 15_000  # a reply may wait for a busy machine


@pytest.fixture(scope="session")
def shop(tmp_path_factory) -> Iterator[str]:
    """Everything, started as a user starts it, with a database of its own and a fixed clock."""
    with serving.serving(tmp_path_factory.mktemp("shop"), NOW=NOW) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with serving.chromium() as running:
        yield running


class Visit:
    """A page of the shop as a customer sees it."""

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
        """Come to the shop, as `customer` if not as the one it begins with."""
        self.page.goto(self.url)
        self.page.locator(".tk-launcher span").wait_for()
        if customer:
            self.page.locator("#customer").select_option(customer)
        return self

    def open_chat(self) -> "Visit":
        self.page.locator(".tk-launcher").click()
        self.bot.first.wait_for()
        return self

    @property
    def input(self):
        return self.page.locator(".tk-input")

    @property
    def bot(self):
        return self.page.locator(".tk-bot")

    @property
    def customer(self):
        return self.page.locator(".tk-customer")

    @property
    def offered(self):
        """The buttons that can still be pressed."""
        return self.page.locator(".tk-choice:not([aria-disabled])")

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

    def fits(self) -> bool:
        """Whether nothing sticks out sideways."""
        inside = "[document.documentElement, ...document.querySelectorAll('.tk-log, .tk-panel')]"
        return bool(self.page.evaluate(f"{inside}.every(box => box.scrollWidth <= box.clientWidth)"))


@pytest.fixture
def visit(shop, browser, request) -> Iterator[Visit]:
    """A visit in Japanese on a wide screen, unless a test's own options say otherwise."""
    options = {"locale": "ja-JP", "viewport": {"width": 1200, "height": 850}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    seen = Visit(context.new_page(), shop)
    yield seen
    context.close()
    assert seen.complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe, which is checked out beside the widget's compiler."""
    script = serving.ROOT / "web" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.fail("axe is not here: `make lint` brings it")
    return script.read_text()
