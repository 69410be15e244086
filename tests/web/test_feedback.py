"""A thumb for an answer is kept beside the rule that the answer came from."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from orders.database import connect
from web.feedback import feedback


async def decides(message: dict[str, Any], turn: Any) -> Any:
    blocks = [
        {"type": "text", "name": "said", "text": "…", "language": "ja"},
        {"type": "step", "step": "cancel", "rule": "amazon.unshipped", "reason": "r", "language": "ja"},
    ]
    custom = {"turn": turn.jti, "language": "ja", "blocks": blocks}
    return [{"recipient_id": message["sender"], "custom": custom}]


@pytest.fixture
def answered(shop, rasa):
    rasa.answer = decides
    customer = shop.begin()
    return customer, customer.say("キャンセルしたい")["seq"]


def give(customer: Any, **body: Any) -> Any:
    url = f"/v1/conversations/{customer.id}/feedback"
    return customer.http.post(url, json=body, headers=customer.headers)


def kept(shop: Any) -> list[tuple[Any, ...]]:
    engine = connect(shop.settings.database_url)
    with engine.connect() as connection:
        rows = connection.execute(select(feedback.c.thumb, feedback.c.note, feedback.c.rule)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def test_a_thumb_and_its_line_are_kept_with_the_rule(shop, answered):
    customer, seq = answered
    assert give(customer, seq=seq, thumb="down", note="違います").status_code == 204
    assert kept(shop) == [("down", "違います", "amazon.unshipped")]


def test_of_two_thumbs_for_one_answer_the_last_counts(shop, answered):
    customer, seq = answered
    give(customer, seq=seq, thumb="down")
    give(customer, seq=seq, thumb="up")
    assert kept(shop) == [("up", None, "amazon.unshipped")]


def test_personal_data_in_the_line_is_masked(shop, answered):
    customer, seq = answered
    give(customer, seq=seq, thumb="down", note="taro@example.com に返事を")
    assert "taro" not in kept(shop)[0][1]


def test_what_the_customer_said_takes_no_thumb(answered):
    customer, seq = answered
    assert give(customer, seq=seq - 1, thumb="up").status_code == 404
    assert give(customer, seq=seq + 1, thumb="up").status_code == 404


def test_somebody_elses_conversation_takes_no_thumb(shop, answered):
    customer, seq = answered
    other = shop.begin()
    url = f"/v1/conversations/{customer.id}/feedback"
    assert other.http.post(url, json={"seq": seq, "thumb": "up"}, headers=other.headers).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seq": 2},
        {"seq": "2", "thumb": "up"},
        {"seq": 0, "thumb": "up"},
        {"seq": 2, "thumb": "so-so"},
        {"seq": 2, "thumb": "up", "note": "x" * 501},
    ],
)
def test_what_is_no_thumb_is_refused(answered, body: dict[str, Any]):
    customer, _ = answered
    assert give(customer, **body).status_code == 422
