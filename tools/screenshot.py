"""Make docs/widget.png: a customer asks why a cancelled order was shipped, in a shop that really runs."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

import serving
from interpreters import ROOT

NOW = "2026-04-01T10:00:00+09:00"
CUSTOMER, ORDER = "customer-a", "250-4183027-6650114"
SAID = "キャンセルリクエストしたのに発送された"
SIZE = ViewportSize(width=1240, height=840)
PICTURE = ROOT / "docs" / "widget.png"


def converse(page: Page) -> None:
    """Ask about one of the orders that the page lists."""
    page.locator("#customer").select_option(CUSTOMER)
    page.locator("#orders li", has_text=ORDER).get_by_role("button").click()
    chat = page.frame_locator("iframe.frame")
    chat.locator(".bot").first.wait_for()
    chat.locator(".input").press_sequentially(SAID)
    chat.locator(".input").press("Enter")
    chat.locator(".bot[data-step]").wait_for()
    chat.locator(".input").blur()


def main() -> None:
    """Start everything with an empty database and a fixed clock, have the conversation, take the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.serving(Path(folder), NOW=NOW) as url,
        serving.chromium() as browser,
    ):
        page = browser.new_page(viewport=SIZE, locale="ja-JP", reduced_motion="reduce")
        page.goto(url)
        converse(page)
        page.screenshot(path=PICTURE)
    print(f"{PICTURE.relative_to(ROOT)} was written")


if __name__ == "__main__":
    main()
