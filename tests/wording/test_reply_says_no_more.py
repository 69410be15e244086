"""A reply says no more than the facts, and names the order as it was named."""

from wording import load_wording

AMAZON = {"policy": "amazon", "seller": "direct"}


def says(reply, ja: str, en: str, **facts) -> None:
    said = reply(**facts)
    assert ja in said["ja"], said["ja"]
    assert en in said["en"], said["en"]


def never_says(reply, ja: str, en: str, **facts) -> None:
    said = reply(**facts)
    assert ja not in said["ja"], said["ja"]
    assert en not in said["en"], said["en"]


def test_an_unknown_shop_is_not_named(reply):
    facts = {"goal": "undo_request", "status": "cancelled"}
    says(reply, "ショップのカスタマーサポート", "the shop's customer support", **facts)
    for name in ("あみあみ", "Amazon"):
        never_says(reply, name, name, **facts)
    never_says(reply, "キャンセル済み", "AmiAmi", **facts)


def test_a_reason_that_the_facts_leave_open_is_not_given(reply):
    # Invoiced or not, released or not: support either way, so neither may be claimed.
    never_says(
        reply,
        "すでにご請求が出ています",
        "already been invoiced",
        policy="amiami",
        item="pre_order",
        paid=True,
    )


def test_the_order_is_named_by_number_and_title(reply):
    facts = {**AMAZON, "status": "shipped", "order_number": "250-1", "title": "{{7*7}}{x.__class__}"}
    says(
        reply,
        "ご注文 250-1「{{7*7}}{x.__class__}」について",
        "About order 250-1 (“{{7*7}}{x.__class__}”):",
        **facts,
    )
    says(
        reply, "ご注文 250-1 について", "About order 250-1:", **AMAZON, status="shipped", order_number="250-1"
    )
    says(reply, "「本」について", "About “本”:", **AMAZON, status="shipped", title="本")


def test_general_questions_are_answered_from_clauses_with_their_figures():
    w = load_wording()
    assert "3〜5営業日" in w.say("amazon.answer.refund.card", "ja")
    assert "3 to 5 business days" in w.say("amazon.answer.refund.card", "en")
    assert "Repeatedly cancelling" in w.say("amiami.answer.penalty", "en")
