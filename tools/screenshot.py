"""The pictures of docs/, of a shop that really runs: a customer in the chat, then support in the console."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

import serving
from interpreters import ROOT
from orders.database import connect
from web.console.accounts import Accounts

NOW = "2026-04-01T10:00:00+09:00"
CUSTOMER, ORDER = "customer-a", "250-4183027-6650114"
SAID, PERSON, HERE = "キャンセルリクエストしたのに発送された", "担当者と話したい", "ここで担当者と話す"
AGENT, PASSWORD = "agent", "only for this picture"
SIZE = ViewportSize(width=1240, height=840)
DOCS = ROOT / "docs"


def converse(page: Page) -> None:
    """Ask about one of the orders that the page lists."""
    page.locator("#customer").select_option(CUSTOMER)
    page.locator("#orders li", has_text=ORDER).get_by_role("button").click()
    say(page, SAID)
    page.frame_locator("iframe.frame").locator(".bot[data-step]").wait_for()
    page.frame_locator("iframe.frame").locator(".input").blur()


def say(page: Page, text: str) -> None:
    """Type `text` into the chat and wait for the answer."""
    chat = page.frame_locator("iframe.frame")
    chat.locator(".bot").first.wait_for()
    before = chat.locator(".bot").count()
    chat.locator(".input").press_sequentially(text)
    chat.locator(".input").press("Enter")
    chat.locator(".bot").nth(before).wait_for()


def hand_over(page: Page) -> None:
    """Ask for a person and take the one who is offered."""
    say(page, PERSON)
    page.frame_locator("iframe.frame").get_by_role("button", name=HERE).last.click()
    page.frame_locator("iframe.frame").get_by_role("button", name="自動応答に戻る").wait_for()


def sign_in(browser: Browser, url: str, database: Path) -> Page:
    """The console, as an agent of its own."""
    engine = connect(f"sqlite:///{database}")
    Accounts(engine).add(AGENT, "agent", PASSWORD, time.time_ns() // 1_000_000, "screenshot")
    engine.dispose()
    page = browser.new_page(viewport=SIZE, locale="ja-JP")
    serving.sign_in(page, url, AGENT, PASSWORD)
    return page


def picture(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.screenshot(path=DOCS / name)
    print(f"docs/{name} was written")


def main() -> None:
    """Start everything with an empty database and a fixed clock, have the conversation, take the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.serving(Path(folder), NOW=NOW) as url,
        serving.chromium() as browser,
    ):
        page = browser.new_page(viewport=SIZE, locale="ja-JP", reduced_motion="reduce")
        page.goto(url)
        converse(page)
        picture(page, "widget.png")
        hand_over(page)
        console = sign_in(browser, url, Path(folder) / "shop.db")
        console.goto(f"{url}/console/order?number={ORDER}")
        console.locator(".answer").scroll_into_view_if_needed()
        picture(console, "console-decide.png")
        console.goto(f"{url}/console/inbox/1")
        console.get_by_role("button", name="引き受ける").click()
        console.get_by_label("お客様への返事").wait_for()
        picture(console, "console-inbox.png")


if __name__ == "__main__":
    main()
