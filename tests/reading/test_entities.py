"""Named values, canonical whatever was written, with the words cut from the text."""

import pytest

from reading import entities

WORDS = [
    ("policy", "amazon", "Amazon amazon.co.jp アマゾン ｱﾏｿﾞﾝ あまぞん amzon ＡＭＡＺＯＮ amazn"),
    ("policy", "amiami", "AmiAmi あみあみ アミアミ ｱﾐｱﾐ amiami"),
    (
        "seller",
        "marketplace",
        "マーケットプレイス マケプレ 出品者 セラー third-party marketplace ﾏｹﾌﾟﾚ 出店者",
    ),
    (
        "seller",
        "direct",
        "sold_by_Amazon Amazonが販売 アマゾン直販 販売元がAmazon shipped_and_sold_by_amazon",
    ),
    (
        "item",
        "pre_order",
        "予約商品 プレオーダー preorder pre-order pre_order 予約品 予約した 未発売 よやく商品",
    ),
    (
        "item",
        "back_order",
        "取り寄せ 取寄せ お取り寄せ バックオーダー 再入荷待ち backorder back-order 入荷待ち",
    ),
    ("item", "pre_owned", "中古 中古品 pre-owned second-hand ﾁｭｳｺ品 used_item"),
    ("item", "in_stock", "在庫あり 在庫商品 in-stock in_stock 即納"),
    ("payment_method", "card", "クレカ クレジットカード ｸﾚｼﾞｯﾄ Visa credit_card debit_card JCB カード払い"),
    (
        "payment_method",
        "konbini",
        "コンビニ ｺﾝﾋﾞﾆ コンビニ払い コンビニ前払い convenience_store セブン ローソン ファミマ 7-eleven",
    ),
    ("payment_method", "atm", "ATM 銀行ATM 銀行振込 ペイジー bank_transfer 振り込み ＡＴＭ"),
    (
        "payment_method",
        "e_money",
        "PayPay ペイペイ ﾍﾟｲﾍﾟｲ 楽天ペイ Suica Paidy LINE_Pay 電子マネー d払い メルペイ Apple_Pay",
    ),
    ("payment_method", "cod", "代引き 代引 代金引換 着払い COD cash_on_delivery 代引きで だいびき"),
    (
        "status",
        "unshipped",
        "未発送 発送前 まだ発送されてない hasn't_shipped not_shipped_yet hasn't_left_yet",
    ),
    ("status", "preparing", "出荷準備中 発送準備中 準備中 being_prepared preparing_for_shipment"),
    (
        "status",
        "shipped",
        "発送済み 出荷済み 発送された 配達中 already_shipped out_for_delivery in_transit on_its_way shiped",
    ),
    (
        "status",
        "delivered",
        "届いた 届いちゃった とどいた 受け取りました delivered delievered arrived received recieved",
    ),
    ("status", "sent_back", "受取拒否した 返送した 送り返した 返品した sent_it_back refused_delivery"),
    ("status", "cancelled", "キャンセルされた キャンセル済み was_cancelled got_canceled"),
    ("opened", True, "開けた 開封済み 開けてしまった opened"),
    ("opened", False, "未開封 開けてない 開けてません unopened sealed haven't_opened"),
    ("paid", True, "支払い済み 払った 入金済み already_paid"),
    ("paid", False, "未払い 払ってない unpaid haven't_paid"),
    ("request", "pending", "キャンセルリクエストした キャンセル申請中 requested_a_cancellation"),
    ("request", "rejected", "拒否された 却下された was_rejected was_denied キャンセルできなかった"),
    ("request", "accepted", "承認された was_approved was_accepted"),
    ("cause", "payment", "支払いエラー 決済エラー payment_error"),
    ("cause", "system", "システムエラー サーバーエラー system_error"),
    ("cause", "out_of_hours", "受付時間外 時間外 outside_business_hours"),
    ("seller", "marketplace", "転売ヤー 個人出品者 reseller third-party_seller 中国業者 マーケットプレース"),
    ("item", "back_order", "再入荷 再販待ち 取寄品 受注生産 backordered on_backorder special_order"),
    ("item", "pre_order", "予約注文 先行予約 preordered unreleased 発売前"),
    ("payment_method", "e_money", "あと払い 翌月あと払い PayPal メルペイ 楽天Edy QUICPay au_PAY ファミペイ"),
    ("payment_method", "cod", "代金引き換え 代引 ダイビキ collect_on_delivery pay_on_delivery 着払いで"),
    (
        "payment_method",
        "konbini",
        "ファミリーマート ミニストップ konbini convinience_store lawson コンビニ決済",
    ),
    ("payment_method", "atm", "ゆうちょ ネットバンキング Pay-easy wire_transfer furikomi 銀行振り込み"),
    ("payment_method", "card", "デビットカード アメックス Mastercard visa_card creditcard クレカ払い"),
    ("status", "preparing", "label_created ラベル作成済み 梱包中 shipping_soon being_packed about_to_ship"),
    (
        "status",
        "shipped",
        "輸送中 持ち出し中 通関中 in_customs left_the_warehouse with_the_carrier on_the_truck",
    ),
    (
        "status",
        "delivered",
        "届いちゃった 置き配された 宅配ボックスに入ってた left_on_my_porch marked_as_delivered とどきました",
    ),
    ("opened", True, "開けちゃいました 箱を開けた ビニール破いた unboxed opend 中身を見た"),
    ("opened", False, "箱のまま 未使用品 seal_is_intact havent_opened still_in_shrink_wrap みかいふう"),
    ("paid", True, "引き落とされた 決済済み 振り込みました payed prepaid charged_my_card"),
    ("paid", False, "未入金 まだ払ってへん havent_paid not_charged 入金待ち"),
    ("request", "pending", "返事待ち 承認待ち no_reply_yet waiting_for_approval 申請済み"),
    (
        "request",
        "rejected",
        "エラーになる 通らなかった 弾かれた cancel_button_is_gone couldn't_cancel キャンセル効かない",
    ),
    ("cause", "system", "サーバーが落ちて サイトの不具合 timed_out site_is_down"),
    ("cause", "recent_change", "変更したばかり 住所変更直後 just_changed_my_address"),
    ("cause", "wrong_details", "番号間違い メアド間違い wrong_order_number typo"),
    ("cause", "insufficient_reason", "理由不足 理由が足りない insufficient_reason reason_wasn't_good_enough"),
    ("cause", "unknown", "原因不明 理由不明 no_reason_given"),
]


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [(name, value, word.replace("_", " ")) for name, value, words in WORDS for word in words.split()],
)
def test_every_word_for_a_value_gives_that_value(name, value, written):
    """Alone and inside sentences of either language, cut out exactly or with the words that belong to it."""
    for text in (written, f"えっと、{written}。", f"well, {written}."):
        found = [entity for entity in entities(text) if entity.name == name]
        assert [entity.value for entity in found] == [value], text
        assert text[found[0].start : found[0].end].strip() in text


def test_nothing_is_named_in_small_talk():
    """Look-alikes stay out."""
    for text in (
        "こんにちは",
        "hello",
        "今日は天気がいいですね",
        "発送先を変えたい",
        "bestseller",
        "ポイントカード",
        "trading cards",
    ):
        assert entities(text) == (), text


def test_an_order_number_is_an_entity_too():
    """With its canonical value."""
    assert [(e.name, e.value) for e in entities("注文 ２５０ー１１１１１１１ー１１１１１１１")] == [
        ("order_number", "250-1111111-1111111")
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not Amazon, AmiAmi", ["amiami"]),
        ("予約じゃなくて中古です", ["pre_owned"]),
        ("代引きではなくカードです", ["card"]),
        ("予約商品ではないですか", ["pre_order"]),
    ],
)
def test_what_is_ruled_out_can_be_left_out(text, left):
    assert [entity.value for entity in entities(text, ruled_out=False)] == left
