"""Guesses of the model that the words belie: undone or cancelled, told or asked, all or a part."""

import pytest
from conversation import NOW, Conversation


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'd like to take back my cancellation, amazon, hasn't shipped"),
        ("en", "please withdraw my cancellation, amazon, not shipped"),
        ("ja", "キャンセルを取り消したい。アマゾン、未発送"),
        ("ja", "キャンセルの取り消し。アマゾン、未発送"),
        ("ja", "間違ってキャンセルしてしまいました。アマゾン、未発送"),
        ("en", "I clicked cancel by mistake!! amazon, not shipped yet"),
        ("en", "oops, requested cancel on the wrong order, amazon, still unshipped"),
    ],
)
def test_who_takes_a_cancellation_back_does_not_cancel(language: str, text: str):
    talk = Conversation(language=language, now=NOW)
    talk.say(text, "cancel_order")
    assert talk.state.goal == "undo_request"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I ordered by mistake, cancel it. amazon, not shipped"),
        ("en", "please cancel, I accidentally ordered it. amazon, not shipped"),
        ("ja", "間違って注文しました。キャンセルしたいです。アマゾン、未発送"),
    ],
)
def test_who_ordered_by_mistake_cancels(language: str, text: str):
    talk = Conversation(language=language, now=NOW)
    talk.say(text, "cancel_order")
    assert talk.state.goal == "cancel"


def test_a_bare_date_is_that_of_the_request_that_was_told():
    talk = Conversation(now=NOW)
    talk.say("アマゾンにキャンセルリクエストを送ったのに返事がない", "cancel_status")
    asked = talk.asked()
    talk.say("昨日", "out_of_scope")
    assert asked != ["requested_at"]
    assert talk.state.told_here()["requested_at"].startswith("2026-03-31")


def test_who_only_tells_of_a_request_takes_none_back():
    talk = Conversation(language="en", now=NOW)
    talk.say("I sent a cancel request to amazon", "undo_cancel_request", confidence=0.7)
    assert talk.state.goal == "cancel"


@pytest.mark.parametrize(
    ("language", "text"), [("ja", "荷物もういらない"), ("en", "I don't want it any more")]
)
def test_what_is_not_wanted_is_to_be_cancelled_though_the_model_is_in_doubt(language: str, text: str):
    talk = Conversation(language=language, now=NOW)
    talk.waver(text, order_status=0.3, return_item=0.2)
    assert talk.state.goal == "cancel"


def test_who_asks_whether_refusing_brings_the_money_back_takes_no_request_back():
    talk = Conversation(now=NOW)
    story = "アマゾンです。リクエストを出したのに発送されました。受け取り拒否をすれば返金されますか？"
    talk.say(story, "undo_cancel_request", confidence=0.88)
    assert talk.steps() == ["refuse_delivery"]


def test_only_in_a_question_is_no_part_of_an_order():
    talk = Conversation(now=NOW)
    talk.say("代引きの荷物、配達中です。受け取らなければいいだけですか？アマゾンです", "refuse_delivery")
    assert talk.state.goal == "cancel"
    assert talk.steps() == ["refuse_delivery"]


def test_a_guess_that_it_shipped_needs_a_word_of_it():
    talk = Conversation(language="en", now=NOW)
    text = "amiami: cancel request accepted mail came"
    talk.say(text, "shipped_after_cancel_request", confidence=0.69)
    assert talk.state.told_here().get("status") != "shipped"
    assert talk.steps() == ["none"]


@pytest.mark.parametrize(
    "text",
    ["amazon: withdraw cancel request, still preparing", "キャンセルが完了したが間違いだった。アマゾン"],
)
def test_what_is_taken_back_in_so_many_words_is_undone_though_the_model_is_in_doubt(text: str):
    talk = Conversation(now=NOW)
    talk.waver(text, cancel_order=0.5, undo_cancel_request=0.3)
    assert talk.state.goal == "undo_request"
    talk.say(text, "shipped_after_cancel_request", confidence=0.66)
    assert talk.state.goal == "undo_request"
