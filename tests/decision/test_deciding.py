"""What decides in the project's own policy files, kept as JSON beside them."""

import json
import shutil
from pathlib import Path

import pytest

from decision.deciding import deciding, keep, kept, kept_in
from decision.loader import FOLDER, load_policies, read_own

OWN = sorted(FOLDER.glob("*.yml"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """One of the own files with its JSON, to be changed."""
    for path in (OWN[0], kept_in(OWN[0])):
        shutil.copy(path, tmp_path)
    return tmp_path / OWN[0].name


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_what_is_kept_beside_a_file_is_what_the_file_says(path):
    assert kept(path) == read_own(path), "make deciding"


def test_a_file_that_decides_otherwise_by_now_is_read_itself(copy):
    copy.write_text(copy.read_text().replace("step: cancel\n", "step: wait\n"))
    assert kept(copy) is None


def test_a_changed_row_decides_though_the_json_is_not_written_again(copy):
    before = load_policies(folder=copy.parent).all[0].version
    copy.write_text(copy.read_text().replace("step: cancel\n", "step: wait\n"))
    assert load_policies(folder=copy.parent).all[0].version != before


def test_a_text_may_change_without_another_json(copy):
    copy.write_text(copy.read_text() + "\n\nwhat_is_said:\n  more: of it\n")
    assert kept(copy) == read_own(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"of": 1}'])
def test_a_json_that_is_none_is_passed_over(copy, text):
    kept_in(copy).write_text(text)
    assert kept(copy) is None


def test_a_file_with_no_json_beside_it_is_read_itself(copy):
    kept_in(copy).unlink()
    assert load_policies(folder=copy.parent).all[0].version == load_policies().latest(copy.stem).version


def test_what_is_kept_anew_is_what_was_kept(copy):
    before = kept_in(copy).read_text()
    keep(copy, read_own(copy))
    assert kept_in(copy).read_text() == before


def test_lines_keep_their_places_where_texts_are_cut_out():
    whole = OWN[0].read_text()
    pairs = zip(whole.splitlines(), deciding(whole).splitlines(), strict=False)
    assert all(cut in ("", line) for line, cut in pairs)


def test_a_row_is_kept_as_it_stands_in_the_file():
    first = json.loads(kept_in(OWN[0]).read_text())["deciding"]["rows"][0]
    assert first == read_own(OWN[0])["rows"][0]
