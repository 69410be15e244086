"""What a message does to the conversation: agree, deny, correct, start over, be upset."""

import pytest

from reading import correction, means_other, mood, read_yes_or_no, starts_over

YES = """ええ|そうです|うん|はい|はい！|うんうん|そうそう|そうやで|そうだよ|イエス|はいはい|合ってます
お願いします|おk|👍|左様です|はい、届きました|うん、開けた|yep|yes|yeah|yes, but it hasn't shipped|I did
it did|correct|that's right|go ahead|please do|yes please|sure thing|exactly|you got it|hai|ｲｴｽ"""
NO = """いいえ|いや|ううん|違います|ちゃうちゃう|ちゃうで|そうじゃない|そうではありません|違うよ|ノー
まだです|いや、まだです|結構です|ﾉｰ|nah|nope|no|not really|haven't|havent|I haven't yet|I have not
not yet|no thanks|that's wrong|not correct|not at all|no way|iie"""
NEITHER = """キャンセルしたい|わかりません|2|どうですか|返金はいつですか|多分|maybe|no idea|no reply yet
no reason given|I want to cancel|is it shipped?|what do you mean|250-1111111-1111111|...|"""

OVER = """最初から|やり直し|最初からやり直したい|最初からお願いします|リセット|リセットして
もう一度最初から|さっきの話は忘れて|やり直したい|なかったことにして|始めから|忘れてください|start over
start over please|forget that|let's start again|restart|reset please|from scratch|forget everything
I want to start over please|scratch that|never mind, start over|begin again|saisho kara"""
NOT_OVER = """最初から壊れていました|最初から開いていた|キャンセルをやり直したい|I forget
I forgot to pay|start a return|忘れ物をした
it was open from the start when I got it and I want a refund for that|もう一度キャンセルしたい
パスワードを忘れました|cancel"""

CORRECTIONS = {
    "やっぱり返品で": "やっぱり",
    "やっぱキャンセルで": "やっぱ",
    "いや、返品したい": "いや、",
    "違う、コンビニじゃなくてカード": "じゃなくて",
    "間違えた、返品です": "間違えた、",
    "すみません、間違えました。2番目です": "すみません、間違え",
    "気が変わりました": "気が変わ",
    "cancelじゃなくてreturn": "じゃなくて",
    "actually I want a refund": "actually",
    "well, actually it arrived": ", actually",
    "no, I meant the other order": "no, I meant",
    "sorry, not cancel but return": "sorry, not",
    "wait, no": "wait, no",
    "on second thought I keep it": "on second thought",
    "I changed my mind": "I changed my mind",
    "not the red one, the blue one": "not the red one, the",
}
NO_CORRECTION = """キャンセルしたい|I want to cancel|いいえ、まだです|no, it hasn't shipped
やっぱり届かない|番号を間違えて入力した|is it actually shipped|no|いや|no problem|no thanks
でもまだ届いてない"""

OTHER = """もう一つの注文|もう一つのほう|別の注文です|前の注文|そっちじゃなくて|違う商品|もう片方
the other order|not that one|a different order|the other one please|my previous order|wrong order"""
NOT_OTHER = """キャンセルしたい|もう一つ質問があります|別の店で買った|I have another question
another day|this order|この注文です"""

UPSET = """怒り|最悪|ありえない|ふざけるな|どうなってるんですか！|この対応はひどい
いい加減にしてください|困ってます|泣|届いた😭|ムカつく|頭にきた|訴えますよ|お金返して！|腹が立つ
もう二度と使わない|話にならない|納得できません|めっちゃ困ってんねん|ｻｲｱｸ|対応が遅すぎる
this is ridiculous|I'm so angry|fed up|I'm fed up with waiting|unacceptable|wtf|worst service ever
what a joke|this is a scam|I'm really frustrated|not happy about this|give me my money back
are you kidding me|I can't believe this|terrible experience|so disappointed"""
CALM = """キャンセルしたい|I want to cancel|返金はいつですか|お困りですか|最低でも3日
この商品は最低価格ですか|not angry, just asking|ありがとうございます|thanks|please help
残念ですがキャンセルします|困っていません|I am happy to wait|怒ってません"""


def texts(table: str) -> list[str]:
    """The texts of a table: `|` and line breaks part them."""
    return [text for line in table.split("\n") for text in line.split("|")]


@pytest.mark.parametrize("text", texts(YES))
def test_yes_in_any_words_is_yes(text):
    assert read_yes_or_no(text) is True


@pytest.mark.parametrize("text", texts(NO))
def test_no_in_any_words_is_no(text):
    assert read_yes_or_no(text) is False


@pytest.mark.parametrize("text", texts(NEITHER))
def test_other_texts_are_neither_yes_nor_no(text):
    assert read_yes_or_no(text) is None


@pytest.mark.parametrize("text", texts(OVER))
def test_a_wish_to_begin_again_is_heard(text):
    assert starts_over(text)


@pytest.mark.parametrize("text", texts(NOT_OVER))
def test_a_beginning_of_something_else_is_no_such_wish(text):
    assert not starts_over(text)


@pytest.mark.parametrize(("text", "announced"), CORRECTIONS.items())
def test_a_correction_is_announced_by_words_cut_from_the_text(text, announced):
    span = correction(text)
    assert span is not None
    assert text[slice(*span)] == announced


@pytest.mark.parametrize("text", texts(NO_CORRECTION))
def test_an_answer_or_a_first_wish_corrects_nothing(text):
    assert correction(text) is None


@pytest.mark.parametrize("text", texts(OTHER))
def test_the_other_order_is_another_one(text):
    assert means_other(text)


@pytest.mark.parametrize("text", texts(NOT_OTHER))
def test_another_question_or_shop_is_no_other_order(text):
    assert not means_other(text)


@pytest.mark.parametrize("text", texts(UPSET))
def test_anger_and_trouble_are_heard(text):
    assert mood(text) == "upset"


@pytest.mark.parametrize("text", texts(CALM))
def test_plain_words_have_no_mood(text):
    assert mood(text) is None
