"""One text in one language: values stand as they are, typed places are written as people write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import Wording, WordingError, load_wording

POLICY = """
policy: shop
name: {ja: 店, en: Shop}
contact: shop
windows:
  - {fact: requested_at, hours: 1, cites: [C1]}
refunds:
  - {when: {payment_method: card}, min_days: 3, max_days: 5, unit: business_days, cites: [C2]}
figures:
  pages: {min: 2, max: 2, unit: days}
clauses:
  C1: {kind: timing, source: guide, where: top, ja: "{figure:C1}待ちます。", en: "Wait {figure:C1}."}
  C2: {kind: refund, source: guide, where: end, ja: "{figure:C2}です。", en: "It takes {figure:C2}."}
texts:
  both: {ja: "{clause:C1}{clause:C2}{figure:pages}", en: "{clause:C1} {clause:C2} {figure:pages}"}
"""


@pytest.fixture
def w(tmp_path: Path) -> Wording:
    texts = {
        "plain": "{value}",
        "date": "{value:date}",
        "datetime": "{value:datetime}",
        "deadline": "{value:deadline}",
        "days": "{value:days}",
        "number": "{value:number}",
        "money": "{value:money}",
        "list": "{value:list}",
        "any": "{value:any}",
        "bullets": "{value:bullets}",
    }
    lines = [f'{name}: {{ja: "{text}", en: "{text}"}}' for name, text in texts.items()]
    (tmp_path / "texts.yml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "shop.yml").write_text(POLICY, encoding="utf-8")
    formats = Path(__file__).parents[2] / "wording" / "formats.yml"
    (tmp_path / "formats.yml").write_text(formats.read_text(encoding="utf-8"), encoding="utf-8")
    return load_wording((tmp_path,))


NOW = datetime(2026, 4, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "ja", "en"),
    [
        ("date", "2026-04-30", "4月30日（木）", "Thursday, 30 April"),
        ("date", date(2027, 1, 2), "2027年1月2日（土）", "Saturday, 2 January 2027"),
        ("date", "2026-04-29T15:00:00Z", "4月30日（木）", "Thursday, 30 April"),
        (
            "datetime",
            "2026-04-30T06:05:00Z",
            "4月30日（木）15:05（日本時間）",
            "Thursday, 30 April, 15:05 (Japan time)",
        ),
        (
            "datetime",
            "2026-04-30T00:00:00+09:00",
            "4月30日（木）0:00（日本時間）",
            "Thursday, 30 April, 0:00 (Japan time)",
        ),
        (
            "deadline",
            "2026-04-30T00:00:00+09:00",
            "4月29日（水）の終わり（日本時間）",
            "the end of Wednesday, 29 April (Japan time)",
        ),
        (
            "deadline",
            "2026-04-30",
            "4月30日（木）の終わり（日本時間）",
            "the end of Thursday, 30 April (Japan time)",
        ),
        (
            "deadline",
            "2026-04-30T00:00:01+09:00",
            "4月30日（木）0:00（日本時間）",
            "Thursday, 30 April, 0:00 (Japan time)",
        ),
        (
            "deadline",
            "2027-01-01T00:00:00+09:00",
            "12月31日（木）の終わり（日本時間）",
            "the end of Thursday, 31 December (Japan time)",
        ),
        ("days", 1, "1日", "1 day"),
        (
            "days",
            {"min_days": 3, "max_days": 5, "unit": "business_days"},
            "3〜5営業日",
            "3 to 5 business days",
        ),
        ("days", {"min_days": 1, "max_days": 1, "unit": "business_days"}, "1営業日", "1 business day"),
        ("days", {"min_days": 6, "max_days": 6, "unit": "hours"}, "6時間", "6 hours"),
        ("number", 12345, "12,345", "12,345"),
        ("money", ("12000", "JPY"), "￥12,000", "JP¥12,000"),
        ("list", ["A", "B", "C"], "A、B、C", "A, B and C"),
        ("any", ["A", "B"], "AまたはB", "A or B"),
        ("bullets", ["A", "B"], "・A\n・B", "• A\n• B"),
    ],
)
def test_a_value_is_written_as_each_language_writes_it(
    w: Wording, name: str, value: object, ja: str, en: str
) -> None:
    assert w.say(name, "ja", value=value, now=NOW) == ja
    assert w.say(name, "en", value=value, now=NOW) == en


def test_without_now_a_date_carries_its_year(w: Wording) -> None:
    assert w.say("date", "en", value="2026-04-30") == "Thursday, 30 April 2026"


def test_a_clause_brings_its_figures_typed_once(w: Wording) -> None:
    assert w.say("shop.both", "ja") == "1時間待ちます。3〜5営業日です。2日"
    assert w.say("shop.both", "en") == "Wait 1 hour. It takes 3 to 5 business days. 2 days"


@pytest.mark.parametrize("value", ["{{7*7}}", "{x.__class__}", "{clause:C1}", "%s", "<b>", "{value}"])
def test_a_value_is_never_read_as_a_text(w: Wording, value: str) -> None:
    assert w.say("plain", "ja", value=value) == value
    assert w.say("list", "en", value=[value]) == value
    assert w.say("bullets", "ja", value=[value]) == f"・{value}"


@given(st.text())
def test_any_value_stands_as_it_is(value: str) -> None:
    said = load_wording().say("reply.about", "ja", order_number=value)
    assert said == load_wording().say("reply.about", "ja", order_number="@").replace("@", value)


def test_a_missing_superfluous_or_unfit_value_is_an_error(w: Wording) -> None:
    for values in ({}, {"value": 1, "more": 2}, {"other": 1}):
        with pytest.raises(WordingError, match="needs"):
            w.say("plain", "ja", **values)
    for name, value in [("date", "soon"), ("days", None), ("money", 5), ("deadline", datetime(2026, 1, 1))]:
        with pytest.raises(WordingError):
            w.say(name, "ja", value=value)


def test_a_text_or_language_that_does_not_exist_is_an_error(w: Wording) -> None:
    assert not w.has("nothing")
    with pytest.raises(WordingError, match="`nothing`"):
        w.say("nothing", "ja")
    with pytest.raises(WordingError, match="`de`"):
        w.say("plain", "de", value="x")


def test_a_value_may_be_called_name_or_language(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text('t: {ja: "{name}{language}", en: "{name}{language}"}')
    assert load_wording((tmp_path,)).say("t", "en", name="a", language="b") == "ab"
