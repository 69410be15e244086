"""From plain data to a policy: each part as it was written, and what cannot be is an error that says why."""

from datetime import date

import pytest
from shops import at_the, fact, opened, shop
from tables import built, row, small

from decision import PolicyError, Refund
from decision.build import MOST
from decision.vocabulary import ORDER

ALL = row("all", "none", {"goal": "cancel"})
PLACED = fact("placed_at", "instant")
AT = ORDER


def test_the_head_is_as_written():
    policy = built(shop(ALL, facts=(PLACED,), version_by="placed_at", contact="shop"))
    assert (policy.id, policy.valid_from, policy.version) == ("shop", date(2026, 1, 1), "1")
    assert policy.version_by == "placed_at"


def test_what_a_file_leaves_out_is_empty():
    policy = built({"policy": "shop", "valid_from": date(2026, 1, 1), "rows": [ALL]})
    assert (
        policy.own,
        policy.version_by,
        policy.windows,
        policy.refunds,
        policy.warnings,
        policy.assumed,
    ) == (*((), None, (), (), (), {}),)


def test_a_row_is_as_written():
    more = {"until": "requested_at", "fallback": "return", "refund": "expected", "cites": ["C1", "C2"]}
    (one,) = built(shop(row("r.1", "wait", {"request": "pending", "requested_at": "open"}, **more))).rows
    assert (one.id, one.step, one.reason) == ("r.1", "wait", "why")
    assert (one.until, one.fallback, one.refund, one.cites) == (
        "requested_at",
        "return",
        "expected",
        ("C1", "C2"),
    )


def test_what_a_row_leaves_out_is_none():
    (one,) = built(shop(ALL)).rows
    assert (one.until, one.fallback, one.refund) == (None, None, None)


def test_the_ways_of_a_row_stand_as_they_are_listed():
    ways = ({"status": "shipped"}, {"paid": [True, False], "cancelled_at": "over"}, {"requested_at": "open"})
    (one,) = built(shop(row("r", "none", *ways))).rows
    assert [way.condition for way in one.alternatives] == [
        ((AT["status"], frozenset({"shipped"})),),
        ((AT["paid"], frozenset({True, False})),),
        (),
    ]
    assert [way.ages for way in one.alternatives] == [
        (),
        (("cancelled_at", False),),
        (("requested_at", True),),
    ]


def test_tests_stand_in_the_order_of_the_facts():
    (one,) = built(
        shop(row("r", "none", {"request": "none", "goal": "cancel", "release_date": "before"}))
    ).rows
    assert [place for place, _ in one.alternatives[0].condition] == [
        AT["goal"],
        AT["release_date"],
        AT["request"],
    ]


def test_days_are_before_or_reached_and_deadlines_before_or_passed():
    when = {"release_date": ["before", "reached"], "payment_deadline": ["before", "passed"]}
    (one,) = built(shop(row("r", "none", when))).rows
    assert dict(one.alternatives[0].condition) == {
        AT["release_date"]: frozenset({"before", "reached"}),
        AT["payment_deadline"]: frozenset({"before", "passed"}),
    }


def test_a_count_from_its_threshold_up_passes():
    when = {"recent_cancellations": {"at_least": MOST - 1}}
    (one,) = built(shop(row("r", "none", when))).rows
    assert dict(one.alternatives[0].condition) == {AT["recent_cancellations"]: frozenset({MOST - 1, MOST})}


@pytest.mark.parametrize(
    ("length", "figures"),
    [
        ({"hours": 5}, (5, 0, 0)),
        ({"days": 2}, (48, 0, 0)),
        ({"days": 2, "hours": 5}, (53, 0, 0)),
        ({"calendar_days": 3}, (0, 3, 0)),
        ({"business_days": 4}, (0, 0, 4)),
    ],
    ids=str,
)
def test_a_window_is_as_long_as_written(length, figures):
    window = {"fact": "requested_at", "when": {"paid": True}, "cites": ["C1"], **length}
    (one,) = built(shop(ALL, windows=[window])).windows
    assert (one.hours, one.calendar_days, one.business_days) == figures
    assert (one.fact, one.condition, one.cites) == (
        *("requested_at", ((AT["paid"], frozenset({True})),), ("C1",)),
    )


def test_windows_of_a_standard_fact_have_their_places_over_all_policies():
    window = {"fact": "requested_at", "hours": 1, "cites": ["C1"]}
    other = shop(ALL, windows=[window, window | {"fact": "cancelled_at"}, window])
    policies = opened(small(), other)
    assert [[(one.fact, one.place) for one in policy.windows] for policy in policies.all] == [
        [("requested_at", 0), ("requested_at", 1), ("cancelled_at", 0)],
        [("requested_at", 2), ("cancelled_at", 1), ("requested_at", 3)],
    ]


def test_windows_of_an_own_fact_have_their_places_in_their_policy():
    window = {"fact": "placed_at", "hours": 1, "cites": ["C1"]}
    one = shop(ALL, facts=(PLACED,), windows=[window, window])
    policies = opened(one, one | {"policy": "other"})
    assert [[window.place for window in policy.windows] for policy in policies.all] == [[0, 1], [0, 1]]


def test_a_refund_is_as_written():
    figures = {"min_days": 3, "max_days": 5, "unit": "business_days", "via": "card", "action": "register"}
    (one,) = built(
        shop(ALL, refunds=[{"when": {"payment_method": "card"}, "cites": ["C1"], **figures}])
    ).refunds
    assert one.refund == Refund(3, 5, "business_days", "card", "register")
    assert (one.condition, one.cites) == (((AT["payment_method"], frozenset({"card"})),), ("C1",))


