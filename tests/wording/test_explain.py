"""A decision explained: on which facts, by which clauses, from which dates, and what would change it."""

import random
import re
import sys
from pathlib import Path

import pytest

from decision import FactsError, decide, load_policies
from wording import load_wording
from wording.explain import explained

sys.path.insert(0, str(Path(__file__).parents[1] / "decision"))
from samples import partial

pytestmark = pytest.mark.slow

POLICIES = load_policies()
W = load_wording()
NOW = "2026-09-18T10:00:00+09:00"
ASKED = {"goal": "cancel", "now": NOW, "policy": "amiami", "requested_at": "2026-09-18T09:00:00+09:00"}
BOOKED = {
    **{"goal": "cancel", "now": "2026-04-18T10:00:00+09:00", "policy": "amiami", "item": "pre_order"},
    **{"release_date": "2026-04-30", "invoiced": False, "paid": False, "status": "unshipped"},
}
SOLD = {"goal": "cancel", "now": NOW, "seller": "direct", "status": "unshipped", "payment_method": "card"}


def said(facts: dict, language: str = "en") -> str:
    return "\n\n".join(explained(W, POLICIES, facts, language))


def paragraph(facts: dict, start: str, language: str = "en") -> str:
    """The one paragraph that begins with `start`."""
    (found,) = (text for text in explained(W, POLICIES, facts, language) if text.startswith(start))
    return found


def test_business_days_are_counted_with_the_days_off_that_they_leave_out():
    found = paragraph(ASKED, "How the date was worked out")
    assert "1 business day after Friday, 18 September is Thursday, 24 September" in found
    assert "Saturday, 19 September to Wednesday, 23 September" in found
    found = paragraph(ASKED, "期限の数え方", "ja")
    assert "9月18日（金）の後の1営業日目は9月24日（木）" in found
    assert "9月19日（土）から9月23日（水）まで" in found


def test_a_day_off_alone_is_named_alone_and_none_where_there_is_none():
    monday = {**ASKED, "now": "2026-08-10T10:00:00+09:00", "requested_at": "2026-08-10T09:00:00+09:00"}
    found = paragraph(monday, "How the date was worked out")
    assert "Days off in between: Tuesday, 11 August." in found
    usual = {**ASKED, "now": "2026-08-18T10:00:00+09:00", "requested_at": "2026-08-18T09:00:00+09:00"}
    assert "Days off" not in paragraph(usual, "How the date was worked out")


def test_hours_and_days_are_counted_from_an_instant():
    hours = {**SOLD, "requested_at": "2026-09-18T09:00:00+09:00"}
    assert "6 hours from Friday, 18 September, 9:00" in paragraph(hours, "How the date")
    at = {"cancelled_at": "2026-09-17T09:00:00+09:00", "goal": "refund"}
    days = {"goal": "refund", "now": NOW, "seller": "marketplace", "payment_method": "card", **at}
    assert "7 days from Thursday, 17 September, 9:00" in paragraph(days, "How the date")


def test_a_release_and_a_payment_deadline_are_the_dates_themselves():
    assert "Thursday, 30 April" in paragraph(BOOKED, "How the date")
    stock = {"goal": "cancel", "now": NOW, "item": "in_stock", "payment_deadline": "2026-09-20"}
    assert "the payment deadline, the end of Sunday, 20 September" in paragraph(stock, "How the date")


def test_facts_are_told_by_where_they_come_from():
    assert "the request was sent on" in paragraph(ASKED, "What was given and counts")
    assert "is waiting for its answer" in paragraph(ASKED, "What follows from that")
    assert "it has not shipped yet" in paragraph(ASKED, "What was taken as so")


def test_a_fact_without_effect_is_named_as_such():
    assert "credit card" in paragraph(SOLD, "What was given too, without effect")
    assert "Amazon is the seller" in paragraph(SOLD, "What was given and counts")  # it tells the shop


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_clauses_stand_with_their_sentences(language):
    found = said(BOOKED, language)
    assert "pre_order.before_release" in found
    assert W.clause("amiami", "A03", language) in found


def test_what_would_change_it_is_told_by_step():
    found = paragraph(BOOKED, "What would change this").splitlines()[1:]
    assert found == [
        "• From Thursday, 30 April, 0:00 (Japan time): contact support. The same if it ships, you pay, it is"
        " invoiced or it is taken off the cancellation page before then."
    ]
    assert "発送されたときは、荷物の受け取りを断ってください" in paragraph(SOLD, "これが変わるのは", "ja")
    assert "Time alone" in said({"goal": "refund", "now": NOW, "policy": "amiami"})


def test_a_question_says_what_is_asked_why_and_what_it_may_lead_to():
    first, second, *rest = explained(W, POLICIES, {"goal": "cancel", "now": NOW, "policy": "amazon"}, "en")
    assert "Where does your order stand now?" in first
    assert "depends on whether it has shipped" in first
    assert "• refuse the delivery" in second
    assert any("the shop is Amazon" in text for text in rest)


def test_where_several_rules_may_apply_none_is_said_to_have_decided():
    facts = {"goal": "cancel", "now": NOW, "policy": "amiami", "item": "pre_order", "paid": True}
    found = said(facts)
    assert "several rules may apply" in found
    assert "that decided" not in found
    assert "it has been paid for" in paragraph(facts, "What was given and counts")


def test_facts_that_cannot_be_used_are_an_error():
    with pytest.raises(FactsError):
        explained(W, POLICIES, {"goal": "cancel"}, "en")


def test_any_facts_that_can_be_decided_can_be_explained_in_both_languages():
    explanations = 0
    for seed in range(250):
        facts = partial(random.Random(seed), odd=0)
        try:
            decide(POLICIES, facts)
        except FactsError:
            continue
        for language in ("ja", "en"):
            found = said(facts, language)
            assert not re.search(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b", found)
            explanations += 1
    assert explanations > 100
