"""Facts that cannot be used: every field, every wrong value, all errors at once and in order."""

import pytest
from answers import NOW, answer, at, error_fields
from oracle_facts import BOOLEANS, PAST, TABLE, WORDS

INSTANTS = ("now", "payment_deadline", *PAST)
GOOD = {"goal": "cancel", "now": NOW}
NEVER = (None, 2.0, 2.5, -1, [], {}, "", " ", "null", [None], {"a": 1}, 10**30 + 0.5)


def fields(**facts: object) -> list:
    return error_fields({**GOOD, **facts})


def message(**facts: object) -> str:
    return answer({**GOOD, **facts})["error"]["message"]


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("value", NEVER, ids=repr)
def test_no_field_takes_null_floats_lists_objects_or_empty_text(name, value):
    assert fields(**{name: value}) == [name]


@pytest.mark.parametrize("name", [name for name in TABLE if name not in BOOLEANS])
def test_true_is_no_value_of_any_other_field(name):
    assert fields(**{name: True}) == fields(**{name: False}) == [name]


@pytest.mark.parametrize("name", BOOLEANS)
def test_a_boolean_is_neither_a_number_nor_a_word(name):
    assert [fields(**{name: value}) for value in (0, 1, "true", "false")] == [[name]] * 4


@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_exactly_one_of_the_list(name):
    for word in WORDS[name]:
        for wrong in (
            word.upper(),
            f" {word}",
            f"{word}\n",
            word[:-1],
            f"{word}s",
            word.replace("e", "ｅ") + "\u200b",
        ):
            assert fields(**{name: wrong}) == [name]


def test_a_count_is_a_whole_number_from_nought():
    assert [fields(recent_cancellations=count) for count in (0, 1, 2, 10**40)] == [[]] * 4
    wrong = ("2", -1, 2.0, 0.0, -0.0, float("inf"), float("nan"))
    assert [fields(recent_cancellations=count) for count in wrong] == [["recent_cancellations"]] * len(wrong)


RIGHT_INSTANTS = (
    "2026-04-01T10:00:00Z",
    "2026-04-01T10:00:00+09:00",
    "2026-04-01T10:00:00-00:00",
    "2026-04-01T10:00:00.5Z",
    "2026-04-01T10:00:00.123456+23:59",
    "2024-02-29T23:59:59.999999-23:59",
    "1950-01-01T00:00:00+23:59",
    "1950-01-01T00:00:00Z",
)
WRONG_INSTANTS = (
    "2026-04-01t10:00:00Z",
    "2026-04-01T10:00:00z",
    "2026-04-01 10:00:00Z",
    "2026-04-01T10:00Z",
    "2026-04-01T10Z",
    "2026-04-01T10:00:00",
    "2026-04-01T10:00:00.1234567Z",
    "2026-04-01T10:00:00.Z",
    "2026-04-01T10:00:00,5Z",
    "2016-12-31T23:59:60Z",
    "2026-04-01T24:00:00Z",
    "2026-04-01T10:60:00Z",
    "2026-04-01T10:00:00+24:00",
    "2026-04-01T10:00:00+09:60",
    "2026-04-01T10:00:00+0900",
    "2026-04-01T10:00:00+09",
    "2026-04-01T10:00:00+9:00",
    "2026-04-01T10:00:00\u221209:00",
    "2026-04-01T10:00:00+09:00:00",
    "2026-04-01T10:00:00JST",
    "20260401T100000Z",
    "2026-W14-3T10:00:00Z",
    "26-04-01T10:00:00Z",
    "+2026-04-01T10:00:00Z",
    "2026-02-29T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-00-01T10:00:00Z",
    "2026-04-31T10:00:00Z",
    "2026-04-00T10:00:00Z",
    "1949-12-31T23:59:59Z",
    "2099-01-01T00:00:00+09:00",
    "2099-01-01T00:00:00+23:59",
    "0000-01-01T00:00:00Z",
    " 2026-04-01T10:00:00Z",
    "2026-04-01T10:00:00Z\n",
    "２０２６-04-01T10:00:00Z",
    "2026-04-01T10:00:0\u0661Z",
    "now",
)


