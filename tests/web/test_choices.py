"""What a button's payload carries: passed on as it was offered, masked where somebody made it up."""

from __future__ import annotations

from uuid import uuid4

import pytest

PERSONAL = ["note/hanako@example.com/null", "note/090-1234-5678/null", "note/4111 1111 1111 1111/null"]
LIKE_A_PHONE = "order/090-1234-5678/null"
"""An order of a shop whose numbers look like that."""


async def offering(message, turn):
    """A bot that shows a button."""
    choices = [{"title": "これ", "payload": LIKE_A_PHONE}]
    blocks = [{"type": "choices", "choices": choices}]
    return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": blocks}}]


@pytest.mark.parametrize("choice", PERSONAL)
def test_personal_data_in_a_choice_is_masked_before_it_is_stored_or_sent(customer, rasa, choice, tmp_path):
    assert customer.post(choice=choice).status_code == 200
    stored = customer.history()[1]["choice"]
    secret = choice.split("/")[1]
    assert len(stored) == len(choice) and secret not in stored and "*" in stored
    assert secret not in str(rasa.asked)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("shop.db*"))
    assert secret.encode() not in kept


@pytest.mark.parametrize("choice", PERSONAL)
def test_a_masked_choice_sent_again_is_the_same_message(customer, rasa, choice):
    number = str(uuid4())
    first = customer.post(choice=choice, id=number)
    assert customer.post(choice=choice, id=number).json() == first.json()
    assert len(rasa.asked) == 1


def test_another_choice_under_the_same_id_is_refused(customer):
    number = str(uuid4())
    customer.post(choice="order/1/null", id=number)
    assert customer.post(choice="order/2/null", id=number).status_code == 422


def test_a_button_that_was_offered_is_passed_on_as_it_is(customer, rasa):
    rasa.answer = offering
    customer.say("x")
    customer.post(choice=LIKE_A_PHONE)
    assert rasa.asked[-1]["metadata"]["choice"] == LIKE_A_PHONE
    assert customer.history()[3]["choice"] == LIKE_A_PHONE


def test_the_same_payload_is_masked_where_it_was_not_offered(customer, rasa):
    customer.post(choice=LIKE_A_PHONE)
    assert "090" not in rasa.asked[-1]["metadata"]["choice"]
