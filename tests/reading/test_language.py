"""Which language a message is in, and which one it asks for."""

import pytest

from reading import asked_language, language_of


@pytest.mark.parametrize(
    "text",
    [
        "キャンセルしたい",
        "返金",
        "ｷｬﾝｾﾙ",
        "cancelしたいです",
        "Amazonの注文",
        "ok お願いします",
        "「The Last of Us」をキャンセルしたい",
        "The Legend of Zelda Tears of the Kingdom の予約をキャンセルしたいです",
        "kyanseru shitai",
        "todoita kedo henpin dekimasu ka",
        "chumon wo kyanseru shitai desu",
        "hai",
        "hatsubaibi wa 12 gatsu 20 nichi",
        "raigetsu",
        "arigatou gozaimasu",
        "250-1111111-1111111を取り消して",
        "why って聞かれても分からないです",
    ],
)
def test_japanese_is_japanese_in_any_script(text):
    """Also romanised, mixed with English words, or about an English title."""
    assert language_of(text) == "ja"


@pytest.mark.parametrize(
    "text",
    [
        "I want to cancel",
        "cancel",
        "refund pls",
        "キャンセル please",
        "Can I キャンセル my 予約商品?",
        'I want to cancel "進撃の巨人 フィギュア"',
        "I want to cancel 「葬送のフリーレン」",
        "What does 出荷準備中 mean?",
        "thanks",
        "yes",
        "is it konbini payment?",
        "where is my order 250-1111111-1111111",
        "cancle oder",
        "you are useless",
    ],
)
def test_english_is_english_by_the_sentence(text):
    """A Japanese word or title inside does not change it."""
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "250-1111111-1111111",
        "👍",
        "ok",
        "OK!",
        "???",
        "...",
        "123",
        "PayPay",
        "www.amazon.co.jp",
        "Amazon",
    ],
)
def test_what_belongs_to_no_language_has_none(text):
    """The language then stays what it was."""
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In English, please", "en"),
        ("English please", "en"),
        ("English?", "en"),
        ("english only, thanks", "en"),
        ("please, english", "en"),
        ("日本語のみでお願い", "ja"),
        ("can you speak English?", "en"),
        ("英語でお願いします", "en"),
        ("英語で", "en"),
        ("I can't read Japanese", "en"),
        ("日本語はわかりません", "en"),
        ("日本語でお願いします", "ja"),
        ("日本語で", "ja"),
        ("にほんごでおねがい", "ja"),
        ("can you speak Japanese?", "ja"),
        ("nihongo de onegaishimasu", "ja"),
        ("Japanese please", "ja"),
        ("英語がわからないので日本語でお願いします", "ja"),
        ("I want to cancel", None),
        ("キャンセルしたい", None),
        ("Is the manual in English?", None),
        ("英語版の本を返品したい", None),
        ("日本語字幕はありますか", None),
        ("", None),
    ],
)
def test_a_wish_for_a_language_is_heard(text, language):
    """Asked in either language; the language of a product is no such wish."""
    assert asked_language(text) == language
