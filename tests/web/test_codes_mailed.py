"""Who gets a code, how often, how; and nothing tells whether there is such an order."""

from __future__ import annotations

import socket
import statistics
import time
from email import message_from_bytes, policy
from random import Random

import pytest
from aiosmtpd.controller import Controller
from databases import KINDS, database
from mailed import NOBODYS, NUMBER, THEIRS, bot, code_in, mails, names, stock
from patience import eventually
from sqlalchemy import text

from orders.database import connect, writing
from web.codes.store import MOST_TRIES


def test_no_mail_goes_to_an_order_without_an_address_or_one_nobody_has(mailing, tmp_path):
    engine = connect(mailing.settings.database_url)
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE orders SET email = NULL WHERE order_number = '{THEIRS}'"))
    engine.dispose()
    for number in (NOBODYS, THEIRS, NUMBER):
        mailing.begin().say(number)
    assert [mail["To"] for mail in mails(tmp_path)] == ["hanako@example.com"]


def test_codes_for_one_order_are_limited_alike_whether_there_is_one_or_not(open_shop, rasa, tmp_path):
    rasa.answer = bot
    shop = open_shop(limit_codes_of_order="2/hour")
    stock(shop.settings.database_url, tmp_path)
    for number in (NUMBER, NOBODYS):
        said = [names(shop.begin("en").say(number)) for _ in range(3)]
        assert said == [["said"], ["said"], ["code_too_many"]]
    assert len(mails(tmp_path, 2)) == 2


def test_codes_from_one_address_are_limited(open_shop, rasa, tmp_path):
    rasa.answer = bot
    shop = open_shop(limit_codes_of_address="2/hour")
    numbers = [f"250-000000{n}-0000000" for n in range(3)]
    said = [names(shop.begin("en").say(number)) for number in numbers]
    assert said == [["said"], ["said"], ["code_too_many"]]


def test_the_replies_are_the_same_whether_there_is_such_an_order_or_not(mailing, tmp_path):
    """What is asked for, what is wrong and what was tried too often, word for word."""
    replies = []
    for number in (NUMBER, NOBODYS):
        customer = mailing.begin()
        said = [customer.say(number)["replies"]]
        said += [customer.say("000001")["replies"] for _ in range(MOST_TRIES + 1)]
        replies.append(said)
    assert replies[0] == replies[1]


def test_asking_takes_the_same_time_whether_there_is_such_an_order_or_not(open_shop, rasa, tmp_path):
    rasa.answer = bot
    shop = open_shop(limit_codes_of_order="1000/hour", limit_codes_of_address="1000/hour")
    stock(shop.settings.database_url, tmp_path)
    took = {NUMBER: [], NOBODYS: []}
    customers = {number: shop.begin() for number in took}
    order = [NUMBER, NOBODYS] * 40
    Random(7).shuffle(order)
    for number in order:
        began = time.perf_counter()
        customers[number].say(number)
        took[number].append(time.perf_counter() - began)
    middle = [statistics.median(times) for times in took.values()]
    assert max(middle) < 1.5 * min(middle) + 0.005, middle


def test_without_a_mail_server_production_offers_no_code(open_shop, rasa):
    open_shop(env="production", allowed_hosts="127.0.0.1").begin().say("x")
    assert rasa.turns[-1].can == frozenset()


def test_guests_are_offered_codes_and_customers_are_not(open_shop, rasa):
    shop = open_shop()
    shop.begin().say("x")
    token = shop.http.post("/demo/token", json={"customer": "customer-a"}).json()["token"]
    shop.begin(identity=token).say("x")
    assert ["mail_code" in turn.can for turn in rasa.turns] == [True, False]


def test_the_demo_mailbox_shows_what_was_caught_as_text(mailing, tmp_path):
    assert mailing.http.get("/demo/mail").status_code == 200
    mailing.begin("en").say(NUMBER)
    code = code_in(mails(tmp_path)[0])
    (tmp_path / "mail" / "9-evil.eml").write_text(
        "Subject: <script>x</script>\n\n<script>alert(1)</script>\n"
    )
    page = mailing.http.get("/demo/mail", headers={"Accept-Language": "en"})
    assert code in page.text and "hanako@example.com" in page.text
    assert "<script" not in page.text and "&lt;script&gt;" in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_production_has_no_mailbox(open_shop):
    assert open_shop(env="production", allowed_hosts="127.0.0.1").http.get("/demo/mail").status_code == 404


class Caught:
    def __init__(self):
        self.mails, self.refuse = [], 0

    async def handle_DATA(self, _server, _session, envelope):
        if self.refuse:
            self.refuse -= 1
            return "451 try later"
        self.mails.append(envelope)
        return "250 ok"


@pytest.fixture
def smtp():
    caught = Caught()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(caught, hostname="127.0.0.1", port=port)
    controller.start()
    caught.url = f"smtp://127.0.0.1:{port}"
    yield caught
    controller.stop()


def test_mail_goes_by_smtp_and_again_where_the_server_refuses_it_for_now(open_shop, rasa, smtp, tmp_path):
    rasa.answer, smtp.refuse = bot, 1
    shop = open_shop(smtp_url=smtp.url, mail_from="Shop <shop@example.com>")
    stock(shop.settings.database_url, tmp_path)
    customer = shop.begin()
    customer.say(NUMBER)
    assert eventually(lambda: smtp.mails)
    (mail,) = smtp.mails
    assert (mail.mail_from, mail.rcpt_tos) == ("shop@example.com", ["hanako@example.com"])
    customer.say(code_in(message_from_bytes(mail.content, policy=policy.default)))
    assert rasa.turns[-1].orders == (NUMBER,)
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_opens_an_order_on_either_kind_of_database(open_shop, rasa, tmp_path, kind):
    rasa.answer = bot
    with database(kind, tmp_path) as url:
        shop = open_shop(database_url=url)
        stock(url, tmp_path)
        guest = shop.begin()
        guest.say(NUMBER)
        guest.say(code_in(mails(tmp_path)[0]))
        assert rasa.turns[-1].orders == (NUMBER,)
        gone = shop.http.delete(f"/v1/conversations/{guest.id}", headers=guest.headers)
        assert gone.status_code == 204
        assert guest.post("x").status_code == 401
