"""Free-text answers to the question that is open: the value, "I don't know", or something else altogether."""

from datetime import datetime

import pytest

from reading import UNKNOWN, read_answer
from reading.days import JST

# A Friday.
NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)

ANSWERS = {
    (
        "opened",
        True,
    ): "はい|うん、開けた|開けちゃいました|yep|yes|I have|いや、開封済み|i opened it already|はい。|ハイ！",
    (
        "opened",
        False,
    ): "いいえ|まだです|まだ|開けてません|未開封です|nope|not yet|unopened|sealed|no I haven't opened it|"
    "no, it's still sealed|あけてへん|うん、まだ開けてない|開けてないです",
    ("paid", True): "はい|もう払いました|支払い済み|yes I paid|I have|済みです|入金した|yes, yesterday|paid",
    (
        "paid",
        False,
    ): "まだ|払ってない|いいえ、まだです|no|not yet|してない|してへん|unpaid|I haven't|これから",
    ("invoiced", True): "はい、来ました|yes|got an invoice|届いた|来た",
    ("invoiced", False): "まだ|請求書は来てません|not yet|来てない|no invoice yet",
    ("modifiable", True): "表示されます|はい|yes|I can see it in the list|載ってます",
    (
        "modifiable",
        False,
    ): "出てこない|ないです|一覧にありません|no it isn't there|いいえ|not listed|見当たらない",
    ("retried", True): "はい|もう一度やりました|twice|2回試した|yes, same error|tried again",
    ("retried", False): "1回だけ|まだ一回しか|not yet|no|only once|いいえ",
    ("status", "unshipped"): "まだ発送されてない|まだです|not yet|未発送|it hasn't shipped",
    ("status", "preparing"): "準備中|準備中です|preparing|出荷準備中って書いてある|processing",
    ("status", "shipped"): "発送済みです|shipped|it's on its way|配送中|on the way|もう出た|発送されました",
    (
        "status",
        "delivered",
    ): "届いてます|届きました！|delivered|手元にあります|arrived|I have it|家にある|it's here",
    ("status", "sent_back"): "受け取り拒否した|送り返しました|I sent it back|returned",
    ("status", "cancelled"): "キャンセル済み|cancelled|キャンセルされてる",
    ("payment_method", "card"): "カードです|クレカ|credit card|by card I think|Visa|カード払いです",
    ("payment_method", "konbini"): "コンビニ|コンビニ払い|ｺﾝﾋﾞﾆ|convenience store|セブンで払った",
    ("payment_method", "atm"): "銀行|ATM|bank transfer|振り込み|振込です",
    ("payment_method", "e_money"): "PayPay|ペイペイ|paypay です|Suica|電子マネー",
    ("payment_method", "cod"): "代引き|着払い|cash on delivery|cash|現金",
    ("seller", "direct"): "Amazon|アマゾンです|Amazon.co.jpが販売|直販です|amazon itself",
    ("seller", "marketplace"): "出品者|マケプレ|third party|amazonじゃないです|not Amazon|別の業者",
    ("policy", "amazon"): "Amazon|アマゾンで買いました|amazonです",
    ("policy", "amiami"): "あみあみ|I ordered from AmiAmi|amiami",
    ("item", "pre_order"): "予約|予約商品です|preorder|a pre-order",
    ("item", "back_order"): "取り寄せ|back order|お取り寄せです",
    ("item", "pre_owned"): "中古|used one|中古です",
    ("item", "in_stock"): "在庫|in stock|普通の商品|a regular item",
    ("request", "none"): "まだ|I haven't|no|していません|not yet",
    ("request", "pending"): "はい|リクエストした|返事待ちです|yes I did|pending|still waiting",
    ("request", "accepted"): "承認された|accepted|通りました",
    ("request", "rejected"): "拒否されました|エラーになった|it was declined|ダメだった|断られた",
    ("cause", "payment"): "支払い|payment error|カードのエラー",
    ("cause", "system"): "システムエラー|system error|サーバーの障害",
    ("cause", "seller"): "出品者|the seller refused|出品者に断られました",
    ("cause", "preparing"): "準備中|準備中だから|it was already being prepared",
    ("cause", "recent_change"): "変更直後だったから|I had just changed my order",
    ("cause", "wrong_details"): "入力ミス|番号間違い|wrong order number",
    ("cause", "out_of_hours"): "時間外|受付時間外でした|outside business hours",
    ("cause", "insufficient_reason"): "理由が不十分|reason not good enough",
    ("cause", "unknown"): "わかりません|no reason given|理由は書いてなかった|I don't know|不明",
    ("release_date", "2026-08-28"): "8月28日|28日|Aug 28|the 28th|2026-08-28|８／２８|8月28日です",
    ("release_date", "2026-09-01"): "来月1日|Sept 1|9月1日",
    ("release_date", "2026-09-21"): "9月下旬",
    ("release_date", "2026-09-25"): "9月末です|end of September|end of next month",
    ("release_date", "2026-09-30"): "来月末",
    ("payment_deadline", "2026-08-08"): "明日|tomorrow|明日までです|8日",
    ("payment_deadline", "2026-08-10T15:00:00+09:00"): "8月10日の15時|Aug 10 at 3pm",
    ("requested_at", "2026-08-06T23:59:59+09:00"): "昨日|yesterday|昨日です|6日",
    ("requested_at", "2026-08-06T20:00:00+09:00"): "昨日の夜8時|yesterday at 8pm|8/6 20:00",
    ("requested_at", "2026-08-07T13:20:00+09:00"): "2時間前|two hours ago|2時間くらい前",
    ("requested_at", "2026-08-07T15:20:00+09:00"): "今日|today|just now|さっき",
    ("cancelled_at", "2026-07-31T23:59:59+09:00"): "先週の金曜|last Friday|7月31日|1週間前",
    ("sent_back_at", "2026-08-03T23:59:59+09:00"): "月曜日|on Monday|4日前|Aug 3",
    ("recent_cancellations", 0): "none|ないです|初めてです|no|一度もない|0|0回",
    (
        "recent_cancellations",
        2,
    ): "2|2回|twice|two times|これが3回目です|this is my third cancellation|二回です",
}

