"""What the errors of facts say, word for word."""

import pytest
from answers import at, error_fields

INSTANT = "an instant as `2026-04-01T10:00:00+09:00` or with `Z` (years 1950-2098)"
DAY = "a day as `2026-04-30` (years 1950-2098)"


def message(**facts: object) -> str:
    """The message of the one error that these facts make."""
    (error,) = at(**facts)["error"]["errors"]
    return error["message"]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("seller", "one of `direct`, `marketplace`"),
        ("policy", "one of `amiami`, `amazon`"),
        ("paid", "`true` or `false`"),
        ("requested_at", INSTANT),
        ("release_date", DAY),
        ("payment_deadline", f"{INSTANT}, or {DAY}, meaning its end at the shop"),
        ("recent_cancellations", "an integer from 0"),
    ],
)
def test_a_bad_value_is_told_with_what_is_allowed(name, allowed):
    assert message(**{name: "gone"}) == f'`{name}` is `"gone"`: allowed is {allowed}'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        ([1, {"a": True}], '[1, {"a": true}]'),
        ("取消", '"取消"'),
        ("\ud800", '"\\ud800"'),
        ("a" * 78, '"' + "a" * 78 + '"'),
        ("a" * 79, '"' + "a" * 79 + "…"),
        ({1, 2} - {2}, '"{1}"'),
        (10**5000, "int"),
    ],
    ids=["null", "list", "japanese", "surrogate", "eighty", "too long", "no JSON", "too many digits"],
)
def test_a_bad_value_is_shown_as_json_in_eighty_characters_at_most(value, shown):
    assert message(paid=value) == f"`paid` is `{shown}`: allowed is `true` or `false`"


def test_a_missing_fact_is_told():
    assert message(now=None, goal="cancel").startswith("`now` is `null`")
    assert error_fields({}) == ["goal", "now"]
