"""Facts of a shop's own: read by their kind, asked, implied, assumed and contradicted as any other."""

import pytest
from shops import answer_of, at_the, beside, either, errors_of, fact, shop
from tables import built, row

from decision import PolicyError
from decision.vocabulary import FACTS

WORN = fact("worn", "boolean", under={"status": "delivered"})
HERE = {"status": ["unshipped", "preparing", "shipped", "sent_back", "cancelled"]}
CLOTHES = shop(
    row("here", "wait", HERE),
    row("worn", "contact_support", {"status": "delivered", "worn": True}),
    row("unworn", "return", {"status": "delivered", "worn": False}),
    facts=(WORN,),
)


def test_a_fact_of_its_own_is_asked_where_it_matters():
    found = at_the(CLOTHES, status="delivered")
    assert (found["ask"], found["possible"]) == ("worn", ["return", "contact_support"])


@pytest.mark.parametrize(("worn", "step"), [(True, "contact_support"), (False, "return")])
def test_a_fact_of_its_own_decides(worn, step):
    assert at_the(CLOTHES, status="delivered", worn=worn)["step"] == step


def test_it_is_not_asked_where_it_does_not_exist():
    assert at_the(CLOTHES, status="shipped")["step"] == "wait"


def test_it_implies_what_it_exists_under():
    found = at_the(CLOTHES, worn=False)
    assert found["step"] == "return"
    assert "implied status=delivered" in found["trace"]
    assert "given worn=false" in found["trace"]


def test_it_contradicts_every_other_value_of_what_it_exists_under():
    (message,) = errors_of(at_the(CLOTHES, worn=True, status="shipped")).values()
    assert message == "`worn: true` cannot hold together with `status: shipped`"


def test_it_contradicts_a_standard_fact_that_implies_another_value():
    found = errors_of(at_the(CLOTHES, worn=True, sent_back_at="2026-08-01T00:00:00Z"))
    assert list(found) == ["worn"]
    assert "`sent_back_at: 2026-08-01T00:00:00+00:00`" in found["worn"]


def test_it_is_known_under_its_own_policy_alone():
    policies = beside(CLOTHES)
    assert list(errors_of(answer_of(policies, policy="amazon", worn=True))) == ["worn"]
    assert list(errors_of(answer_of(policies, status="delivered", worn=True))) == []


def test_it_is_not_known_while_the_policy_is_not_named():
    found = errors_of(answer_of(beside(CLOTHES), policy="other", worn=True))
    assert list(found) == ["policy", "worn"]


def test_the_known_facts_of_a_message_end_with_those_of_its_own():
    (message,) = errors_of(at_the(CLOTHES, wron=True)).values()
    assert message.startswith('`"wron"` is no known fact: known are `goal`, `now`, ')
    assert message.endswith("`recent_cancellations`, `worn`")


def test_its_errors_come_after_those_of_the_standard_facts():
    found = errors_of(at_the(CLOTHES, worn="yes", recent_cancellations=-1, aaa=1))
    assert list(found) == ["recent_cancellations", "worn", "aaa"]


SIZE = fact("size", "choice", values={"big": {}, "small": {}}, under={"worn": True})
CHAIN = shop(
    row("here", "wait", HERE),
    row("unworn", "return", {"status": "delivered", "worn": False}),
    row("big", "contact_support", {"status": "delivered", "worn": True, "size": "big"}),
    row("small", "none", {"status": "delivered", "worn": True, "size": "small"}),
    facts=(WORN, SIZE),
)


def test_what_a_fact_exists_under_may_be_an_own_fact_that_implies_again():
    found = at_the(CHAIN, size="big")
    assert found["step"] == "contact_support"
    implied = [line for line in found["trace"] if line.startswith("implied")]
    assert implied == ["implied status=delivered", "implied worn=true"]


def test_it_contradicts_another_value_of_an_own_fact():
    found = errors_of(at_the(CHAIN, size="big", worn=False))
    assert found == {"size": "`size: big` cannot hold together with `worn: false`"}


def test_a_fact_deep_down_is_asked_after_what_it_exists_under():
    assert at_the(CHAIN, status="delivered")["ask"] == "worn"
    assert at_the(CHAIN, status="delivered", worn=True)["ask"] == "size"
    assert at_the(CHAIN, status="delivered", worn=False)["step"] == "return"


MANY = shop(
    row("back", "none", {"status": ["sent_back", "delivered"], "late": True}),
    row("soon", "wait", {"status": ["sent_back", "delivered"], "late": False}),
    row("here", "cancel", {"status": ["unshipped", "preparing", "shipped", "cancelled"]}),
    facts=(fact("late", "boolean", under={"status": ["sent_back", "delivered"]}),),
)


def test_under_several_values_it_may_stand_beside_each_of_them():
    assert [at_the(MANY, late=False, status=status)["step"] for status in ("sent_back", "delivered")] == [
        "wait",
        "wait",
    ]


def test_under_several_values_it_contradicts_the_others():
    assert errors_of(at_the(MANY, late=True, status="cancelled")) == {
        "late": "`late: true` cannot hold together with `status: cancelled`"
    }


GIFT = fact("gift", "boolean")
PRESENTS = shop(*either("gift", False, True), facts=(GIFT,), assumed={"gift": [{"value": False}]})


def test_what_is_assumed_of_an_own_fact_is_named_and_not_asked():
    found = at_the(PRESENTS)
    assert (found["step"], found["assumed"]) == ("return", ["gift"])
    assert "assumed gift=false" in found["trace"]


