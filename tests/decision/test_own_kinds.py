"""Facts of a shop's own, kind by kind: what each takes and refuses, and where its dates and counts turn."""

import pytest
from shops import answer_of, at_the, either, errors_of, fact, opened, shop
from tables import row

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


def test_places_of_windows_are_counted_apart_for_each_policy():
    """Two shops call their own instant alike; each has its own window."""
    other = HOURS | {"policy": "other", "windows": [{"fact": "placed_at", "hours": 1, "cites": ["C1"]}]}
    policies = opened(HOURS, other)
    facts = {"placed_at": "2026-08-07T14:00:00+09:00"}
    assert answer_of(policies, **facts)["step"] == "cancel"
    assert answer_of(policies, policy="other", **facts)["step"] == "contact_support"
