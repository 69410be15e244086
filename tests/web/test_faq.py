"""The call for common questions: ranked, in the language asked for, and strict about its parameters."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

SHOPS = Path(__file__).resolve().parents[2] / "examples" / "shops"


def asked(shop, **query):
    response = shop.http.get("/v1/faq", params=query)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(("language", "said"), [("ja", "受け取らない"), ("en", "do not accept")])
def test_an_entry_comes_in_the_language_asked_for_whatever_it_was_asked_in(shop, language, said):
    for q in ("受取拒否のやり方", "how do I refuse a parcel"):
        first = asked(shop, q=q, language=language)[0]
        assert set(first) == {"id", "question", "answer", "cites", "score"}
        assert first["id"] == "amazon.faq.how_to_refuse" and first["cites"] == ["Z92", "Z93", "Z97"]
        assert said in first["answer"]


def test_entries_are_ranked_by_finite_scores_above_zero(shop):
    scores = [entry["score"] for entry in asked(shop, q="返金", language="ja")]
    assert scores == sorted(scores, reverse=True) and len(scores) > 3
    assert all(math.isfinite(score) and score > 0 for score in scores)


def test_what_matches_no_entry_finds_none(shop):
    assert asked(shop, q="zzzz qqqq", language="en") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"language": "ja"}, "q"),
        ({"q": "", "language": "ja"}, "q"),
        ({"q": " 　\u200b", "language": "ja"}, "q"),
        ({"q": "x" * 4001, "language": "ja"}, "q"),
        ({"q": "返金"}, "language"),
        ({"q": "返金", "language": ""}, "language"),
        ({"q": "返金", "language": "fr"}, "language"),
        ({"q": "返金", "language": "JA"}, "language"),
    ],
)
def test_a_bad_or_missing_parameter_is_a_problem_that_names_it(shop, query, field):
    response = shop.http.get("/v1/faq", params=query)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_it_is_limited_as_other_calls_are(open_shop):
    shop = open_shop(limit_requests="2/minute")
    query = {"q": "refund", "language": "en"}
    answers = [shop.http.get("/v1/faq", params=query) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) >= 1


def test_entries_of_further_shops_are_found(open_shop):
    without, with_them = open_shop(), open_shop(policies=SHOPS)
    query = {"q": "サイズ違いの商品と交換できますか", "language": "en"}
    assert not any(entry["id"].startswith("komorebi.") for entry in asked(without, **query))
    assert asked(with_them, **query)[0]["id"] == "komorebi.faq.exchange"


def test_it_is_documented(shop):
    call = shop.http.get("/openapi.json").json()["paths"]["/v1/faq"]["get"]
    assert [(one["name"], one["required"]) for one in call["parameters"]] == [("q", True), ("language", True)]
    assert {"200", "422", "429"} <= set(call["responses"])
