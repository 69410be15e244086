"""What sentences of real people say: every fact that is said, and none that is asked, feared or wished."""

from datetime import datetime

import pytest

from reading import read_facts, read_supposed
from reading.days import JST

# A Friday.
NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)

STATUS = [
    ("キャンセルリクエストしたのに発送された", {"request": "pending", "status": "shipped"}),
    ("まだ発送されてない", {"status": "unshipped"}),
    ("まだ発送されていません", {"status": "unshipped"}),
    ("まだ発送してないみたいなんですけど", {"status": "unshipped"}),
    ("発送がまだなんですが", {"status": "unshipped"}),
    ("未発送の注文を取り消したい", {"status": "unshipped"}),
    ("発送前ですがキャンセルできますか", {"status": "unshipped"}),
    ("ﾏﾀﾞ発送ｻﾚﾃﾅｲ", {"status": "unshipped"}),
    ("出荷準備中になってる", {"status": "preparing"}),
    ("ステータスが「発送準備中」です", {"status": "preparing"}),
    ("もう発送されてしまいました", {"status": "shipped"}),
    ("発送済みって出てるんだけど", {"status": "shipped"}),
    ("出荷されちゃったんですがどうすれば", {"status": "shipped"}),
    ("配達中になってます", {"status": "shipped"}),
    ("発送メールが届きました", {"status": "shipped"}),
    ("発送完了の通知が来た", {"status": "shipped"}),
    ("なんで発送されたの？", {"status": "shipped"}),
    ("勝手に発送されてるんですけど！？", {"status": "shipped"}),
    ("届いちゃったんですけど", {"status": "delivered"}),
    ("届いてもうた", {"status": "delivered"}),
    ("商品がとどきました", {"status": "delivered"}),
    ("ﾄﾄﾞｲﾀ", {"status": "delivered"}),
    ("キャンセルしたはずの商品が届きました", {"status": "delivered"}),
    ("荷物受け取っちゃいました", {"status": "delivered"}),
    ("昨日置き配されてました", {"status": "delivered"}),
    ("今朝家に届いてた", {"status": "delivered"}),
    ("受取拒否しました", {"status": "sent_back"}),
    ("受け取り拒否して返送中です", {"status": "sent_back"}),
    ("もう送り返したのに返金されない", {"status": "sent_back"}),
    ("返品済みです", {"status": "sent_back"}),
    ("勝手にキャンセルされた", {"status": "cancelled"}),
    ("キャンセル済みの注文の返金", {"status": "cancelled"}),
    ("注文がキャンセルになりました", {"status": "cancelled"}),
    ("it hasn't shipped yet", {"status": "unshipped"}),
    ("my order hasnt left yet", {"status": "unshipped"}),
    ("order has not been shipped", {"status": "unshipped"}),
    ("why hasn't it shipped yet?", {"status": "unshipped"}),
    ("it's preparing for shipment", {"status": "preparing"}),
    ("my order is being packed right now", {"status": "preparing"}),
    ("it says shipping soon", {"status": "preparing"}),
    ("my package already left??", {"status": "shipped"}),
    ("it's out for delivery", {"status": "shipped"}),
    ("the parcel is on its way already", {"status": "shipped"}),
    ("they shipped it anyway", {"status": "shipped"}),
    ("i got a tracking number this morning", {"status": "shipped"}),
    ("it's already been dispatched", {"status": "shipped"}),
    ("my order was shiped even tho I said no", {"status": "shipped"}),
    ("why has it shipped?", {"status": "shipped"}),
    ("it arrived today", {"status": "delivered"}),
    ("I just recieved the package", {"status": "delivered"}),
    ("it was delievered while I was out", {"status": "delivered"}),
    ("the box was left at my door", {"status": "delivered"}),
    ("I refused the parcel at the door", {"status": "sent_back"}),
    ("i sent it back", {"status": "sent_back"}),
    ("I returned it already, where is my money", {"status": "sent_back"}),
    ("my order was cancelled by amazon", {"status": "cancelled", "policy": "amazon"}),
    ("hassou sareta kedo dou sureba ii", {"status": "shipped"}),
    ("todoita kedo henpin dekimasu ka", {"status": "delivered"}),
]

