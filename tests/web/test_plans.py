"""What a turn costs does not grow with what is stored: no statement of it reads a whole table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from databases import KINDS, database
from plans import noted, read_whole

from orders.database import connect
from orders.store import OrderStore
from web.erasing.eraser import Eraser
from web.erasing.tracker import Tracker
from web.identity import sign_identity
from web.outbox.store import Outbox

NUMBER = "250-1111111-1111111"
HEARD = {"act": "heard", "intent": "cancel_order", "model": "m", "guess": "cancel_order", "confidence": 0.9}
DECIDED = {
    "act": "decided",
    "facts": {},
    "answer": {"step": "wait"},
    "wording": "w",
    "said": [],
    "language": "ja",
}

OF_A_TURN = ("submissions", "conversation_items", "decision_log", "turns_heard")


async def bot(message, turn):
    said = message["message"]
    acts = [HEARD, DECIDED | {"model": "m", "order_number": NUMBER}]
    acts += [{"act": "hand_over", "reason": "asked", "brief": {}}] if said == "person" else []
    acts += [{"act": "send_code", "order_number": NUMBER}] if said == "code" else []
    block = {"type": "text", "name": "said", "text": said, "language": turn.lang}
    custom = {"turn": turn.jti, "language": turn.lang, "blocks": [block], "acts": acts}
    return [{"recipient_id": message["sender"], "custom": custom}]


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    with database(request.param, tmp_path) as found:
        yield found


def whole(url, statements):
    engine = connect(url)
    with engine.connect() as connection:
        found = read_whole(connection, statements)
    engine.dispose()
    return found


def test_no_statement_of_a_turn_reads_a_whole_table(open_shop, rasa, url):
    rasa.answer = bot
    with noted(url) as statements:
        shop = open_shop(database_url=url)
        keys = shop.settings.identity_keys
        customer = shop.begin(identity=sign_identity("c1", keys, datetime.now(UTC)))
        answer = customer.say("wait")
        customer.history()
        thumb = {"seq": answer["seq"], "thumb": "up"}
        path = f"/v1/conversations/{customer.id}/feedback"
        assert shop.http.post(path, json=thumb, headers=customer.headers).status_code == 204
        customer.say("person")
        customer.say("hello")
        guest = shop.begin()
        guest.say("code")
        guest.say("123456")
        Outbox(connect(url)).take("code", 0)
    assert any("submissions" in one for one in statements)
    assert any("mail_codes" in one for one in statements)
    assert any("handovers" in one for one in statements)
    turn = {statement: values for statement, values in statements.items() if "pg_catalog" not in statement}
    assert whole(url, turn) == {}


def test_a_turn_executes_as_many_statements_however_much_was_said_before(open_shop, rasa, url):
    rasa.answer = bot
    customer = open_shop(database_url=url).begin()
    counts = []
    for turn in range(1, 21):
        with noted(url) as statements:
            customer.say("wait")
        if turn in (2, 20):  # what the gateway looks for in the background is in other tables
            counts.append(sum(any(name in one for name in OF_A_TURN) for one in statements))
    assert counts[0] == counts[1] <= 12


def test_no_look_up_of_orders_reads_a_whole_table(url):
    engine = connect(url)
    store = OrderStore(engine)
    with noted(url) as statements:
        store.of_customer("c1")
        store.of_numbers([NUMBER])
        store.find("c1", NUMBER)
        store.by_number(NUMBER)
    engine.dispose()
    assert len(statements) >= 4
    assert whole(url, statements) == {}


def test_neither_erasing_a_customer_nor_sweeping_reads_a_whole_table(url, tmp_path):
    engine = connect(url)
    eraser = Eraser(engine, Tracker(f"sqlite:///{tmp_path / 'none.db'}"), b"k")
    with noted(url) as statements:
        eraser.customer("c1", 1)
        eraser.sweep(30, 1)
    engine.dispose()
    for table in ("conversations", "opened_orders", "outbox", "used_identity_tokens"):
        assert any(table in one for one in statements), table
    assert whole(url, statements) == {}


def test_a_table_that_is_read_whole_is_found(url):
    assert list(whole(url, {"SELECT language FROM conversations WHERE last_seq = 1": ()}).values()) == [
        {"conversations"}
    ]
