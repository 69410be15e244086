"""What a shop has of its own is said its way: its facts, its time zone, the version of its policy."""

from datetime import datetime
from pathlib import Path

import pytest

from decision import Decision, decide, load_policies
from wording import Wording, load_wording
from wording.catalog import FOLDERS
from wording.check import faults
from wording.explain import explained
from wording.ownfacts import FactWords
from wording.reply import explain

SHOP = """\
policy: shop
name: {{ja: 店, en: Shop}}
valid_from: {day}
time_zone: {zone}
facts:
  - fact: delivered_at
    kind: instant
    under: {{status: delivered}}
    title: {{ja: お届け, en: arrival}}
    question: {{ja: いつ？, en: When?}}
    why: {{ja: 期限, en: The end}}
    where: {{ja: メール, en: The mail}}
  - fact: worn
    kind: boolean
    under: {{status: delivered}}
    title: {{ja: 着用, en: worn}}
    values:
      true: {{title: {{ja: 着た, en: "Yes, worn"}}}}
      false:
        title: {{ja: 着ていない, en: Not worn}}
        said: {{ja: 未着用, en: it is unworn}}
        if: {{ja: 着ていない, en: you have not worn it}}
  - fact: event_day
    kind: date
    title: {{ja: 催しの日, en: event}}
    question: {{ja: いつ？, en: When?}}
    why: {{ja: 期限, en: The end}}
    where: {{ja: 札, en: The ticket}}
assumed: {{worn: [{{value: false}}]}}
windows: [{{fact: delivered_at, calendar_days: 8, cites: [K1]}}]
rows:
  - id: open
    when: {{status: delivered, worn: false, delivered_at: open}}
    step: return
    until: delivered_at
    reason: go
    cites: [K1]
  - id: over
    when: {{status: delivered, worn: false, delivered_at: over}}
    step: none
    reason: stop
    cites: [K1]
  - {{id: worn, when: {{status: delivered, worn: true}}, step: none, reason: stop, cites: [K1]}}
  - id: event
    when: {{status: [unshipped, preparing, shipped, sent_back, cancelled], event_day: before}}
    step: cancel
    until: event_day
    reason: go
    cites: [K1]
  - id: late
    when: {{status: [unshipped, preparing, shipped, sent_back, cancelled], event_day: reached}}
    step: none
    reason: stop
    cites: [K1]
clauses:
  K1: {{kind: rule, source: terms, where: one, ja: "{ja}{{figure:K1}}", en: "{en} {{figure:K1}}"}}
texts:
  contact: {{ja: 店, en: the shop}}
  step.go: {{ja: "送る。{{clause:K1}}", en: "Send it. {{clause:K1}}"}}
  step.stop: {{ja: "終わり。{{clause:K1}}", en: "Over. {{clause:K1}}"}}
  how.return: {{ja: 箱で, en: In the box.}}
  how.cancel: {{ja: 頁で, en: On the page.}}
"""
DELIVERED = {
    "goal": "cancel",
    "now": "2026-07-01T10:00:00+09:00",
    "policy": "shop",
    "status": "delivered",
    "delivered_at": "2026-06-30T22:30:00Z",
}