def test_what_is_given_is_not_assumed():
    found = at_the(PRESENTS, gift=True)
    assert (found["step"], found["assumed"]) == ("contact_support", [])


def test_an_assumption_that_changes_nothing_is_not_named():
    source = shop(row("all", "none", {"goal": "cancel"}), facts=(GIFT,), assumed={"gift": [{"value": False}]})
    assert at_the(source)["assumed"] == []


def test_an_assumption_may_hang_on_another_fact():
    rules = [{"when": {"payment_method": "cod"}, "value": True}, {"value": False}]
    source = PRESENTS | {"assumed": {"gift": rules}}
    assert at_the(source, payment_method="cod")["step"] == "contact_support"
    assert at_the(source, payment_method="card")["step"] == "return"


def test_standard_and_own_assumptions_are_named_in_the_order_of_the_facts():
    source = shop(
        row("one", "return", {"gift": False, "paid": False}),
        row("two", "contact_support", {"gift": True, "paid": False}),
        row("three", "none", {"paid": True}),
        facts=(GIFT,),
        assumed={"gift": [{"value": False}], "paid": [{"value": False}]},
    )
    assert at_the(source)["assumed"] == ["paid", "gift"]


WRONG = {
    "a name of capitals": (({"fact": "Worn", "kind": "boolean"},), "small letters, digits and `_`"),
    "a name that is no text": (({"fact": 3, "kind": "boolean"},), "`fact` is `3`"),
    "a standard fact": (({"fact": "paid", "kind": "boolean"},), "`fact` is `paid`: that is a standard fact"),
    "a name twice": ((GIFT, GIFT), "`fact` is `gift`: that is defined twice"),
    "an unknown kind": ((fact("a", "number"),), "`kind` of `a` is `number`: allowed is one of choice, bool"),
    "a choice of one": ((fact("a", "choice", values={"b": {}}),), "a choice has two values or more"),
    "a choice of none": ((fact("a", "choice"),), "`values` of `a`"),
    "a choice of truth": ((fact("a", "choice", values={True: {}, "b": {}}),), "each a word"),
    "under two facts": (
        (fact("a", "boolean", under={"status": "delivered", "paid": True}),),
        "`under` names status, paid: one fact is allowed",
    ),
    "under no fact": ((fact("a", "boolean", under={"b": 1}),), "`under` is `b`: an earlier fact with listed"),
    "under a later fact": ((fact("a", "boolean", under={"gift": True}), GIFT), "`under` is `gift`"),
    "under a goal": ((fact("a", "boolean", under={"goal": "cancel"}),), "`under` is `goal`"),
    "under a policy": ((fact("a", "boolean", under={"policy": "shop"}),), "`under` is `policy`"),
    "under a day": ((fact("a", "boolean", under={"release_date": "x"}),), "`under` is `release_date`"),
    "under another value": (
        (fact("a", "boolean", under={"status": ["delivered", "here"]}),),
        "`status` is `here`: allowed is one of unshipped, preparing",
    ),
}


@pytest.mark.parametrize(("facts", "message"), WRONG.values(), ids=WRONG)
def test_a_fact_that_cannot_be_is_an_error_that_says_why(facts, message):
    with pytest.raises(PolicyError) as raised:
        built(shop(row("all", "none", {"goal": "cancel"}), facts=facts))
    assert message in str(raised.value)


def test_own_facts_stand_after_the_standard_ones_as_they_are_listed():
    policy = built(CHAIN)
    assert [one.name for one in policy.own] == ["worn", "size"]
    assert policy.facts == (*FACTS, *policy.own)
    assert [(one.kind, one.values, one.under) for one in policy.own] == [
        ("boolean", (True, False), (("status", "delivered"),)),
        ("choice", ("big", "small"), (("worn", True),)),
    ]


def test_under_several_values_it_leaves_only_these_open():
    found = at_the(MANY, late=True)
    assert found["step"] == "none"
    assert not [line for line in found["trace"] if line.startswith("implied")]


def test_two_facts_under_several_values_leave_open_what_both_exist_under():
    more = fact("dented", "boolean", under={"status": ["delivered", "shipped"]})
    rows = [row(name, step, {"status": name}) for name, step in STATUS_STEPS.items()]
    source = shop(*rows, facts=(*MANY["facts"], more))
    assert at_the(source, dented=True)["possible"] == ["refuse_delivery", "return"]
    assert at_the(source, dented=True, late=True)["step"] == "return"


STATUS_STEPS = {
    "unshipped": "cancel",
    "preparing": "wait",
    "shipped": "refuse_delivery",
    "delivered": "return",
    "sent_back": "none",
    "cancelled": "none",
}


def test_what_would_contradict_it_is_not_assumed():
    source = MANY | {"assumed": {"status": [{"value": "unshipped"}]}}
    assert at_the(source)["step"] == "cancel"
    assert at_the(source, late=True)["step"] == "none"


def test_of_own_facts_that_all_contradict_a_standard_one_each_names_only_that():
    own = (
        fact("dented", "boolean", under={"status": "shipped"}),
        fact("late", "boolean", under={"status": "cancelled"}),
    )
    source = shop(row("all", "none", {"goal": "cancel"}), facts=own)
    assert errors_of(at_the(source, opened=True, dented=True, late=True)) == {
        "dented": "`dented: true` cannot hold together with `opened: true`",
        "late": "`late: true` cannot hold together with `opened: true`",
    }
