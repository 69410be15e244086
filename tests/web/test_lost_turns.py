"""A turn whose process died: answered without anybody asking again; and what the bot hears of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from databases import KINDS, opened
from mailed import NUMBER, code_in, mails, names, wrong
from patience import eventually

from orders.database import connect, writing
from web.handover.store import begin
from web.messages import customer_message
from web.moments import milliseconds
from web.records import Content, Conversation, Lease
from web.store import Access, ConversationStore
from web.turn_store import TurnStore

SORRY = ({"type": "text", "name": "sorry", "text": "sorry", "language": "ja"},)


def apology(_language):
    return SORRY


def die_in_a_turn(turns, conversation_id, until):
    """As a process does that has begun a turn: the message is stored, the lease taken."""
    message = customer_message(str(uuid4()), "はい", None)
    turns.begin(conversation_id, message, Lease(uuid4().hex, until), 1, apology)
    return message


@pytest.fixture(params=KINDS)
def stored(request, tmp_path):
    """The turns of a database with one conversation."""
    with opened(request.param, tmp_path) as engine:
        content = Content(role="bot", at=1, language="ja", replies=SORRY)
        access = Access(token="t", expires_at=2**50)
        ConversationStore(engine).create(Conversation(id="c", language="ja"), access, content)
        yield TurnStore(engine)


def test_a_turn_whose_lease_has_run_out_is_closed_once(stored):
    message = die_in_a_turn(stored, "c", until=100)
    assert stored.close_lost(Lease("b", 10**6), 100, apology) == "c"
    assert stored.close_lost(Lease("b", 10**6), 101, apology) is None
    assert stored.submission("c", message.id).answer.replies == SORRY


def test_a_turn_that_still_has_its_lease_is_left_alone(stored):
    message = die_in_a_turn(stored, "c", until=100)
    assert stored.close_lost(Lease("b", 10**6), 99, apology) is None
    assert stored.submission("c", message.id).answer is None


def test_a_reply_that_comes_after_the_turn_was_closed_is_not_added(stored):
    message = die_in_a_turn(stored, "c", until=100)
    stored.close_lost(Lease("b", 10**6), 100, apology)
    late = Content(role="bot", at=1, language="ja", replies=({"type": "text", "name": "late"},))
    assert stored.finish("c", message.id, Lease("a", 100), late).replies == SORRY


def test_a_customer_who_only_waits_is_asked_to_send_it_again(shop, customer):
    engine = connect(shop.settings.database_url)
    die_in_a_turn(TurnStore(engine), customer.id, until=milliseconds() - 1)
    assert eventually(lambda: len(customer.history()) == 3)
    (block,) = customer.history()[-1]["replies"]
    assert block["name"] == "please_resend"
    engine.dispose()


def test_the_bot_is_told_which_of_its_replies_was_heard(customer, rasa):
    async def silent(_message, _turn):
        return []

    customer.say("1")
    rasa.answer, answer = silent, rasa.answer
    customer.say("2")
    rasa.answer = answer
    customer.say("3")
    customer.say("4")
    first, _, third, _ = [turn.jti for turn in rasa.turns]
    assert [turn.heard for turn in rasa.turns] == ["", first, first, third]


@pytest.fixture
def with_person(mailing):
    """A guest who waits for a code, with a person."""
    customer = mailing.begin()
    customer.say(NUMBER)
    engine = connect(mailing.settings.database_url)
    with writing(engine) as connection:
        begin(connection, customer.id, "asked", {}, milliseconds())
    engine.dispose()
    return customer


def test_a_code_that_is_typed_to_a_person_opens_the_order(with_person, rasa, tmp_path):
    asked = len(rasa.asked)
    code = code_in(mails(tmp_path)[0])
    answer = with_person.say(code)
    assert names(answer) == ["code_opened"]
    assert NUMBER in answer["replies"][0]["text"]
    assert len(rasa.asked) == asked
    assert code not in str(with_person.history())


def test_a_wrong_code_that_is_typed_to_a_person_is_said_to_be_wrong(with_person, tmp_path):
    assert names(with_person.say(wrong(code_in(mails(tmp_path)[0])))) == ["code_wrong"]


def test_all_else_to_a_person_is_left_to_them(with_person):
    assert with_person.say("まだですか")["replies"] == []
