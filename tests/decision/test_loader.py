"""Policies from their files: which files, in which order, and files that cannot be used."""

import json
from pathlib import Path

import pytest
from answers import POLICIES, answer
from test_examples import EXAMPLES

from decision import FactsError, PolicyError, decide, load_policies
from decision.loader import FOLDER, load_files, load_pair

SHOP = """\
policy: shop
name: {ja: 店, en: Shop}
valid_from: 2026-01-01
rows: [{id: all, when: {goal: cancel}, step: none, reason: why, cites: [C1]}]
"""


@pytest.fixture
def folder(tmp_path: Path):
    """Writes files into a folder, which it gives."""

    def written(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def test_the_two_policies_come_first_in_their_order():
    assert load_policies().ids[:2] == ("amiami", "amazon")


def test_policies_loaded_again_answer_to_the_byte_as_before():
    again = load_policies()
    for example in EXAMPLES.values():
        facts = example["facts"]
        try:
            found = decide(again, facts).as_json()
        except FactsError as error:
            found = error.as_json()
        assert json.dumps(found) == json.dumps(answer(facts))


def test_policies_loaded_again_are_the_same_part_by_part():
    for one, other in zip(load_policies().all, POLICIES.all, strict=True):
        assert (one.id, one.version, one.valid_from, one.own) == (
            *(other.id, other.version, other.valid_from, other.own),
        )
        assert [vars_of(row) for row in one.rows] == [vars_of(row) for row in other.rows]
        assert [vars_of(window) for window in one.windows] == [vars_of(window) for window in other.windows]
        assert (one.refunds, one.warnings, one.assumed) == (other.refunds, other.warnings, other.assumed)


def vars_of(part) -> dict:
    return {name: getattr(part, name) for name in part.__slots__}


def test_a_folder_adds_its_policies_by_name(folder):
    extra = folder(b=SHOP, a=SHOP.replace("shop", "another"))
    (extra / "notes.txt").write_text("policy: no")
    assert load_policies(extra).ids == ("amiami", "amazon", "another", "shop")


def test_a_folder_may_have_several_versions_of_a_policy(folder):
    extra = folder(new=SHOP.replace("2026-01", "2026-07"), old=SHOP)
    versions = load_policies(extra).versions("shop")
    assert [str(one.valid_from) for one in versions] == ["2026-01-01", "2026-07-01"]


def test_a_folder_never_replaces_a_policy(folder):
    extra = folder(mine=SHOP.replace("shop", "amazon"))
    with pytest.raises(PolicyError) as raised:
        load_policies(extra)
    assert str(raised.value) == f"{extra / 'mine.yml'}: `policy` is `amazon`: that one stands in {FOLDER}"


def test_files_may_be_loaded_alone(folder):
    where = folder(shop=SHOP)
    assert load_files([where / "shop.yml"]).ids == ("shop",)


WRONG = {
    "no policy": (SHOP.replace("policy:", "polizy:"), "`policy` is missing"),
    "no day": (SHOP.replace("valid_from:", "from:"), "`valid_from` is missing"),
    "no rows": (SHOP.replace("rows:", "lines:"), "`rows` is missing"),
    "no mapping": ("- policy\n", "`policy` is missing"),
    "a row without a step": (SHOP.replace("step: none, ", ""), "`step` is missing"),
    "an unknown step": (
        SHOP.replace("step: none", "step: stop"),
        "`step` is `stop`: allowed is one of cancel",
    ),
    "no YAML": ("policy: [", "while parsing"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_used_is_an_error_that_names_it(folder, text, message):
    path = folder(shop=text) / "shop.yml"
    with pytest.raises(PolicyError) as raised:
        load_files([path])
    assert str(raised.value).startswith(f"{path}: ") and message in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_an_error_that_names_it(tmp_path):
    (tmp_path / "binary.yml").write_bytes(b"policy: \xff\n")
    for name in ("binary.yml", "none.yml"):
        with pytest.raises(PolicyError) as raised:
            load_files([tmp_path / name])
        assert str(raised.value).startswith(f"{tmp_path / name}: ")


def test_what_does_not_decide_is_not_even_read_in_a_file_of_the_projects_own(folder):
    where = folder(shop=SHOP + "texts: [this is no YAML\n")
    assert load_policies(folder=where).ids == ("shop",)


def test_a_mistake_after_what_does_not_decide_is_told_with_its_line(folder):
    where = folder(
        shop=SHOP.replace("valid_from", "texts:\n  one: {ja: 一}\n  two: {ja: 二}\nvalid_from") + "facts: ]\n"
    )
    with pytest.raises(PolicyError) as raised:
        load_policies(folder=where)
    assert "line 8" in str(raised.value)


def test_a_pair_is_two_files_as_they_stand_the_old_one_first(folder):
    where = folder(old=SHOP, new=SHOP.replace("step: none", "step: wait"))
    old, new = load_pair(where / "old.yml", where / "new.yml")
    assert ([row.step for row in old.rows], [row.step for row in new.rows]) == (["none"], ["wait"])
    assert old.version[:11] == new.version[:11] == "2026-01-01+" and old.version != new.version


def test_the_windows_of_a_pair_have_a_place_each(folder):
    windows = "windows: [{fact: requested_at, hours: 6, cites: [C1]}]\n"
    where = folder(old=SHOP + windows, new=SHOP + windows)
    pair = load_pair(where / "old.yml", where / "new.yml")
    assert [policy.windows[0].place for policy in pair] == [0, 1]


def test_a_pair_of_two_policies_is_an_error_that_names_both(folder):
    where = folder(old=SHOP, new=SHOP.replace("shop", "other"))
    with pytest.raises(PolicyError) as raised:
        load_pair(where / "old.yml", where / "new.yml")
    assert str(raised.value) == (
        f"{where / 'new.yml'}: `policy` is `other`: allowed is `shop`, as in {where / 'old.yml'}"
    )


@pytest.mark.parametrize("name", ["old", "new"])
def test_a_mistake_in_one_of_a_pair_is_told_with_its_file(folder, name):
    where = folder(**{"old": SHOP, "new": SHOP, name: SHOP.replace("step: none, ", "")})
    with pytest.raises(PolicyError) as raised:
        load_pair(where / "old.yml", where / "new.yml")
    assert str(raised.value) == f"{where / name}.yml: `step` is missing"