UNKNOWNS = (
    "わかりません|わからない|知らない|覚えてない|?|？|I don't know|not sure|no idea|idk|dunno|わか"
    "らん|さあ|忘れました|どこで確認できますか"
)

DIGRESSIONS = [
    ("opened", "返金はいつですか"),
    ("opened", "how long do refunds take?"),
    ("opened", "2番目"),
    ("opened", "the second one"),
    ("opened", "250-1111111-1111111"),
    ("opened", "開けてもいいですか？"),
    ("paid", "コンビニで払えますか"),
    ("paid", "can I pay by card?"),
    ("status", "もう発送されましたか"),
    ("status", "has it shipped?"),
    ("status", "2"),
    ("status", "キャンセルしたい"),
    ("payment_method", "why do you ask?"),
    ("payment_method", "返金はいつ？"),
    ("seller", "楽天"),
    ("item", "フィギュア"),
    ("cause", "人と話したい"),
    ("request", "キャンセルリクエストって何ですか"),
    ("release_date", "when is it released?"),
    ("release_date", "発売日はいつですか"),
    ("requested_at", "tomorrow"),
    ("requested_at", "返金は3日後ですか？"),
    ("cancelled_at", "明日"),
    ("recent_cancellations", "250-1111111-1111111"),
    ("recent_cancellations", "ペナルティはありますか"),
    ("opened", ""),
]

FACTS = (
    *("policy", "seller", "item", "status", "opened", "paid", "invoiced", "modifiable", "release_date"),
    *("payment_deadline", "request", "cause", "retried", "requested_at", "cancelled_at", "sent_back_at"),
    *("payment_method", "recent_cancellations"),
)


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [(fact, value, text) for (fact, value), texts in ANSWERS.items() for text in texts.split("|")],
)
def test_an_answer_gives_the_value(fact, value, text):
    """Yes and no, words, dates and counts, in both languages."""
    assert read_answer(text, fact, NOW) == value
    assert type(read_answer(text, fact, NOW)) is type(value)


@pytest.mark.parametrize("text", UNKNOWNS.split("|"))
@pytest.mark.parametrize("fact", FACTS)
def test_not_knowing_is_an_answer(text, fact):
    """To every question; about the cause it is the value that says so."""
    assert read_answer(text, fact, NOW) == ("unknown" if fact == "cause" else UNKNOWN)


@pytest.mark.parametrize(("fact", "text"), DIGRESSIONS)
def test_another_question_is_no_answer(fact, text):
    """It leaves the open question open."""
    assert read_answer(text, fact, NOW) is None


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("release_date", "I got the invoice today"),
        ("payment_deadline", "昨日払いました"),
    ],
)
def test_the_day_of_a_bill_is_no_day_to_come(fact, text):
    assert read_answer(text, fact, NOW) is None


def test_doubt_about_the_state_itself_is_not_knowing():
    """The state is named, and said to be unknown."""
    assert read_answer("I don't know if it has shipped", "status", NOW) is UNKNOWN
    assert read_answer("発送されたかどうかわかりません", "status", NOW) is UNKNOWN
