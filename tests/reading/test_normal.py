"""The normal form: one spelling for matching, with the way back to the text."""

import pytest

from reading import normalise, normalise_with_offsets


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ｷｬﾝｾﾙ", "キャンセル"),
        ("ｺﾝﾋﾞﾆ", "コンビニ"),
        ("ﾍﾟｲﾍﾟｲ", "ペイペイ"),
        ("コンヒ\u3099ニ", "コンビニ"),
        ("ＡＢＣ　ｄｅｆ", "abc def"),
        ("Cancel", "cancel"),
        ("キャ\u200bンセ\u00adル\ufeff", "キャンセル"),
        ("250ー1111111−1111111", "250-1111111-1111111"),
        ("キャンセルーー", "キャンセルー"),
        ("えー〜っと", "えーっと"),
        ("カ−ド", "カード"),
        ("a  b\n\tc ", "a b c"),
        ("don’t", "don't"),
        ("㍿", "株式会社"),
        ("٢٥٠", "250"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_spellings_become_one(text, normal):
    """Width, case, marks, dashes, long vowels, spaces and invisible characters are settled."""
    assert normalise(text) == normal


def test_offsets_lead_back_to_the_written_characters():
    """Each character of the normal form knows where it began in the text."""
    assert normalise_with_offsets("Xｶﾞ㍻\u200b!") == ("xガ平成!", (0, 1, 3, 3, 5))