def files(folder: Path, *versions: tuple[str, str, str], zone: str = "Europe/London") -> Path:
    for day, ja, en in versions:
        text = SHOP.format(day=day, zone=zone, ja=ja, en=en)
        (folder / f"shop-{day}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return files(tmp_path, ("2026-01-01", "期限は", "The time is"))


def words(folder: Path) -> Wording:
    return load_wording((*FOLDERS, folder))


def said(folder: Path, language: str, **facts: object) -> str:
    given = {**DELIVERED, **facts}
    policies = load_policies(folder)
    decision = decide(policies, given)
    assert isinstance(decision, Decision), decision
    now = datetime.fromisoformat(str(given["now"]))
    return "\n".join(text.text for text in explain(words(folder), decision, given, language, now=now))


def test_its_texts_are_complete(shop):
    assert list(faults((*FOLDERS, shop))) == []


def test_dates_are_said_in_its_time_zone(shop):
    # 22:30 in London's summer is 23:30 of 30 June, so that the eighth day is 8 July
    assert "the end of Wednesday, 8 July (UTC+1)" in said(shop, "en")
    assert "7月8日（水）の終わり（UTC+1）" in said(shop, "ja")


def test_a_zone_beside_utc_says_so(tmp_path):
    files(tmp_path, ("2026-01-01", "期限", "Time"), zone="UTC")
    assert "the end of Wednesday, 8 July (UTC)" in said(tmp_path, "en")


def test_half_an_hour_is_said_too(tmp_path):
    files(tmp_path, ("2026-01-01", "期限", "Time"), zone="Asia/Kolkata")
    assert "(UTC+5:30)" in said(tmp_path, "en")


def test_japan_time_is_said_of_japan_alone(shop):
    assert "Japan time" not in said(shop, "en")
    assert words(shop).say("fact.requested_at", "en", value=DELIVERED["now"]).endswith("(Japan time)")


def test_what_it_alone_assumes_is_said(shop):
    assert "you have not worn it" in said(shop, "en")


def test_a_decision_is_said_in_the_words_of_its_version(tmp_path):
    files(tmp_path, ("2026-01-01", "古い期限", "Of old"), ("2026-07-05", "新しい期限", "As of now"))
    assert "Of old" in said(tmp_path, "en", now="2026-07-04T10:00:00+01:00")
    assert "As of now" in said(tmp_path, "en", now="2026-07-05T00:00:00+01:00")
    assert list(faults((*FOLDERS, tmp_path))) == []


def test_without_a_decision_the_version_of_the_day_speaks(tmp_path):
    files(tmp_path, ("2026-01-01", "古い期限", "Of old"), ("2026-07-05", "新しい期限", "As of now"))
    w = words(tmp_path)
    before, after = (
        w.on(datetime.fromisoformat(f"2026-07-{day}T12:00:00+01:00")).say("shop.step.go", "en")
        for day in ("04", "05")
    )
    assert "Of old" in before and "As of now" in after


def test_a_missing_text_of_an_older_version_is_found(tmp_path):
    files(tmp_path, ("2026-01-01", "古い", "Old"), ("2026-07-05", "新しい", "New"))
    old = tmp_path / "shop-2026-01-01.yml"
    text = old.read_text(encoding="utf-8").replace("  how.cancel: {ja: 頁で, en: On the page.}\n", "")
    old.write_text(text, encoding="utf-8")
    assert any("how." in fault for fault in faults((*FOLDERS, tmp_path)))


@pytest.mark.parametrize(
    ("fact", "value", "sentence"),
    [
        ("worn", False, "it is unworn"),
        ("worn", True, "worn: Yes, worn"),
        ("event_day", "2026-07-05", "event: Sunday, 5 July 2026"),
        ("status", "shipped", "it has shipped"),
        ("policy", "shop", "the shop is Shop"),
    ],
)
def test_a_fact_in_a_sentence(shop, fact, value, sentence):
    w = words(shop).shop("shop")
    assert FactWords(w, "shop", "en").fact(fact, value) == sentence


def test_an_explanation_counts_its_days_and_names_its_facts(shop):
    text = "\n".join(explained(words(shop), load_policies(shop), DELIVERED, "en"))
    assert "arrival: Tuesday, 30 June, 23:30 (UTC+1)" in text
    assert "8 days after Tuesday, 30 June, to the end of that day" in text


def test_an_end_by_its_own_day_is_explained(shop):
    facts = {name: DELIVERED[name] for name in ("goal", "now", "policy")}
    given = {**facts, "status": "shipped", "event_day": "2026-07-05"}
    text = "\n".join(explained(words(shop), load_policies(shop), given, "en"))
    assert "it ends as Sunday, 5 July begins (event)" in text


def test_an_open_question_is_explained_in_its_words(shop):
    facts = {name: DELIVERED[name] for name in ("goal", "now", "policy", "status")}
    text = "\n".join(explained(words(shop), load_policies(shop), facts, "en"))
    assert "When?" in text and "The end" in text
