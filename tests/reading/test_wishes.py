"""What of a wish the intent alone does not tell."""

import pytest

from reading.wishes import asks_to_cancel, means_part, means_quantity, means_whole_lines


@pytest.mark.parametrize(
    "text",
    [
        "取り寄せ商品ってｷｬﾝｾﾙできますか",
        "取り消したいです",
        "can back-orders be cancelled?",
        "how do I cancle it",
    ],
)
def test_a_question_whether_it_can_be_cancelled_asks_to_cancel(text: str):
    assert asks_to_cancel(text)


@pytest.mark.parametrize(
    "text", ["キャンセルされました", "it was cancelled", "いつ届きますか", "can you deliver it?"]
)
def test_other_texts_do_not_ask_to_cancel(text: str):
    assert not asks_to_cancel(text)


@pytest.mark.parametrize("text", ["一部だけキャンセルしたい", "only one of the items", "just the mug please"])
def test_some_items_are_a_part(text: str):
    assert means_part(text)


@pytest.mark.parametrize("text", ["数量を減らしたい", "2個に変更して", "reduce the quantity", "fewer pieces"])
def test_fewer_pieces_are_a_quantity_and_no_whole_lines(text: str):
    assert means_quantity(text)
    assert not means_whole_lines(f"キャンセル {text}")


@pytest.mark.parametrize(
    "text",
    [
        "please take out one of the products",
        "can you remove two items from it",
        "I only want to keep two of the four things",
    ],
)
def test_items_taken_out_of_an_order_are_whole_lines_and_a_part(text: str):
    assert means_part(text)
    assert means_whole_lines(text)


@pytest.mark.parametrize("text", ["please remove my name from the label", "I want to keep it"])
def test_what_is_removed_or_kept_otherwise_is_no_line(text: str):
    assert not means_whole_lines(text)


@pytest.mark.parametrize("text", ["机だけキャンセルしたい", "please cancel the lamp"])
def test_cancelling_without_a_quantity_means_whole_lines(text: str):
    assert means_whole_lines(text)


@pytest.mark.parametrize(
    "text", ["本だけ返したい", "2つ買ったけど1つだけ", "青いのだけで", "一点のみ", "これだけどうやって返すの"]
)
def test_a_thing_with_only_behind_it_is_a_part(text: str):
    assert means_part(text)


@pytest.mark.parametrize(
    "text",
    [
        "代引きだけど大丈夫?",
        "さっき買ったんだけど",
        "聞かれただけで来てない",
        "店にたのみました",
        "できるだけ早く",
    ],
)
def test_but_and_just_and_asking_are_no_part(text: str):
    assert not means_part(text)