NOT_SAID = [
    "もう発送されましたか？",
    "発送済みですか",
    "もう発送された？",
    "発送されたかどうか知りたい",
    "発送されたか教えて",
    "届いたら返品できますか",
    "発送される前にキャンセルしたい",
    "発送しないでください",
    "もし発送されたら受け取り拒否すればいい？",
    "発送されそう",
    "届いておりません",
    "まだ届いてない",
    "確認メールが届きました",
    "請求メールの返信が来た",
    "発送先を変えたい",
    "受け取り拒否したい",
    "返品したいです",
    "返品しようと思ってます",
    "キャンセルしたい",
    "キャンセルしたらペナルティありますか",
    "キャンセルされてませんか",
    "気がついたら買ってた",
    "落ち着いた色がいい",
    "has it shipped?",
    "has my order been shipped yet?",
    "Did it ship?",
    "is my order already being prepared?",
    "when was it shipped?",
    "can you tell me if it has shipped",
    "please check whether my order was delivered",
    "if it ships before they answer, what then",
    "please cancel before it ships",
    "when will it be delivered?",
    "it will be shipped tomorrow",
    "it should have arrived by now",
    "I haven't received it",
    "it never arrived",
    "I received an email",
    "I want to return it",
    "was my request accepted?",
    "please don't ship it",
    "has my order been cancelled?",
    "I want my order cancelled",
    "who is the seller?",
    "is it a pre-order?",
    "これは予約商品ですか？",
    "can I pay by credit card?",
    "PayPayは使えますか",
    "支払い方法をPayPayに変更したい",
    "I want to change the payment to paypay",
    "こんにちは",
    "hello there",
    "",
]

