"""A YAML file is plain data with places: what is no plain data is an error that names line and column."""

from pathlib import Path

import pytest

from decision.errors import PolicyError
from decision.source import Place, read_policy_file


@pytest.fixture
def read(tmp_path: Path):
    def written(text: str | bytes):
        path = tmp_path / "shop.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_policy_file(path)

    return written


def test_the_data_is_plain(read):
    assert read("a: [1, {b: true}]\nc: はい\n").data == {"a": [1, {"b": True}], "c": "はい"}


def test_an_empty_file_is_an_empty_mapping(read):
    assert read("# nothing yet\n").data == {}


def test_every_value_has_its_place(read):
    places = read("a:\n  - 1\n  - {b: true, true: x}\n").places
    assert places == {
        (): Place(1, 1),
        ("a",): Place(2, 3),
        ("a", 0): Place(2, 5),
        ("a", 1): Place(3, 5),
        ("a", 1, "b"): Place(3, 9),
        ("a", 1, True): Place(3, 21),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb:\n  a: 1\n  a: 2\n", "shop.yml:4:3: `a` stands twice"),
        ("a: &x [1]\nb: *x\n", "shop.yml:1:4: a piece of the file is used twice: an alias is not allowed"),
        ("a:\n  <<: {b: 1}\n", "shop.yml:2:3: a key is a text: `<<` is none, quotes make it one"),
        ("a:\n  no: 1\n", "shop.yml:2:3: a key is a text: `no` is none, quotes make it one"),
        ("12: a\n", "shop.yml:1:1: a key is a text: `12` is none, quotes make it one"),
        ("? [a]\n: 1\n", "shop.yml:1:3: a key is a text: a list or a mapping is none, quotes make it one"),
        ("a: 1\nb: 2026-02-30\n", "shop.yml:2:4: there is no `2026-02-30`: days are as `2026-04-01`"),
        ("- a\n", "shop.yml:1:1: names are needed at the top: a mapping of keys to values"),
        ("a: !!python/name:os.system x\n", "shop.yml:1:4: this is no YAML: could not determine"),
        ("a: [\n", "shop.yml:2:1: this is no YAML: "),
        ("a: 1\n b: 2\n", "shop.yml:2:3: this is no YAML: mapping values are not allowed"),
        (b"\xff\xfe\x00", "shop.yml:1:1: the file cannot be read: "),
        ("a: " + "[" * 1000 + "]" * 1000, "shop.yml:1:1: nested too deep"),
    ],
)
def test_what_is_no_plain_data_is_an_error_with_its_place(read, text, message):
    with pytest.raises(PolicyError) as raised:
        read(text)
    assert str(raised.value).startswith(message)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy_file(tmp_path / "none.yml")
