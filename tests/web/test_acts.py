"""What the bot wants done beside its reply: done in the same transaction, or else not said either."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from orders.database import connect, writing
from web.acts import Act, ActFailed, Acts, Doing
from web.records import Conversation
from web.tables import used_tokens


def acting(*acts):
    async def answer(message, turn):
        block = {"type": "text", "name": "n", "text": "done", "language": "en"}
        custom = {"turn": turn.jti, "language": "en", "blocks": [block], "acts": list(acts)}
        return [{"recipient_id": message["sender"], "custom": custom}]

    return answer


@pytest.mark.parametrize("act", [{"act": "nobody_knows_it"}, {"act": 7}, {"name": "x"}, "x", None])
def test_a_reply_whose_act_nobody_does_is_not_said(customer, rasa, act):
    rasa.answer = acting(act)
    (block,) = customer.say("hello")["replies"]
    assert block["name"] == "bot_unavailable"


def test_acts_that_are_no_list_are_no_reply(customer, rasa):
    async def answer(_message, turn):
        block = {"type": "text", "name": "n", "text": "done", "language": "en"}
        return [{"custom": {"turn": turn.jti, "language": "en", "blocks": [block], "acts": {"act": "x"}}}]

    rasa.answer = answer
    assert customer.say("hello")["replies"][0]["name"] == "bot_unavailable"


class Noting:
    """A handler that writes the act's value, and fails where it is told to."""

    async def refusal(self, doing, act):
        return act.values.get("refusal")

    def apply(self, connection, doing, act):
        connection.execute(insert(used_tokens).values(token_hash=act.values["note"], expires_at=doing.at))
        if act.values.get("fail"):
            raise ActFailed("told to")


DOING = Doing(conversation=Conversation(id="c", language="en"), language="en", address="", at=1)


def noted(engine):
    with engine.connect() as connection:
        return set(connection.execute(select(used_tokens.c.token_hash)).scalars())


def test_all_acts_of_a_reply_are_done_or_none(shop):
    engine = connect(shop.settings.database_url)
    acts = Acts({"note": Noting()})
    with writing(engine) as connection:
        acts.apply(connection, DOING, [Act("note", {"note": "a"}), Act("note", {"note": "b"})])
    assert noted(engine) == {"a", "b"}
    with pytest.raises(ActFailed), writing(engine) as connection:
        acts.apply(connection, DOING, [Act("note", {"note": "c"}), Act("note", {"note": "d", "fail": True})])
    assert noted(engine) == {"a", "b"}
    engine.dispose()