@pytest.mark.parametrize("text", RIGHT_INSTANTS)
def test_an_instant_is_rfc_3339_with_seconds_and_offset(text):
    assert [fields(**{name: text}) for name in INSTANTS[1:2]] == [[]]
    assert [fields(**{name: text}) for name in PAST] == [[]] * 3
    assert fields(now=text) == []


def test_the_last_instant_is_the_end_of_2098_as_written():
    assert fields(now="2098-12-31T23:59:59.999999-23:59") == []


@pytest.mark.parametrize("text", WRONG_INSTANTS)
@pytest.mark.parametrize("name", INSTANTS)
def test_nothing_else_is_an_instant(name, text):
    assert fields(**{name: text}) == [name]


@pytest.mark.parametrize("text", ["2026-04-01", "2024-02-29", "1950-01-01", "2098-12-31"])
def test_a_day_is_an_iso_date(text):
    assert fields(release_date=text) == fields(payment_deadline=text) == []
    assert [fields(**{name: text}) for name in ("now", *PAST)] == [["now"], *([name] for name in PAST)]


WRONG_DAYS = ("2026-4-1", "20260401", "2026-W14-3", "2026-02-29", "2100-02-29", "1949-12-31", "2099-01-01")
WRONG_DAYS = (
    *WRONG_DAYS,
    "2026-04-01T00:00",
    "2026/04/01",
    "2026-04-01 ",
    "2026-04-01\n",
    "２０２６-04-01",
    "01-04-2026",
)


@pytest.mark.parametrize("text", WRONG_DAYS)
def test_nothing_else_is_a_day(text):
    assert fields(release_date=text) == ["release_date"]
    assert fields(payment_deadline=text) == ["payment_deadline"]


def test_a_release_date_is_no_instant():
    assert fields(release_date="2026-04-01T00:00:00+09:00") == ["release_date"]


def test_goal_and_now_are_needed():
    assert error_fields({}) == ["goal", "now"]
    assert error_fields({"goal": "cancel"}) == ["now"]
    assert error_fields({"now": NOW}) == ["goal"]


def test_all_errors_come_in_the_order_of_the_table_with_unknown_keys_last():
    facts = {"zzz": 1, "paid": 1, "recent_cancellations": -1, "goal": "stop", "status": None, "seller": 3}
    found = answer(facts)["error"]
    names = ["goal", "now", "seller", "status", "paid", "recent_cancellations", "zzz"]
    assert [one["field"] for one in found["errors"]] == names
    assert {"field": found["field"], "message": found["message"]} == found["errors"][0]


@pytest.mark.parametrize("key", ["Goal", "goal ", "", "polcy", "goal\u0000", "取消", "__class__", "trace"])
def test_an_unknown_key_is_an_error_that_names_the_known_ones(key):
    assert fields(**{key: "cancel"}) == [key]
    assert all(f"`{name}`" in message(**{key: 1}) for name in TABLE)


@pytest.mark.parametrize("name", WORDS)
def test_the_message_names_the_field_the_value_and_what_is_allowed(name):
    said = message(**{name: "gone"})
    assert name in said and "gone" in said
    assert all(word in said for word in WORDS[name])


@pytest.mark.parametrize("name", [name for name in TABLE if name not in WORDS])
def test_the_message_names_the_field_and_the_value_where_no_list_is(name):
    said = message(**{name: "gone"})
    assert name in said and "gone" in said


def test_contradictions_are_looked_for_only_when_all_values_are_good():
    assert fields(policy="amiami", seller="direct") == ["seller"]
    assert fields(policy="amiami", seller="direct", paid=1) == ["paid"]
    assert fields(policy="amiami", seller="direct", zzz=1) == ["zzz"]


def test_the_policies_that_are_loaded_are_the_values_of_policy():
    assert fields(policy="rakuten") == ["policy"]
    assert "ask" in at()
