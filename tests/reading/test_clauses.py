"""A message in its parts: sentences, and wishes that share a sentence."""

import pytest

from reading import clauses, topics

PARTS = [
    "キャンセルしたいのですが、 | ペナルティはありますか？ | あと返金はいつですか？",
    "キャンセルしたいんですけど | 返金っていつになりますか",
    "キャンセルしたいし、 | 返品もしたい",
    "1つ目をキャンセルして、 | 2つ目の返品方法を教えて",
    "キャンセルお願いします！！😭 | あと、PayPayの返金いつ？",
    "キャンセルしたいです。 | ついでに送料も教えてください",
    "こんにちは。 | 注文番号は250-1111111-1111111です。",
    "発送された… | キャンセルできますか",
    "二点質問です。 | キャンセルできますか。 | 送料はかかりますか。",
    "キャンセルしたい\n | 返金はいつ",
    "I want to cancel my order | and also how long do refunds take?",
    "I want to cancel. | When do I get my money back?",
    "can I return it, | and when will the refund come",
    "cancel pls; | btw is there a penalty",
    "I'd like to cancel order 1 | plus return order 2",
    "It hasn't shipped yet but can I cancel it? | Also, my other order arrived, how do I return that one",
    "I bought it at amazon.co.jp. | It arrived.",
]
WHOLE = [
    "キャンセルしたいのですが、どうすればいいですか",
    "届いたんですが、返品したいです",
    "注文をキャンセルして返金してほしい",
    "「AとB。すごい！」をキャンセルしたい",
    "注文No. 123 をキャンセル",
    "発送されたあと払いはどうなる",
    "あと払いです",
    "あと2日で届く",
    "ついでに送料も教えてください",
    "cancel my order and refund me",
    "I want to cancel and I want a refund",
    'cancel "Dr. Who. The Movie" please',
    "3.5 inches, e.g. the small one",
    "😭😭",
    "...",
    "キャンセル",
]


@pytest.mark.parametrize("parts", PARTS)
def test_every_wish_has_a_part_of_its_own(parts):
    expected = [part.strip("\n") for part in parts.split(" | ")]
    text = parts.replace(" | ", " ")
    assert [text[start:end] for start, end in clauses(text)] == expected


@pytest.mark.parametrize("text", WHOLE)
def test_one_wish_stays_whole(text):
    assert [text[start:end] for start, end in clauses(text)] == [text]


@pytest.mark.parametrize("text", ["", "   ", "\n\u3000\n"])
def test_white_space_has_no_parts(text):
    assert clauses(text) == ()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("キャンセルしたい", {"cancel"}),
        ("返金はいつ", {"refund"}),
        ("受け取り拒否してもペナルティはない？", {"refuse", "penalty"}),
        ("how do I return it and will I be charged a fee", {"return", "penalty"}),
        ("when will it arrive?", {"arrival"}),
        ("担当者と話したい", {"human"}),
        ("こんにちは", set()),
    ],
)
def test_what_a_wish_is_about_is_told_by_its_words(text, about):
    assert topics(text) == about
