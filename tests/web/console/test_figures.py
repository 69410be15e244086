"""Figures tell what the bot did, and nothing of whom it was done for."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest

from orders.database import connect
from web.console.accounts import Accounts
from web.console.numbers import as_csv
from web.figures import Figures, figures


async def decides(message: dict[str, Any], turn: Any) -> Any:
    blocks = [
        {"type": "text", "name": "said", "text": "…", "language": "ja"},
        {"type": "step", "step": "cancel", "rule": "amazon.unshipped", "reason": "r", "language": "ja"},
    ]
    acts = [{"act": "hand_over", "reason": "asked", "brief": {}}] if "person" in message["message"] else []
    custom = {"turn": turn.jti, "language": "ja", "blocks": blocks, "acts": acts}
    return [{"recipient_id": message["sender"], "custom": custom}]


@pytest.fixture
def talked(shop, rasa):
    rasa.answer = decides
    shop.begin().say("キャンセルしたい")
    shop.begin("en").say("a person please, I am Taro Yamada")


def found(engine: Any) -> dict[str, Figures]:
    return {one.name: one for one in figures(engine, datetime.now().astimezone(), 7)}


def test_conversations_are_counted_by_day_and_by_who_ended_them(talked, engine):
    table = found(engine)["conversations"]
    assert len(table.rows) == 7
    assert table.rows[-1][1:5] == (2, 1, 1, 2)
    assert isinstance(table.rows[-1][5], int)
    assert table.rows[0][1:] == (0, 0, 0, 0, "")


def test_steps_are_counted_by_rule(talked, engine):
    assert found(engine)["steps"].rows == (("amazon.unshipped", "cancel", 2),)


def test_languages_and_reasons_are_counted(talked, engine):
    assert set(found(engine)["languages"].rows) == {("ja", 1), ("en", 1)}
    assert found(engine)["reasons"].rows == (("asked", 1),)


def test_nothing_that_a_customer_wrote_or_is_stands_in_them(talked, engine):
    assert "Taro" not in str(found(engine))


def test_the_page_and_every_table_as_csv_are_there(talked, sign_in, engine):
    browser = sign_in("viewer")
    assert "amazon.unshipped" in browser.get("/console/figures").text
    for name in found(engine):
        answer = browser.get(f"/console/figures/{name}.csv")
        assert answer.headers["content-type"].startswith("text/csv")
        assert next(csv.reader(io.StringIO(answer.text)))


def test_a_table_that_is_not_there_is_not_found(sign_in):
    assert sign_in("viewer").get("/console/figures/customers.csv").status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str):
    rows = list(csv.reader(io.StringIO(as_csv(Figures("t", ("a",), ((cell,),))), newline="")))
    assert rows[1] == [f"'{cell}"]


def test_a_number_stays_a_number():
    assert as_csv(Figures("t", ("a",), ((-1,),))) == "a\r\n-1\r\n"


def test_a_fixed_clock_of_the_shop_does_not_move_the_days(open_shop):
    shop = open_shop(now="2026-04-01T10:00:00+09:00")
    engine = connect(shop.settings.database_url)
    Accounts(engine).add("mori", "viewer", "correct horse battery", 1, "test")
    engine.dispose()
    shop.begin()
    shop.http.post("/console/login", data={"name": "mori", "password": "correct horse battery"})
    rows = shop.http.get("/console/figures/conversations.csv").text.splitlines()
    assert rows[-1].split(",")[1] == "1"


def test_a_step_that_has_no_words_here_stands_under_its_name(shop, rasa, sign_in):
    async def rings(message: dict[str, Any], turn: Any) -> Any:
        (reply,) = await decides(message, turn)
        reply["custom"]["blocks"][1]["step"] = "ring_us"
        return [reply]

    rasa.answer = rings
    shop.begin().say("キャンセルしたい")
    page = sign_in("viewer").get("/console/figures")
    assert (page.status_code, "ring_us" in page.text) == (200, True)
