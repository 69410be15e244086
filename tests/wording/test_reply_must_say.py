"""What a reply owes its reader beside the step, point by point, in both languages."""

import pytest

AMAZON = {"policy": "amazon", "seller": "direct"}
MARKET = {"policy": "amazon", "seller": "marketplace"}
PRE_ORDER = {"policy": "amiami", "item": "pre_order", "release_date": "2026-08-28", "invoiced": False}


def says(reply, ja: str, en: str, **facts) -> None:
    said = reply(**facts)
    assert ja in said["ja"], said["ja"]
    assert en in said["en"], said["en"]


def never_says(reply, ja: str, en: str, **facts) -> None:
    said = reply(**facts)
    assert ja not in said["ja"], said["ja"]
    assert en not in said["en"], said["en"]


def test_what_was_assumed_is_said_in_words(reply):
    says(reply, "まだお支払いをしていない", "you have not paid yet", **PRE_ORDER)
    says(
        reply,
        "キャンセルのリクエストをまだ出していない",
        "you have not sent a cancellation request yet",
        **PRE_ORDER,
    )
    refund = {"goal": "refund", "status": "cancelled", "cancelled_at": "2026-08-06T21:00:00+09:00"}
    ja, en = "お支払いが済んでいる場合のご案内", "This holds if you have already paid"
    says(reply, ja, en, **AMAZON, **refund, payment_method="card")


def test_what_was_told_is_not_called_assumed(reply):
    never_says(reply, "まだお支払いをしていない", "you have not paid yet", **PRE_ORDER, paid=False)


def test_a_pre_order_may_end_earlier_once_invoiced(reply):
    says(reply, "8月27日（木）の終わり", "the end of Thursday, 27 August", **PRE_ORDER)
    says(
        reply,
        "ご請求が出た時点でキャンセルできなくなります",
        "Or earlier: A pre-order can no longer be cancelled",
        **PRE_ORDER,
    )


def test_amiami_may_take_longer_around_weekends_and_holidays(reply):
    facts = {"policy": "amiami", "request": "pending", "requested_at": "2026-08-07T09:00:00+09:00"}
    says(reply, "土日や日本の祝日", "weekends and Japanese public holidays", **facts)
    says(reply, "8月10日（月）の終わり", "the end of Monday, 10 August", **facts)


@pytest.mark.parametrize("seller", ["direct", "marketplace", None])
@pytest.mark.parametrize("requested_at", ["2026-08-07T14:00:00+09:00", "2026-08-01T14:00:00+09:00"])
def test_amazons_answer_may_come_only_on_the_next_business_day(reply, seller, requested_at):
    facts = {"policy": "amazon", "status": "unshipped", "request": "pending", "requested_at": requested_at}
    says(reply, "夜間や休日", "At night and on days off", **facts, **({"seller": seller} if seller else {}))


def test_so_may_it_where_the_request_came_out_of_hours(reply):
    says(reply, "翌営業日以降", "the next business day", **AMAZON, status="unshipped", request="rejected",
         cause="out_of_hours")  # fmt: skip


@pytest.mark.parametrize(
    "facts",
    [
        {"goal": "refund", "status": "cancelled", "cancelled_at": "2026-08-06T21:00:00+09:00"},
        {"goal": "cancel", "status": "unshipped"},
        {"goal": "cancel", "status": "shipped"},
        {"goal": "cancel", "status": "delivered", "opened": False},
    ],
)
def test_a_card_may_be_billed_in_the_meantime(reply, facts):
    says(
        reply,
        "いったん請求されることがあります",
        "billed in the meantime",
        **AMAZON,
        payment_method="card",
        **facts,
    )


def test_e_money_takes_several_days_and_why_the_wait_is_seven(reply):
    facts = {**AMAZON, "goal": "refund", "status": "cancelled", "payment_method": "e_money",
             "cancelled_at": "2026-08-01T15:20:01+09:00"}  # fmt: skip
    says(reply, "「数日」とされるだけで", "“several days”", **facts)
    says(reply, "一般的な上限である7日", "allow 7 days, the general upper limit", **facts)
    says(reply, "8月8日（土）15:20（日本時間）", "Saturday, 8 August, 15:20 (Japan time)", **facts)


def test_where_nothing_was_paid_it_says_what_to_do_if_it_was(reply):
    refund = {**AMAZON, "goal": "refund", "status": "cancelled"}
    for facts in (
        refund | {"payment_method": "cod"},
        refund | {"paid": False},
        {**AMAZON, "status": "unshipped", "paid": False},
    ):
        says(reply, "もしお支払い済みでしたら", "If you did pay", **facts)
    says(reply, "もしお支払い済みでしたら", "If you have already paid", **PRE_ORDER)


