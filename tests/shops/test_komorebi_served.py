"""The example shop served by the real gateway, bot and actions, by a model that never heard of it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chat import Chat

import serving
from bot.content import model_file
from decision import load_policies
from orders.database import connect
from orders.store import OrderStore
from web.settings import ROOT

pytestmark = pytest.mark.processes
FOLDER = ROOT / "examples" / "shops"
NOW = "2026-04-01T10:00:00+09:00"


class Shop:
    """Everything, being served with the example shop and its orders."""

    def __init__(self, client: httpx.Client, folder: Path) -> None:
        self.client, self._folder = client, folder

    def chat(self, customer: str | None = None, language: str = "ja") -> Chat:
        return Chat(self.client, language, serving_token(self._folder, customer) if customer else None)


def serving_token(folder: Path, customer: str) -> str:
    command = [str(Path(sys.executable).parent / "torikeshi"), "token", "--customer", customer]
    environment = {"TORIKESHI_VAR": str(folder), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("komorebi")
    with (
        serving.serving(folder, NOW=NOW, POLICIES=str(FOLDER)) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
    ):
        engine = connect(f"sqlite:///{folder / 'shop.db'}")
        OrderStore(engine).import_file(FOLDER / "komorebi.orders.jsonl", load_policies(FOLDER))
        engine.dispose()
        yield Shop(client, folder)


def of(blocks: list[dict], kind: str) -> list[dict]:
    return [block for block in blocks if block["type"] == kind]


def press(chat: Chat, title: str) -> list[dict]:
    choices = [choice for block in of(chat.blocks, "choices") for choice in block["choices"]]
    return chat.send(choice=next(one["payload"] for one in choices if one["title"] == title))


def test_a_guest_in_japanese(shop):
    chat = shop.chat()
    assert of(chat.send(text="こもれびさんで買った服を返品したいです"), "ask")[0]["fact"] == "sale"
    assert of(press(chat, "通常の価格"), "ask")[0]["fact"] == "worn"
    assert of(chat.send(text="まだ着ていません"), "ask")[0]["fact"] == "delivered_at"
    step = of(chat.send(text="3日前に届きました"), "step")[0]
    assert (step["step"], step["until"]) == ("return", "2026-04-13T00:00:00+09:00")


def test_a_guest_in_english(shop):
    chat = shop.chat(language="en")
    blocks = chat.send(text="I would like to return a dress that I bought at Komorebi")
    assert of(blocks, "ask")[0]["fact"] == "sale"
    assert of(chat.send(text="full price"), "ask")[0]["fact"] == "worn"
    assert of(press(chat, "Worn"), "step")[0]["rule"] == "komorebi.delivered.worn"
    assert chat.language == "en"


def test_a_customer_in_japanese(shop):
    chat = shop.chat("haru")
    assert of(chat.send(text="ＫＭ－１００００２を返品したい"), "ask")[0]["order_number"] == "KM-100002"
    press(chat, "通常の価格")
    step = of(chat.send(text="試着しただけです"), "step")[0]
    assert (step["order_number"], step["until"]) == ("KM-100002", "2026-04-08T00:00:00+09:00")


def test_a_customer_in_english(shop):
    chat = shop.chat("natsu", "en")
    chat.send(text="I want to return order KM-100003")
    blocks = chat.send(text="it was not on sale")
    # four weeks after its delivery it makes no difference whether it was worn: that is not asked
    assert [(block["step"], block["contact"]) for block in of(blocks, "step")] == [
        ("contact_support", "komorebi")
    ]
    assert of(blocks, "ask") == []


def test_a_refund_is_waited_for_by_the_shops_own_days(shop):
    chat = shop.chat("aki")
    step = of(chat.send(text="KM-100005の返金はいつですか？"), "step")[0]
    assert (step["step"], step["until"]) == ("wait", "2026-04-07T00:00:00+09:00")
    assert step["refund"]["via"] == "bank_transfer"


def test_cancelling_before_dispatch(shop):
    chat = shop.chat("haru", "en")
    step = of(chat.send(text="please cancel KM-100001"), "step")[0]
    assert (step["step"], step["rule"]) == ("cancel", "komorebi.cancel")


def test_somebody_elses_number_is_not_found(shop):
    blocks = shop.chat("haru").send(text="KM-100003をキャンセルしたい")
    assert "order_not_found" in [block["name"] for block in of(blocks, "text")]


def test_it_is_served_by_the_model_that_there_is(shop):
    assert shop.client.get("/readyz").status_code == 200
    assert model_file(ROOT / "models").is_file()  # named by its sources, of which a shop's file is none
