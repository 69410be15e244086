"""What the parts are told of further shops, from their policy files."""

import shutil
from pathlib import Path

from reading.shops import load_shops
from torikeshi.shopwords import shop_words, write_shops
from web.settings import ROOT

FOLDER = ROOT / "examples" / "shops"


def test_the_names_are_those_of_both_languages_with_the_shops_own_name():
    shop = shop_words(FOLDER).all[0]
    assert shop.policy == "komorebi" and shop.order_number == "KM-[0-9]{6}"
    assert {"こもれび服店", "Komorebi", "こもれび", "komorebi clothes"} <= set(shop.names)


def test_a_fact_has_the_words_of_its_values_and_their_titles():
    worn = shop_words(FOLDER).fact("worn")
    assert worn is not None and worn.under == (("status", "delivered"),)
    words = dict(worn.words)
    assert {"着た", "wore it", "Worn"} <= set(words["true"])


def test_a_title_that_is_only_a_yes_says_nothing_by_itself(tmp_path: Path):
    text = (FOLDER / "komorebi.yml").read_text(encoding="utf-8")
    text = text.replace("title: {ja: 着た, en: Worn}", "title: {ja: はい, en: 'Yes'}")
    (tmp_path / "shop.yml").write_text(text, encoding="utf-8")
    worn = shop_words(tmp_path).fact("worn")
    assert worn is not None and not {"はい", "Yes"} & set(dict(worn.words)["true"])


def test_several_versions_are_one_shop(tmp_path: Path):
    shutil.copy(FOLDER / "komorebi.yml", tmp_path / "old.yml")
    text = (FOLDER / "komorebi.yml").read_text(encoding="utf-8").replace("KM-[0-9]{6}", "KO-[0-9]{6}")
    newer = text.replace("valid_from: 2026-01-01", "valid_from: 2027-01-01")
    (tmp_path / "new.yml").write_text(newer, encoding="utf-8")
    shops = shop_words(tmp_path).all
    assert [(shop.policy, shop.order_number) for shop in shops] == [
        ("komorebi", "(?:KM-[0-9]{6})|(?:KO-[0-9]{6})")
    ]


def test_they_come_back_from_the_file(tmp_path: Path):
    write_shops(FOLDER, tmp_path / "shops.json")
    assert load_shops(tmp_path / "shops.json") == shop_words(FOLDER)
