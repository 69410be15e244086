"""A conversation with the real bot, saved from the console: a story that passes at once."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from orders.database import connect
from web.console.accounts import Accounts

pytestmark = pytest.mark.processes
PASSWORD = "correct horse battery"
SHIPPED = {
    "order_number": "250-1234567-7654321",
    "customer_id": "tanaka",
    "email": "tanaka@example.org",
    "policy": "amazon",
    "seller": "direct",
    "status": "shipped",
    "request": "pending",
    "requested_at": "2026-03-31T20:00:00+09:00",
    "payment_method": "card",
    "title": "イヤホン: 黒",
}
UNSHIPPED = {
    "order_number": "250-1234567-1111111",
    "customer_id": "tanaka",
    "policy": "amazon",
    "seller": "direct",
    "status": "unshipped",
    "title": "充電器",
}


@pytest.fixture
def console(running):
    """An agent, signed in to the console of the running shop."""
    engine = connect(f"sqlite:///{running.folder / 'shop.db'}")
    Accounts(engine).add("mori", "agent", PASSWORD, 1, "test")
    engine.dispose()
    with httpx.Client(base_url=running.url, follow_redirects=True, trust_env=False) as browser:
        browser.post("/console/login", data={"name": "mori", "password": PASSWORD})
        yield browser


def saved(console, number: int, folder: Path) -> Path:
    """The story of the hand-over of that number, as the button gives it."""
    page = console.get(f"/console/inbox/{number}").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    answer = console.post(f"/console/inbox/{number}/story", data={"form_token": token})
    answer.raise_for_status()
    path = (
        folder / f"{number}-{answer.headers['content-disposition'].partition('filename=')[2].strip(chr(34))}"
    )
    path.write_text(answer.text, encoding="utf-8")
    return path


def talk(running) -> None:
    """Three conversations that end with a person: of a customer, of a guest, in English from the start."""
    chat = running.chat("tanaka")
    chat.send(text="キャンセルリクエストしたのに発送されました。電話は090-1234-5678です")
    chat.press("250-1234567-7654321 イヤホン: 黒")
    chat.send(text="返金はいつですか")
    chat.send(text="担当者と話したい")
    chat.send(text="はい")
    chat.send(text="まだですか")
    guest = running.chat(language="en")
    guest.send(text="I want to cancel an Amazon order")
    guest.send(text="It was delivered and I have opened it")
    guest.send(text="let me talk to a person")
    guest.send(text="yes please")
    english = running.chat("tanaka", language="en")
    english.send(text="250-1234567-1111111")
    english.send(text="I'd like to cancel it")
    english.send(text="can I talk to a human agent?")
    english.send(text="yes")


def test_saved_conversations_pass_at_once_and_fail_where_the_bot_would_answer_otherwise(
    running, console, tmp_path
):
    """Even though the customer's orders have gone on since."""
    running.stock((SHIPPED, UNSHIPPED))
    talk(running)
    gone_on = {"status": "cancelled", "cancelled_at": "2026-04-01T10:30:00+09:00"}
    running.stock(({**SHIPPED, "status": "delivered", "opened": True}, {**UNSHIPPED, **gone_on}))
    files = [saved(console, number, tmp_path) for number in (1, 2, 3)]
    for file in files:
        assert not re.search("tanaka|1234567|1234-5678", file.read_text(encoding="utf-8"))
    other = tmp_path / "other.yml"
    other.write_text(
        files[0].read_text(encoding="utf-8").replace("refuse_delivery", "return"), encoding="utf-8"
    )
    command = [str(Path(sys.executable).parent / "torikeshi"), "stories", "run", *map(str, [*files, other])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, ""), done.stdout
    assert "1 failed, 3 passed" in done.stdout, done.stdout
    assert f"FAILED {other}" in done.stdout
