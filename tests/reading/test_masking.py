"""What is stored of a text: no e-mail address, phone or card number; order numbers stay."""

import pytest

from reading import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("taro@example.comです", "[email]です"),
        ("write to Taro.Yamada+x@mail.example.co.jp!", "write to [email]!"),
        ("ＴＡＲＯ＠ｅｘａｍｐｌｅ．ｃｏｍ", "[email]"),
        ("090-1234-5678に電話", "[phone]に電話"),
        ("０９０１２３４５６７８", "[phone]"),
        ("03-1234-5678", "[phone]"),
        ("call +81 90 1234 5678", "call [phone]"),
        ("カード4111 1111 1111 1111", "カード[card]"),
        ("4111-1111-1111-1111", "[card]"),
        ("注文番号は250-1111111-1111111", "注文番号は250-1111111-1111111"),
        ("25011111111111111", "25011111111111111"),
        ("あみあみ 123456789", "あみあみ 123456789"),
        ("8月28日 15:20 3,000円", "8月28日 15:20 3,000円"),
        ("", ""),
    ],
)
def test_personal_data_is_masked_and_order_numbers_survive(text, masked):
    """Whatever the width."""
    assert mask(text) == masked
