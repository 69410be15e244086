"""Facts of a shop's own: read by their kind, asked, implied, assumed and contradicted as any other."""

import pytest
from shops import answer_of, at_the, beside, either, errors_of, fact, opened, shop
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


KINDS = {
    "boolean": ({}, (True, False), ("true", 1, None), "`true` or `false`"),
    "choice": (
        {"values": {"big": {}, "small": {}}},
        ("big", "small"),
        ("Big", True),
        "one of `big`, `small`",
    ),
    "instant": ({}, ("2026-08-01T00:00:00Z",), ("2026-08-01", "now"), "an instant as"),
    "date": ({}, ("2026-08-01", "2026-09-01"), ("2026-08-01T00:00:00Z", 3), "a day as"),
    "deadline": ({}, ("2026-08-01", "2026-08-01T00:00:00Z"), ("soon",), "meaning its end at the shop"),
    "count": ({}, (0, 3, 10**30), (-1, 1.0, True), "an integer from 0"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_takes_its_values(kind):
    more, good, _, _ = KINDS[kind]
    source = shop(row("all", "none", {"goal": "cancel"}), facts=(fact("own", kind, **more),))
    assert [at_the(source, own=value).get("step") for value in good] == ["none"] * len(good)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_refuses_other_values_and_says_what_is_allowed(kind):
    more, _, bad, allowed = KINDS[kind]
    source = shop(row("all", "none", {"goal": "cancel"}), facts=(fact("own", kind, **more),))
    for value in bad:
        (message,) = errors_of(at_the(source, own=value)).values()
        assert message.startswith("`own` is `") and allowed in message


def test_a_choice_is_asked_with_its_values_in_mind():
    sizes = fact("size", "choice", values={"big": {}, "small": {}, "tiny": {}})
    source = shop(*either("size", "big", ["small", "tiny"]), facts=(sizes,))
    assert at_the(source)["ask"] == "size"
    assert [at_the(source, size=size)["step"] for size in ("big", "small", "tiny")] == [
        "return",
        "contact_support",
        "contact_support",
    ]


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


def test_an_own_instant_lies_not_after_now():
    source = shop(row("all", "none", {"goal": "cancel"}), facts=(fact("placed_at", "instant"),))
    assert at_the(source, placed_at="2026-08-07T15:20:00+09:00")["step"] == "none"
    found = errors_of(at_the(source, placed_at="2026-08-07T15:20:00.000001+09:00"))
    assert list(found) == ["placed_at"]
    assert "`now: 2026-08-07T15:20:00+09:00`" in found["placed_at"]


HOURS = shop(
    row("open", "cancel", {"placed_at": "open"}, until="placed_at"),
    row("over", "contact_support", {"placed_at": "over"}),
    facts=(fact("placed_at", "instant"),),
    windows=[{"fact": "placed_at", "hours": 2, "days": 1, "cites": ["C1"]}],
)


def test_hours_and_days_from_an_own_instant_end_at_the_exact_edge():
    before = at_the(HOURS, "2026-08-07T09:59:59.999999+09:00", placed_at="2026-08-06T08:00:00+09:00")
    assert (before["step"], before["until"]) == ("cancel", "2026-08-07T10:00:00+09:00")
    assert before["trace"][-1] == (
        "until 2026-08-07T10:00:00+09:00 from placed_at=2026-08-06T08:00:00+09:00 hours=26"
    )
    after = at_the(HOURS, "2026-08-07T10:00:00+09:00", placed_at="2026-08-06T08:00:00+09:00")
    assert (after["step"], after["until"]) == ("contact_support", None)


def test_an_own_instant_that_is_not_given_is_asked():
    found = at_the(HOURS)
    assert (found["ask"], found["possible"]) == ("placed_at", ["cancel", "contact_support"])


def test_an_own_day_is_reached_when_it_begins_at_the_shop():
    source = shop(
        row("early", "cancel", {"pickup": "before"}, until="pickup"),
        row("late", "contact_support", {"pickup": "reached"}),
        facts=(fact("pickup", "date"),),
    )
    before = at_the(source, "2026-08-07T23:59:59.999999+09:00", pickup="2026-08-08")
    assert (before["step"], before["until"]) == ("cancel", "2026-08-08T00:00:00+09:00")
    assert at_the(source, "2026-08-08T00:00:00+09:00", pickup="2026-08-08")["step"] == "contact_support"
    assert at_the(source)["ask"] == "pickup"


def test_an_own_deadline_passes_at_its_instant_or_at_the_end_of_its_day():
    source = shop(
        row("early", "cancel", {"pay_by": "before"}, until="pay_by"),
        row("late", "contact_support", {"pay_by": "passed"}),
        facts=(fact("pay_by", "deadline"),),
    )
    assert at_the(source, pay_by="2026-08-07")["until"] == "2026-08-08T00:00:00+09:00"
    assert at_the(source, pay_by="2026-08-07T06:20:00.000001Z")["until"] == "2026-08-07T15:20:00.000001+09:00"
    assert at_the(source, pay_by="2026-08-07T06:20:00Z")["step"] == "contact_support"
    assert at_the(source)["possible"] == ["cancel", "contact_support"]


def test_an_own_count_is_told_apart_at_its_thresholds():
    source = shop(
        row("all", "none", {"goal": "cancel"}),
        facts=(fact("returns", "count"),),
        warnings=[
            {"name": "often", "when": {"returns": {"at_least": 3}}, "cites": ["C1"]},
            {"name": "always", "when": {"returns": {"at_least": 9}}, "cites": ["C1"]},
        ],
        assumed={"returns": [{"value": 0}]},
    )
    warned = {count: at_the(source, returns=count)["warnings"] for count in (0, 2, 3, 8, 9, 21, 10**20)}
    assert list(warned.values()) == [[], [], ["often"], ["often"], *[["often", "always"]] * 3]
    assert at_the(source)["assumed"] == ["returns"]
    assert at_the(source, returns=0)["assumed"] == []


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


def test_places_of_windows_are_counted_apart_for_each_policy():
    """Two shops call their own instant alike; each has its own window."""
    other = HOURS | {"policy": "other", "windows": [{"fact": "placed_at", "hours": 1, "cites": ["C1"]}]}
    policies = opened(HOURS, other)
    facts = {"placed_at": "2026-08-07T14:00:00+09:00"}
    assert answer_of(policies, **facts)["step"] == "cancel"
    assert answer_of(policies, policy="other", **facts)["step"] == "contact_support"


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
