"""Every clause of the two documents stands in its policy, in both languages, with place and doubts."""

import unicodedata

import pytest

from wording import load_wording
from wording.sources import LANGUAGES, read_policy

DOCUMENTS = {
    "amiami": ("amiami-cancellations", [f"A{number:02}" for number in range(1, 31)]),
    "amazon": ("amazon-cancellation-guide", [f"Z{number:02}" for number in range(1, 141)]),
}

CLAUSE = """
policy: shop
name: {ja: 店, en: Shop}
clauses:
  C1: {kind: rule, source: guide, where: top, ja: だめです。, en: No., %s}
  C2: {kind: rule, source: guide, where: end, ja: はい。, en: Yes.}
"""


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_a_policy_has_every_clause_of_its_document_in_order(policy):
    source, ids = DOCUMENTS[policy]
    words = load_wording().policies[policy]
    assert list(words.clauses) == list(words.about) == ids
    assert {about.source for about in words.about.values()} == {source}


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_no_two_clauses_say_the_same(policy):
    clauses = load_wording().policies[policy].clauses
    for language in LANGUAGES:
        assert len({sentence[language] for sentence in clauses.values()}) == len(clauses)


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_clauses_and_readings_are_whole_sentences(policy):
    words = load_wording().policies[policy]
    readings = [about.reading for about in words.about.values() if about.reading]
    for sentence in [*words.clauses.values(), *readings]:
        assert str(sentence["ja"][-1]).endswith("。")
        assert str(sentence["en"][-1]).endswith(".")
        assert unicodedata.category(str(sentence["en"][0])[0]) in {"Lu", "Pi"}


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_clauses_in_conflict_name_each_other_and_have_a_reading(policy):
    about = load_wording().policies[policy].about
    pairs = {(one, other) for one in about for other in about[one].conflicts_with}
    assert pairs == {(other, one) for one, other in pairs}
    assert {one for one, _ in pairs} == {one for one in about if about[one].reading}


def test_a_clause_is_read_with_all_that_is_told_of_it(tmp_path):
    path = tmp_path / "shop.yml"
    path.write_text(CLAUSE % "conflicts_with: [C2], reading: {ja: 両方。, en: Both.}", encoding="utf-8")
    problems: list[str] = []
    words = read_policy(path, problems)
    assert words is not None and problems == []
    assert words.about["C1"].conflicts_with == ("C2",)
    assert words.about["C1"].reading == {"ja": ("両方。",), "en": ("Both.",)}
    assert words.about["C2"].reading is None
    assert words.clauses["C2"] == {"ja": ("はい。",), "en": ("Yes.",)}


@pytest.mark.parametrize("key", ["used_by: faq", "conflict_with: [C2]", "readings: {ja: あ。, en: A.}"])
def test_any_other_key_of_a_clause_is_an_error(tmp_path, key):
    path = tmp_path / "shop.yml"
    path.write_text(CLAUSE % key, encoding="utf-8")
    problems: list[str] = []
    read_policy(path, problems)
    assert problems == [
        f"`shop.yml`: clause `C1`: `{key.partition(':')[0]}` is no language: allowed are ja, en"
    ]