OTHERS = [
    ("開けてしまった", {"opened": True}),
    ("箱は開けちゃいました", {"opened": True}),
    ("開封済みです", {"opened": True}),
    ("まだ開けてない", {"opened": False}),
    ("未開封です", {"opened": False}),
    ("開けてへん", {"opened": False}),
    ("開封しておりません", {"opened": False}),
    ("届いたけど開けてません", {"status": "delivered", "opened": False}),
    ("I opened the box", {"opened": True}),
    ("it's still sealed", {"opened": False}),
    ("I haven't opened it", {"opened": False}),
    ("never opened it", {"opened": False}),
    ("it came unopened", {"status": "delivered", "opened": False}),
    ("払ってない", {"paid": False}),
    ("まだ払うてへん", {"paid": False}),
    ("未払いです", {"paid": False}),
    ("入金はまだです", {"paid": False}),
    ("まだお支払いしておりません", {"paid": False}),
    ("支払い済み", {"paid": True}),
    ("もう払いました", {"paid": True}),
    ("昨日振り込みました", {"paid": True, "payment_method": "atm"}),
    ("コンビニで払った", {"paid": True, "payment_method": "konbini"}),
    ("I haven't paid yet", {"paid": False}),
    ("it's unpaid", {"paid": False}),
    ("I already paid by card", {"paid": True, "payment_method": "card"}),
    ("my card was charged", {"paid": True, "payment_method": "card"}),
    ("キャンセルリクエストした", {"request": "pending"}),
    ("キャンセル申請中です", {"request": "pending"}),
    ("キャンセル依頼を出しました", {"request": "pending"}),
    ("キャンセルリクエストを送ったけど返事がない", {"request": "pending"}),
    ("まだリクエストしてない", {"request": "none"}),
    ("キャンセルが承認された", {"request": "accepted"}),
    ("キャンセルリクエストが拒否されました", {"request": "rejected"}),
    ("キャンセルできませんでした", {"request": "rejected"}),
    ("キャンセル効かない！", {"request": "rejected"}),
    ("キャンセル申請が通らなかった", {"request": "rejected"}),
    ("I requested a cancellation", {"request": "pending"}),
    ("I asked the seller to cancel", {"request": "pending", "seller": "marketplace"}),
    ("my cancellation request is still pending", {"request": "pending"}),
    ("I haven't requested a cancellation", {"request": "none"}),
    ("my request was accepted", {"request": "accepted"}),
    ("my cancellation request was rejected", {"request": "rejected"}),
    ("it won't let me cancel", {"request": "rejected"}),
    ("i couldn't cancel it", {"request": "rejected"}),
    ("出品者に拒否されました", {"request": "rejected", "cause": "seller", "seller": "marketplace"}),
    ("the seller refused to cancel", {"request": "rejected", "cause": "seller", "seller": "marketplace"}),
    ("支払いエラーでキャンセルできませんでした", {"request": "rejected", "cause": "payment"}),
    ("システムエラーで失敗した", {"request": "rejected", "cause": "system"}),
    ("出荷準備中のため拒否されました", {"request": "rejected", "cause": "preparing", "status": "preparing"}),
    ("住所を変更した直後にリクエストしたら拒否された", {"request": "rejected", "cause": "recent_change"}),
    ("注文番号を間違えて入力して拒否されました", {"request": "rejected", "cause": "wrong_details"}),
    ("受付時間外だからと断られた", {"request": "rejected", "cause": "out_of_hours"}),
    ("理由が不十分で却下された", {"request": "rejected", "cause": "insufficient_reason"}),
    ("拒否されたけど理由がわからない", {"request": "rejected", "cause": "unknown"}),
    ("rejected because of a payment error", {"request": "rejected", "cause": "payment"}),
    ("my request failed with a system error", {"request": "rejected", "cause": "system"}),
    ("it was rejected, no reason given", {"request": "rejected", "cause": "unknown"}),
    (
        "the request was rejected because it was outside business hours",
        {"request": "rejected", "cause": "out_of_hours"},
    ),
    ("リクエストが拒否されて、もう一度試したけどダメだった", {"request": "rejected", "retried": True}),
    ("my request was rejected twice", {"request": "rejected", "retried": True}),
    ("予約商品の請求書が届いた", {"item": "pre_order", "invoiced": True}),
    ("まだ請求は来てません", {"invoiced": False}),
    ("I got an invoice for my preorder", {"item": "pre_order", "invoiced": True}),
    ("it hasn't been invoiced yet", {"invoiced": False}),
    ("キャンセルページに出てこない", {"modifiable": False}),
    ("my order doesn't show up on the cancellation page", {"modifiable": False}),
    ("can I cancel a back-order?", {"item": "back_order"}),
    ("取り寄せ商品はキャンセルできますか", {"item": "back_order"}),
    ("予約商品じゃなくて中古です", {"item": "pre_owned"}),
    ("あみあみの在庫商品", {"policy": "amiami", "item": "in_stock"}),
    ("マケプレの商品です", {"seller": "marketplace"}),
    ("アマゾンで代引きで注文しました", {"policy": "amazon", "payment_method": "cod"}),
    ("代金引換です", {"payment_method": "cod"}),
    ("着払いで頼みました", {"payment_method": "cod"}),
    ("ペイペイで払いました", {"payment_method": "e_money", "paid": True}),
    ("Paidyで買った", {"payment_method": "e_money"}),
    ("コンビニ前払いです", {"payment_method": "konbini"}),
    ("銀行ATMから", {"payment_method": "atm"}),
    ("クレカ払い", {"payment_method": "card"}),
    ("Amazon Payで払った", {"payment_method": "e_money", "paid": True}),
    ("I paid cash on delivery", {"payment_method": "cod", "paid": True}),
    ("paid at a convenience store", {"payment_method": "konbini", "paid": True}),
    ("キャンセルを3回しました", {"recent_cancellations": 3}),
    ("今まで2回キャンセルした", {"recent_cancellations": 2}),
    ("これで3回目のキャンセルです", {"recent_cancellations": 2}),
    ("this is my third cancellation", {"recent_cancellations": 2}),
    ("I have never cancelled anything", {"recent_cancellations": 0}),
    ("キャンセルは初めてです", {"recent_cancellations": 0}),
    ("I've cancelled twice already", {"recent_cancellations": 2}),
]