def test_what_a_refund_leaves_out_is_none():
    (one,) = built(shop(ALL, refunds=[{"when": {}, "cites": ["C1"]}])).refunds
    assert one.refund == Refund(None, None, None, None, None)


def warned(source: dict, **facts) -> list:
    return at_the(source, **facts)["warnings"]


def test_a_warning_is_given_for_its_steps_its_rows_and_its_condition_alone():
    rows = [row("one", "cancel", {"paid": True}), row("two", "none", {"paid": False})]
    cited = {"cites": ["C1"]}
    warnings = [
        {"name": "by_step", "steps": ["cancel"], **cited},
        {"name": "by_row", "rows": ["two"], **cited},
        {"name": "by_fact", "when": {"payment_method": "card"}, **cited},
        {"name": "always", **cited},
    ]
    source = shop(*rows, warnings=warnings)
    assert warned(source, paid=True, payment_method="card") == ["by_step", "by_fact", "always"]
    assert warned(source, paid=False, payment_method="cod") == ["by_row", "always"]
    assert built(source).warnings[0].cites == ("C1",)


def test_a_warning_of_two_reasons_is_given_once():
    source = shop(ALL, warnings=[{"name": "often", "cites": ["C1"]}, {"name": "often", "cites": ["C2"]}])
    assert warned(source) == ["often"]


def test_assumptions_are_as_written():
    rules = [{"when": {"payment_method": "cod"}, "value": False}, {"value": True}]
    policy = built(shop(ALL, assumed={"paid": rules}))
    assert policy.assumed == {
        "paid": ((((AT["payment_method"], frozenset({"cod"})),), False), ((), True)),
    }


def shop_with(row_: dict | None = None, **more) -> dict:
    return shop(row_ or ALL, **more)


WINDOW = {"fact": "requested_at", "hours": 1, "cites": ["C1"]}
WRONG = {
    "a contact of its own": (shop_with(contact="other"), "`contact` is `other`: allowed is one of shop"),
    "a version by no own fact": (shop_with(version_by="requested_at"), "`version_by` is `requested_at`"),
    "a version by no instant": (
        shop_with(version_by="gift", facts=(PLACED, fact("gift", "boolean"))),
        "`version_by` is `gift`: allowed is one of placed_at",
    ),
    "an unknown step": (
        shop_with(row("r", "stop", {})),
        "`step` is `stop`: allowed is one of cancel, refuse",
    ),
    "an unknown fallback": (shop_with(row("r", "none", {}, fallback="stop")), "`fallback` is `stop`"),
    "an unknown until": (shop_with(row("r", "none", {}, until="paid")), "`until` is `paid`"),
    "until now": (
        shop_with(row("r", "none", {}, until="now")),
        "`until` is `now`: allowed is one of release_date",
    ),
    "an unknown refund": (
        shop_with(row("r", "none", {}, refund="all")),
        "`refund` is `all`: allowed is one of rules",
    ),
    "an unknown fact": (shop_with(row("r", "none", {"color": "red"})), "`when` is `color`"),
    "an unknown value": (shop_with(row("r", "none", {"status": "gone"})), "`status` is `gone`"),
    "a text for a truth": (
        shop_with(row("r", "none", {"paid": "true"})),
        "`paid` is `true`: allowed is one of True",
    ),
    "an unknown age": (
        shop_with(row("r", "none", {"requested_at": "old"})),
        "`requested_at` is `old`: allowed is one of open, over",
    ),
    "a day that passed": (
        shop_with(row("r", "none", {"release_date": "passed"})),
        "`release_date` is `passed`: allowed is one of before, reached",
    ),
    "a count of nothing": (
        shop_with(row("r", "none", {"recent_cancellations": {"at_least": 0}})),
        "`recent_cancellations` is `0`: allowed is one of 1, 2",
    ),
    "a count of too many": (
        shop_with(row("r", "none", {"recent_cancellations": {"at_least": MOST + 1}})),
        f"`recent_cancellations` is `{MOST + 1}`",
    ),
    "a window from no instant": (shop_with(windows=[WINDOW | {"fact": "paid"}]), "`fact` is `paid`"),
    "a window from now": (shop_with(windows=[WINDOW | {"fact": "now"}]), "`fact` is `now`"),
    "an assumed goal": (
        shop_with(assumed={"goal": []}),
        "`assumed` is `goal`: allowed is one of seller, item",
    ),
    "an assumed policy": (shop_with(assumed={"policy": []}), "`assumed` is `policy`"),
    "an assumed instant": (shop_with(assumed={"requested_at": []}), "`assumed` is `requested_at`"),
    "what is always assumed": (shop_with(assumed={"request": []}), "`assumed` is `request`"),
    "an assumed value that is none": (
        shop_with(assumed={"paid": [{"value": "yes"}]}),
        "`paid` is `yes`: allowed is one of True, False",
    ),
    "an assumed count but none": (
        shop_with(facts=(fact("n", "count"),), assumed={"n": [{"value": 1}]}),
        "`n` is `1`: allowed is one of 0",
    ),
}


@pytest.mark.parametrize(("source", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_an_error_that_says_why(source, message):
    with pytest.raises(PolicyError) as raised:
        built(source)
    assert message in str(raised.value)
