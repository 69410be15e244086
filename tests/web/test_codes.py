"""A code by mail opens one order in one conversation."""

from __future__ import annotations

from uuid import uuid4

import pytest
from mailed import NUMBER, THEIRS, code_in, mails, names, wrong
from sqlalchemy import text

from orders.database import connect, writing
from web.codes.store import LIFETIME, MOST_TRIES


@pytest.mark.parametrize(
    ("language", "subject"), [("ja", "ご注文の確認コード"), ("en", "Your code to look at an order")]
)
def test_the_code_goes_to_the_address_on_file_in_the_language_of_the_conversation(
    mailing, tmp_path, language, subject
):
    mailing.begin(language).say(NUMBER)
    (mail,) = mails(tmp_path)
    assert (mail["To"], mail["Subject"]) == ("hanako@example.com", subject)
    assert NUMBER in mail.get_content() and code_in(mail)


@pytest.mark.parametrize("typed", ["{}", "コードは{}です", "my code is {}", "{}。"])
def test_the_right_code_opens_that_one_order_for_that_conversation_alone(mailing, rasa, tmp_path, typed):
    customer, other = mailing.begin(), mailing.begin()
    customer.say(NUMBER)
    customer.say(typed.format(code_in(mails(tmp_path)[0])))
    assert (rasa.turns[-1].orders, rasa.turns[-1].opened) == ((NUMBER,), NUMBER)
    assert rasa.turns[-1].sub is None
    customer.say("more")
    assert (rasa.turns[-1].orders, rasa.turns[-1].opened) == ((NUMBER,), None)
    other.say("more")
    assert rasa.turns[-1].orders == ()


def test_the_bot_and_the_history_never_see_the_code(mailing, rasa, tmp_path):
    customer = mailing.begin()
    customer.say(NUMBER)
    code = code_in(mails(tmp_path)[0])
    customer.say(f"コードは{wrong(code)}です")
    customer.say(f"コードは{code}です")
    assert [item["text"] for item in customer.history() if item["role"] == "customer"][1:] == [
        "コードは******です"
    ] * 2
    assert code not in str(rasa.asked) and wrong(code) not in str(rasa.asked)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("shop.db*"))
    assert code.encode() not in stored


def test_a_code_of_another_conversation_opens_nothing(mailing, rasa, tmp_path):
    customer, other = mailing.begin(), mailing.begin()
    customer.say(NUMBER)
    code = code_in(mails(tmp_path)[0])
    other.say(THEIRS)
    assert names(other.say(code)) == ["code_wrong"]
    customer.say(code)
    assert rasa.turns[-1].orders == (NUMBER,)


def test_asking_for_somebody_elses_order_sends_the_code_to_them(mailing, rasa, tmp_path):
    customer = mailing.begin()
    customer.say(THEIRS)
    (mail,) = mails(tmp_path)
    assert mail["To"] == "taro@example.com"
    assert names(customer.say(wrong(code_in(mail)))) == ["code_wrong"]
    customer.say("x")
    assert rasa.turns[-1].orders == ()


def test_after_five_wrong_codes_the_right_one_is_too_late(mailing, rasa, tmp_path):
    customer = mailing.begin("en")
    customer.say(NUMBER)
    code = code_in(mails(tmp_path)[0])
    said = [names(customer.say(wrong(code, place)))[0] for place in range(MOST_TRIES)]
    assert said == ["code_wrong"] * (MOST_TRIES - 1) + ["code_too_often"]
    assert names(customer.say(code)) == ["code_too_often"]
    customer.say("x")
    assert rasa.turns[-1].orders == ()


def test_a_new_code_takes_the_place_of_the_one_before(mailing, rasa, tmp_path):
    customer = mailing.begin()
    customer.say(NUMBER)
    first = code_in(mails(tmp_path)[0])
    customer.say(NUMBER)
    second = code_in(mails(tmp_path, 2)[1])
    assert names(customer.say(first)) == ["code_wrong"]
    customer.say(second)
    assert rasa.turns[-1].orders == (NUMBER,)


def test_a_code_that_came_too_late_is_told_so(mailing, tmp_path):
    customer = mailing.begin()
    customer.say(NUMBER)
    code = code_in(mails(tmp_path)[0])
    age(mailing, LIFETIME)
    assert names(customer.say(code)) == ["code_expired"]


def age(shop, by):
    engine = connect(shop.settings.database_url)
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE mail_codes SET expires_at = expires_at - {by}"))
    engine.dispose()


def test_the_same_message_again_has_the_same_answer_and_counts_once(mailing, rasa, tmp_path):
    customer = mailing.begin()
    customer.say(NUMBER)
    code, id = code_in(mails(tmp_path)[0]), str(uuid4())
    first = customer.say(code, id=id)
    assert customer.say(code, id=id) == first
    customer.say(code)
    assert rasa.turns[-1].opened == NUMBER


def test_digits_are_plain_words_where_no_code_was_asked_for(mailing, rasa):
    customer = mailing.begin()
    customer.say("123456")
    assert rasa.asked[-1]["message"] == "123456"
