"""A few words once the step was said: done, why, what it costs, once more, or a fact put right."""

import pytest
from conversation import NOW, Conversation

CANCEL = {
    "ja": "アマゾンの注文をキャンセルしたい、未発送です",
    "en": "amazon, not shipped yet, I want to cancel",
}
RETURN = {
    "ja": "アマゾン、届いたけど未開封。返品したい",
    "en": "amazon, it arrived, unopened, return it",
}
REFUSE = {"ja": "アマゾン、発送済み。キャンセルしたい", "en": "amazon order shipped, want to cancel"}


def told(story: dict[str, str], language: str) -> Conversation:
    talk = Conversation(language=language, now=NOW)
    talk.say(story[language], "cancel_order")
    assert talk.steps()
    return talk


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "done, just sent it"),
        ("en", "ok I did that"),
        ("en", "I've sent the request"),
        ("ja", "今送りました"),
        ("ja", "はい、申請しました"),
        ("ja", "やりました。"),
        ("en", "I cancelled it"),
        ("ja", "キャンセルしました"),
    ],
)
def test_who_has_asked_for_the_cancellation_is_told_to_wait(language: str, text: str):
    talk = told(CANCEL, language)
    talk.say(text, "shipped_after_cancel_request")
    assert talk.steps() == ["wait"]
    assert talk.state.told_here()["request"] == "pending"


def test_done_after_another_step_is_no_request():
    talk = told(REFUSE, "en")
    talk.say("ok done", "thanks")
    assert "request" not in talk.state.told_here()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en", text) for text in ("why?", "how long do I have?", "say that again please", "ok, now what?")),
        *(
            ("ja", text)
            for text in ("なんで？", "期限は？", "もう一回言って", "どのくらい待てばいいですか？")
        ),
    ],
)
def test_a_word_about_the_step_repeats_it_with_its_reason(language: str, text: str):
    talk = told(CANCEL, language)
    before = talk.blocks
    talk.say(text, "out_of_scope")
    assert talk.blocks == before


@pytest.mark.parametrize(("language", "text"), [("en", "why?"), ("ja", "なぜですか？")])
def test_a_word_about_the_question_puts_it_again(language: str, text: str):
    talk = Conversation(language=language, now=NOW)
    talk.say({"ja": "アマゾンのキャンセル", "en": "cancel my amazon order"}[language], "cancel_order")
    asked = talk.asked()
    talk.say(text, "out_of_scope")
    assert asked
    assert talk.asked() == asked


@pytest.mark.parametrize(("language", "text"), [("en", "I don't know"), ("ja", "ちょっとわからないです")])
def test_not_knowing_the_answer_is_not_asking_once_more(language: str, text: str):
    talk = Conversation(language=language, now=NOW)
    talk.say({"ja": "アマゾンのキャンセル", "en": "cancel my amazon order"}[language], "cancel_order")
    talk.say(text, "greet")
    assert talk.names()[0] == "amazon.where.status"


@pytest.mark.parametrize(
    ("story", "language", "text", "answer"),
    [
        (REFUSE, "en", "is it free?", "return_postage"),
        (REFUSE, "ja", "送料かかる？", "return_postage"),
        (CANCEL, "en", "any fees?", "penalty"),
        (CANCEL, "ja", "お金かかりますか？", "penalty"),
    ],
)
def test_what_the_step_costs_is_answered_for_that_shop(story, language: str, text: str, answer: str):
    talk = told(story, language)
    talk.say(text, "out_of_scope")
    assert talk.names()[0] == f"amazon.answer.{answer}"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "sorry, 25 February", "2027-02-25"),
        ("en", "I meant the 20th of February", "2027-02-20"),
        ("ja", "あ、2月20日でした", "2027-02-20"),
        ("ja", "15日じゃなくて2月20日です", "2027-02-20"),
    ],
)
def test_a_bare_date_puts_the_one_told_right(language: str, text: str, value: str):
    talk = Conversation(language=language, now=NOW)
    story = {
        "ja": "あみあみの予約商品、2027年2月15日発売。未請求。キャンセルしたい",
        "en": "amiami preorder releasing 15 February 2027, not invoiced, cancel",
    }
    talk.say(story[language], "cancel_order")
    talk.say(text, "out_of_scope")
    assert talk.state.told_here()["release_date"] == value
    assert talk.names()[0] == "changed.fact"


@pytest.mark.parametrize(
    "text", ["I'll be home on 25 February", "my birthday is 25 February", "25 February?"]
)
def test_a_date_of_something_else_changes_nothing(text: str):
    talk = Conversation(language="en", now=NOW)
    talk.say("amiami preorder releasing 15 February 2027, not invoiced, cancel", "cancel_order")
    talk.say(text, "out_of_scope")
    assert talk.state.told_here()["release_date"] == "2027-02-15"


def test_to_forget_one_fact_does_not_begin_anew():
    talk = Conversation(language="en", now=NOW)
    talk.say("refund for my cancelled amazon order, paid at a convenience store", "refund_timing")
    talk.say("forget that, credit card", "out_of_scope")
    assert talk.state.told_here()["payment_method"] == "card"
    assert talk.state.goal == "refund"


def test_who_has_not_retried_after_all_is_believed():
    talk = Conversation(language="en", now=NOW)
    talk.say("amazon, not shipped, my cancel request failed twice, system error", "cancel_rejected_or_failed")
    talk.say("sorry, I haven't retried", "out_of_scope")
    assert talk.state.told_here()["retried"] is False


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "undo my cancellation request at Amazon", "ok cancel it after all"),
        ("en", "undo my cancellation request at Amazon", "forget the undo, let it be cancelled"),
        ("ja", "アマゾンのキャンセルリクエストを取り消したい", "あ、待って。やっぱりキャンセルする"),
        ("ja", "アマゾンのキャンセルリクエストを取り消したい", "やっぱりやめない、キャンセルする"),
    ],
)
def test_who_wants_it_cancelled_after_all_undoes_nothing(language: str, first: str, then: str):
    talk = Conversation(language=language, now=NOW)
    talk.say(first, "undo_cancel_request")
    talk.say(then, "undo_cancel_request")
    assert talk.state.goal == "cancel"


@pytest.mark.parametrize(
    ("story", "language", "text"),
    [
        (REFUSE, "en", "refused it just now"),
        (REFUSE, "ja", "断りました"),
        (RETURN, "en", "shipped it back today"),
        (RETURN, "en", "ok, I dropped it off"),
        (RETURN, "ja", "発送しました"),
    ],
)
def test_who_has_refused_or_returned_it_has_sent_it_back(story: dict[str, str], language: str, text: str):
    talk = told(story, language)
    talk.say(text, "cancel_rejected_or_failed")
    assert talk.state.told_here()["status"] == "sent_back"
    assert "request" not in talk.state.told_here()