def test_a_single_cancellation_has_no_penalty_at_amazon(reply):
    facts = {**AMAZON, "status": "unshipped", "recent_cancellations": 2}
    says(reply, "利用制限", "limits on your account", **facts)
    says(
        reply,
        "一度のキャンセルで購入者がペナルティを受けることは、基本的にありません",
        "A single cancellation basically brings a buyer no penalty",
        **facts,
    )


@pytest.mark.parametrize(
    ("cause", "ja", "en"),
    [
        ("payment", "お支払い方法を確認してから", "check your payment method"),
        ("system", "少し時間をおいて", "Pause for a while"),
        ("recent_change", "数分以上おいてから", "wait at least a few minutes"),
        ("wrong_details", "正しい注文番号と理由で", "with the correct order number and reason"),
        ("wrong_details", "通信の不調", "a poor connection"),
        ("out_of_hours", "受付時間になってから", "during reception hours"),
        ("out_of_hours", "コンビニ払いなど", "With convenience store (konbini)"),
        ("unknown", "少し間をおいて", "Pause for a little"),
        ("unknown", "入力した内容と通信の状態", "check your entries and your connection"),
    ],
)
def test_a_retry_says_how_long_to_pause_or_what_to_check(reply, cause, ja, en):
    says(reply, ja, en, **AMAZON, status="unshipped", request="rejected", cause=cause)


def test_refusing_after_a_rejected_request_comes_first_and_why(reply):
    facts = {**AMAZON, "status": "shipped", "request": "rejected"}
    says(reply, "返品しか書かれていません", "names only the return after arrival", **facts)
    says(reply, "まず受け取りを断る", "refusing it comes first", **facts)
    never_says(
        reply, "返品しか書かれていません", "names only the return", **AMAZON, status="shipped", request="none"
    )


def test_a_pending_request_did_not_stop_the_parcel_and_why(reply):
    says(
        reply,
        "発送が止まらなかったのは",
        "Your request did not stop it",
        **AMAZON,
        status="shipped",
        request="pending",
    )


@pytest.mark.parametrize("cause", ["preparing", "unknown"])
def test_a_return_while_preparing_may_become_a_refusal(reply, cause):
    says(reply, "配達のときに断る方法もあります", "refusing it at the door is another way",
         **AMAZON, status="preparing", request="rejected", cause=cause)  # fmt: skip


def test_a_parcel_in_a_locker_or_at_the_door_is_returned(reply):
    says(
        reply,
        "宅配ロッカーに入った荷物や置き配の荷物は断れません",
        "A parcel in a locker or left at your door cannot be refused",
        **AMAZON,
        status="shipped",
    )


def test_amazon_steps_in_against_a_seller_only_where_rules_are_broken(reply):
    facts = {"policy": "amazon", "status": "preparing", "request": "rejected", "cause": "seller"}
    says(reply, "出品者が規約に反している場合だけ", "only where the seller has broken its rules", **facts)
    says(reply, "届いてから返品する方法が残っています", "the return after arrival remains", **facts)


@pytest.mark.parametrize(
    ("method", "ja", "en"),
    [
        ("card", "クレジットカードに戻ります", "to your credit card"),
        ("konbini", "ギフト券残高またはご指定の口座", "gift card balance or to an account"),
        ("atm", "ギフト券残高またはご指定の口座", "gift card balance or to an account"),
        ("e_money", "電子マネーのアカウントに戻ります", "to your e-money account"),
        ("cod", "銀行振込", "bank transfer"),
        (None, "お支払い方法によって変わります", "depends on how you paid"),
    ],
)
@pytest.mark.parametrize("stand", [{"status": "shipped"}, {"status": "delivered", "opened": False}])
def test_refusing_or_returning_says_by_which_way_the_money_comes_without_days(reply, method, ja, en, stand):
    facts = {**AMAZON, **stand, **({"payment_method": method} if method else {})}
    says(reply, ja, en, **facts)
    said = reply(**facts)
    assert not any(char.isdigit() for text in said.values() for char in text)


def test_a_marketplace_return_is_paid_back_by_the_seller_by_hand(reply):
    says(
        reply,
        "出品者が手作業で行います",
        "The seller makes the refund by hand",
        **MARKET,
        status="shipped",
        payment_method="card",
    )


def test_cash_on_delivery_refused_costs_nothing(reply):
    says(
        reply,
        "受け取りを断ればお支払いは発生しません",
        "you pay nothing if you refuse",
        **AMAZON,
        status="shipped",
        payment_method="cod",
    )


def test_a_back_order_names_the_kinds_that_can_be_cancelled(reply):
    facts = {"policy": "amiami", "item": "back_order"}
    says(reply, "（バックオーダー）は、キャンセルできません", "Back-orders cannot be cancelled", **facts)
    says(reply, "発売日になるまで", "up until its release date", **facts)
    says(reply, "お支払い期限まで", "up until the payment deadline", **facts)
