"""The codes themselves: how long they count, how often they may be tried, what is taken for one."""

from __future__ import annotations

from random import Random

import pytest
from databases import KINDS, opened
from hypothesis import given
from hypothesis import strategies as st
from mailed import NUMBER, wrong
from sqlalchemy import text

from orders.database import writing
from web.codes.hearing import typed_code
from web.codes.secret import CodeKey
from web.codes.store import EXPIRED, LIFETIME, MOST_TRIES, OPENED, TOO_OFTEN, WRONG, Codes, opened_in
from web.moments import milliseconds
from web.records import Content, Conversation
from web.store import Access, ConversationStore


@pytest.fixture(params=KINDS)
def codes(request, tmp_path):
    with opened(request.param, tmp_path) as engine:
        made = Codes(engine, CodeKey(b"k" * 32))
        made.engine = engine
        for name in ("a", "b"):
            access = Access(token=name, expires_at=milliseconds() + 10**9)
            first = Content(role="bot", at=1, language="en", replies=())
            ConversationStore(engine).create(Conversation(id=name, language="en"), access, first)
        yield made


def asked(codes, conversation="a", at=1000, number=NUMBER):
    with writing(codes.engine) as connection:
        codes.ask(connection, conversation, number, "en", at)
        newest = connection.execute(text("SELECT id FROM mail_codes ORDER BY created_at DESC LIMIT 1"))
        id = newest.scalar_one()
    return codes.find(id)


def opened_by(codes, conversation):
    with codes.engine.connect() as connection:
        return opened_in(connection, conversation)


def test_a_code_opens_until_its_last_moment_and_not_a_moment_longer(codes):
    code = asked(codes)
    codes.mailed(code, NUMBER)
    digits = codes.digits(code)
    assert codes.attempt("a", digits, 1000 + LIFETIME).kind == EXPIRED
    assert codes.attempt("a", digits, 1000 + LIFETIME - 1).kind == OPENED
    assert opened_by(codes, "a") == (NUMBER,)
    assert opened_by(codes, "b") == ()


def test_a_code_that_was_never_mailed_opens_nothing_even_if_it_is_guessed(codes):
    code = asked(codes)
    assert codes.attempt("a", codes.digits(code), 1001).kind == WRONG
    assert opened_by(codes, "a") == ()


def test_the_right_code_may_come_twice_and_a_wrong_one_after_it_changes_nothing(codes):
    code = asked(codes)
    codes.mailed(code, NUMBER)
    digits = codes.digits(code)
    assert [codes.attempt("a", digits, 1001).kind for _ in range(2 * MOST_TRIES)] == [OPENED] * 2 * MOST_TRIES
    assert opened_by(codes, "a") == (NUMBER,)
    assert codes.awaits("a", digits, 1002) and not codes.awaits("a", wrong(digits), 1002)


def test_guessing_ends_after_five_tries_however_it_goes_on(codes):
    """A thousand seeded guesses at one code: five of them count."""
    code = asked(codes)
    codes.mailed(code, NUMBER)
    digits, random = codes.digits(code), Random(11)
    guesses = [f"{random.randrange(10**6):06d}" for _ in range(60)]
    kinds = [codes.attempt("a", guess, 1001).kind for guess in guesses if guess != digits]
    assert kinds.count(WRONG) == MOST_TRIES - 1
    assert set(kinds[MOST_TRIES - 1 :]) == {TOO_OFTEN}
    assert codes.attempt("a", digits, 1001).kind == TOO_OFTEN


def test_all_digits_are_as_likely_as_each_other():
    key = CodeKey(b"k" * 32)
    found = [key.digits(str(n)) for n in range(5000)]
    assert all(len(digits) == 6 and digits.isdigit() for digits in found)
    first = [sum(digits[0] == str(n) for digits in found) for n in range(10)]
    assert min(first) > 400 and max(first) < 600
    assert len(set(found)) > 4950


def test_another_key_makes_other_codes_and_hashes():
    one, other = CodeKey(b"a" * 32), CodeKey(b"b" * 32)
    assert one.digits("x") != other.digits("x")
    assert not other.same("x", one.hashed("x", "123456"), "123456")


@pytest.mark.parametrize(
    "text",
    [
        "123456",
        "１２３４５６",
        "123 456",
        "12 34 56",
        "コード：123456",
        "the code is 123456, thanks for helping me",
    ],
)
def test_six_digits_with_little_beside_them_may_be_a_code(text):
    found = typed_code(text)
    assert found.digits == "123456"
    assert len(found.masked) == len(text) and "1" not in found.masked and "１" not in found.masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "1234567",
        "123456 654321",
        "2026-04-01",
        "注文番号は123456です",
        "250-1234567-1234567",
        "I ordered it for 123456 yen last week and it never came",
        "03-1234-5678",
    ],
)
def test_other_figures_are_no_code(text):
    assert typed_code(text) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_a_code_has_six_digits_and_the_rest_keeps_its_length(text):
    found = typed_code(text)
    assert found is None or (len(found.digits) == 6 and len(found.masked) == len(text))
