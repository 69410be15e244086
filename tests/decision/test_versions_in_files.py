"""Versions of a policy in their files: what they must have alike, and what makes another version."""

from datetime import date

import pytest
from shops import answer_of, fact, in_files, version

from decision import PolicyError
from decision.loader import policies_of

OLD, NEW = date(2026, 1, 1), date(2026, 7, 1)
EVENING, MIDNIGHT = "2026-06-30T23:59:59.999999+09:00", "2026-07-01T00:00:00+09:00"
PLACED = fact("placed_at", "instant")
OTHER = {"policy": "other"}
WARNED = {"name": "late", "cites": ["C1"]}


def test_the_same_day_twice_is_an_error_that_names_both_files():
    with pytest.raises(PolicyError) as raised:
        policies_of(in_files(version(OLD, "none"), version(OLD, "cancel")))
    assert str(raised.value) == "`policy` is defined twice: shop from 2026-01-01 in 0.yml and 1.yml"


def test_versions_must_agree_on_the_date_that_tells_them_apart():
    with pytest.raises(PolicyError) as raised:
        policies_of(
            in_files(version(OLD, "none"), version(NEW, "none", facts=[PLACED], version_by="placed_at"))
        )
    assert str(raised.value) == "`version_by` of `shop` differs between its versions"


def test_versions_that_a_date_of_the_order_tells_apart_have_the_same_facts():
    chosen = {"version_by": "placed_at"}
    more = [PLACED, fact("gift", "boolean")]
    with pytest.raises(PolicyError) as raised:
        policies_of(
            in_files(
                version(OLD, "none", facts=[PLACED], **chosen), version(NEW, "none", facts=more, **chosen)
            )
        )
    assert str(raised.value) == "`facts` of `shop` differ between versions that `placed_at` chooses"


def test_versions_that_now_tells_apart_may_have_other_facts():
    policies = policies_of(in_files(version(NEW, "none", facts=[PLACED]), version(OLD, "none")))
    assert [len(one.own) for one in policies.versions("shop")] == [0, 1]
    assert policies.latest("shop").valid_from == NEW


def test_the_version_says_its_day_and_its_content():
    policies = policies_of(in_files(version(OLD, "none"), version(NEW, "none")))
    old, new = (one.version for one in policies.versions("shop"))
    assert (old[:11], new[:11]) == ("2026-01-01+", "2026-07-01+")
    assert len(old) == len(new) == len("2026-01-01+") + 12 and old[11:] != new[11:]


@pytest.mark.parametrize(
    "more",
    [
        {"time_zone": "Europe/London"},
        {"calendar": {"closed": []}},
        {"facts": [PLACED]},
        {"warnings": [WARNED]},
    ],
    ids=str,
)
def test_whatever_decides_makes_another_version(more):
    (plain,), (other,) = (
        policies_of(in_files(one)).all for one in (version(OLD, "none"), version(OLD, "none", **more))
    )
    assert plain.version != other.version


@pytest.mark.parametrize("more", [{"name": {"ja": "店", "en": "Shop"}}, {"texts": {}}, {"faq": []}], ids=str)
def test_wording_makes_no_other_version(more):
    (plain,), (other,) = (
        policies_of(in_files(one)).all for one in (version(OLD, "none"), version(OLD, "none", **more))
    )
    assert plain.version == other.version


def test_the_answer_names_the_version_that_decided():
    policies = policies_of(in_files(version(OLD, "none"), version(NEW, "none")))
    found = [answer_of(policies, now)["policy_version"] for now in (EVENING, MIDNIGHT)]
    assert found == [one.version for one in policies.versions("shop")]


def test_the_latest_version_is_the_one_that_begins_last():
    days = (NEW, OLD, date(2026, 10, 1))
    policies = policies_of(in_files(*(version(day, "none") for day in days), version(OLD, "none") | OTHER))
    assert policies.latest("shop").valid_from == date(2026, 10, 1)
    assert policies.latest("other").valid_from == OLD


def test_the_order_in_which_a_file_says_things_makes_no_other_version():
    said = version(OLD, "none", facts=[PLACED], warnings=[WARNED])
    turned = dict(reversed(said.items())) | {"rows": [dict(reversed(one.items())) for one in said["rows"]]}
    (plain,), (other,) = (policies_of(in_files(one)).all for one in (said, turned))
    assert plain.version == other.version