DATES = [
    (
        "昨日キャンセルリクエストしたのに今日発送された",
        {"requested_at": "2026-08-06T23:59:59+09:00", "request": "pending", "status": "shipped"},
    ),
    (
        "I requested a cancellation yesterday but it shipped today",
        {"requested_at": "2026-08-06T23:59:59+09:00", "request": "pending", "status": "shipped"},
    ),
    ("2時間前にキャンセル申請しました", {"requested_at": "2026-08-07T13:20:00+09:00", "request": "pending"}),
    ("今朝8時にリクエストを送った", {"requested_at": "2026-08-07T08:00:00+09:00", "request": "pending"}),
    (
        "昨日の夜10時にキャンセルリクエストした",
        {"requested_at": "2026-08-06T22:00:00+09:00", "request": "pending"},
    ),
    (
        "I requested a cancellation an hour ago",
        {"requested_at": "2026-08-07T14:20:00+09:00", "request": "pending"},
    ),
    (
        "I submitted a cancellation request today",
        {"requested_at": "2026-08-07T15:20:00+09:00", "request": "pending"},
    ),
    ("3日前にキャンセルされました", {"cancelled_at": "2026-08-04T23:59:59+09:00", "status": "cancelled"}),
    (
        "三日前にキャンセルしたけど返金がない",
        {"cancelled_at": "2026-08-04T23:59:59+09:00", "status": "cancelled"},
    ),
    (
        "I cancelled two days ago and still no refund",
        {"cancelled_at": "2026-08-05T23:59:59+09:00", "status": "cancelled"},
    ),
    ("my order was cancelled on Aug 1", {"cancelled_at": "2026-08-01T23:59:59+09:00", "status": "cancelled"}),
    ("8月5日にキャンセルが承認された", {"cancelled_at": "2026-08-05T23:59:59+09:00", "request": "accepted"}),
    ("先週の金曜に受取拒否しました", {"sent_back_at": "2026-07-31T23:59:59+09:00", "status": "sent_back"}),
    ("おととい返品しました", {"sent_back_at": "2026-08-05T23:59:59+09:00", "status": "sent_back"}),
    ("I sent it back last Friday", {"sent_back_at": "2026-07-31T23:59:59+09:00", "status": "sent_back"}),
    ("I refused delivery on Monday", {"sent_back_at": "2026-08-03T23:59:59+09:00", "status": "sent_back"}),
    ("8/1に送り返した", {"sent_back_at": "2026-08-01T23:59:59+09:00", "status": "sent_back"}),
    ("12月30日に返品した", {"sent_back_at": "2025-12-30T23:59:59+09:00", "status": "sent_back"}),
    ("8月28日発売の予約商品", {"release_date": "2026-08-28", "item": "pre_order"}),
    ("発売日は2026-12-01です", {"release_date": "2026-12-01"}),
    ("１月１５日発売", {"release_date": "2027-01-15"}),
    ("令和8年9月1日発売です", {"release_date": "2026-09-01"}),
    ("the release date is 28 August", {"release_date": "2026-08-28"}),
    ("it comes out on Sept 3rd", {"release_date": "2026-09-03", "item": "pre_order"}),
    ("支払い期限は明日です", {"payment_deadline": "2026-08-08"}),
    ("支払期限が8月10日の15時なんですが", {"payment_deadline": "2026-08-10T15:00:00+09:00"}),
    ("the payment deadline is tomorrow at 3:30 pm", {"payment_deadline": "2026-08-08T15:30:00+09:00"}),
    ("payment was due yesterday", {"payment_deadline": "2026-08-06"}),
    ("昨日届いた", {"status": "delivered"}),
    ("明日キャンセルする予定", {}),
    ("昨日注文しました", {}),
    ("I ordered it three days ago", {}),
]


def said(text: str) -> dict[str, object]:
    """Facts of a text without their places."""
    return {read.fact: read.value for read in read_facts(text, NOW)}


@pytest.mark.parametrize(("text", "facts"), [*STATUS, *OTHERS, *DATES])
def test_a_sentence_says_its_facts_and_no_others(text, facts):
    """Every fact in the words is read, with its value, and nothing else."""
    assert said(text) == facts


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_asked_wished_or_feared_is_no_fact(text):
    """Questions, conditions, wishes and look-alikes leave every fact open."""
    assert said(text) == {}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("開封済みの場合は返品できますか", {"opened": True}),
        ("発送済みでもキャンセルできますか", {"status": "shipped"}),
        ("発送後にキャンセルできますか", {"status": "shipped"}),
        ("can I cancel if it has already shipped?", {"status": "shipped"}),
        ("もう発送されましたか", {}),
        ("発送されました", {}),
    ],
)
def test_what_a_general_question_supposes_is_told_apart(text, facts):
    """A supposed state is none of an order, but can be what the question is about."""
    assert {read.fact: read.value for read in read_supposed(text)} == facts


def test_a_fact_comes_with_the_words_that_say_it():
    """The span cuts the evidence out of the text as it was written."""
    text = "すみません、ｺﾝﾋﾞﾆで払いました。"
    spans = {read.fact: text[read.start : read.end] for read in read_facts(text, NOW)}
    assert spans == {"payment_method": "ｺﾝﾋﾞﾆで払い", "paid": "払いました"}
