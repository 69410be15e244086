"""Shapes tell every mistake with line, column, what stands there and what is allowed."""

from pathlib import Path

import pytest

from decision.shape import Day, OneOf, Text, Whole
from decision.shape_parts import Either, Listed, Named, Record
from decision.source import read_policy_file

ID = Text("a small name", "[a-z]+")
FISH = OneOf(("carp", "herring"))


@pytest.fixture
def told(tmp_path: Path):
    """The mistakes in `a: …` where that is to have a shape, as `line:column: message`."""

    def check(shape, text: str) -> list[str]:
        path = tmp_path / "f.yml"
        path.write_text(text, encoding="utf-8")
        whole = Record("the file", {"a": shape})
        found = whole.problems("file", read_policy_file(path).node)
        return [f"{one.line}:{one.column}: {one.message}" for one in found]

    return check


@pytest.mark.parametrize(
    ("shape", "good"),
    [
        (Text(), "a: はい"),
        (ID, "a: b"),
        (Day(), "a: 2026-02-28"),
        (Whole(0, 20), "a: 20"),
        (FISH, "a: carp"),
        (OneOf((True, False)), "a: false"),
        (Listed(FISH), "a: []"),
        (Listed(FISH, least=1), "a: [carp, carp]"),
        (Named(ID, FISH), "a: {x: carp, y: herring}"),
        (Record("b", {True: Text()}, {"c": FISH}), "a: {true: x}"),
        (Either((FISH, Listed(FISH))), "a: [carp]"),
        (Either((FISH, Whole(0, 3))), "a: 2"),
    ],
)
def test_what_fits_has_no_mistake(told, shape, good):
    assert told(shape, good) == []


@pytest.mark.parametrize(
    ("shape", "text", "mistake"),
    [
        (Text(), "a: ' '", "1:4: `a` is ` `: allowed is a text"),
        (Text(), "a:", "1:3: `a` is empty: allowed is a text"),
        (Text(), "a: 12", "1:4: `a` is `12`: allowed is a text (in quotes)"),
        (Text(), "a: yes", "1:4: `a` is `yes`: allowed is a text (in quotes)"),
        (Text(), "a: [x]", "1:4: `a` is a list: allowed is a text"),
        (ID, "a: B", "1:4: `a` is `B`: allowed is a small name"),
        (Day(), "a: soon", "1:4: `a` is `soon`: allowed is a day as `2026-04-01`"),
        (
            Day(),
            "a: 2026-04-01T10:00:00Z",
            "1:4: `a` is `2026-04-01T10:00:00Z`: allowed is a day as `2026-04-01`",
        ),
        (Whole(0, 20), "a: 21", "1:4: `a` is `21`: allowed is an integer from 0 to 20"),
        (Whole(0, 20), "a: -1", "1:4: `a` is `-1`: allowed is an integer from 0 to 20"),
        (Whole(0, 20), "a: 2.0", "1:4: `a` is `2.0`: allowed is an integer from 0 to 20"),
        (Whole(0, 20), "a: '2'", "1:4: `a` is `2`: allowed is an integer from 0 to 20"),
        (
            FISH,
            "a: hering",
            "1:4: `a` is `hering`: allowed is one of `carp`, `herring`; did you mean `herring`?",
        ),
        (FISH, "a: {}", "1:4: `a` is a mapping: allowed is one of `carp`, `herring`"),
        (OneOf((True,)), "a: 'true'", "1:4: `a` is `true`: allowed is `true`; did you mean `true`?"),
        (Listed(FISH), "a: carp", "1:4: `a` is `carp`: allowed is a list, each one of `carp`, `herring`"),
        (Listed(FISH, least=1), "a: []", "1:4: `a` is an empty list: allowed is a list, each one of"),
        (Listed(FISH), "a:\n  - carp\n  - cod", "3:5: `a[2]` is `cod`: allowed is one of `carp`, `herring`"),
        (Named(ID, FISH), "a:\n  b: cod", "2:6: `b` is `cod`: allowed is one of"),
        (Named(ID, FISH), "a:\n  B: carp", "2:3: `key` is `B`: allowed is a small name"),
        (Named(ID, FISH), "a: 3", "1:4: `a` is `3`: allowed is a mapping from a small name to one of"),
        (Record("b", {"c": FISH}), "a: {}", "1:4: b needs `c`: it is missing"),
        (
            Record("b", others={"fish": FISH, "c": ID}),
            "a:\n  fsh: carp",
            "2:3: `fsh` is no key of b: known are `fish`, `c`; did you mean `fish`?",
        ),
        (Record("b", {"c": FISH}), "a: x", "1:4: `a` is `x`: allowed is b with `c`"),
        (Either((FISH, Listed(FISH))), "a: [cod]", "1:5: `a[1]` is `cod`: allowed is one of"),
        (
            Either((FISH, Listed(FISH))),
            "a: {}",
            "1:4: `a` is a mapping: allowed is one of `carp`, `herring`, or a list",
        ),
        (
            Either((FISH, Whole(0, 3))),
            "a: 4",
            "1:4: `a` is `4`: allowed is one of `carp`, `herring`, or an integer",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place(told, shape, text, mistake):
    found = told(shape, text)
    assert len(found) == 1
    assert found[0].startswith(mistake)


def test_all_mistakes_are_told_at_once(told):
    shape = Record("b", {"c": FISH, "d": Listed(Whole(0, 3))})
    assert len(told(shape, "a:\n  c: cod\n  d: [1, 9, x]\n  e: 1")) == 4


def test_a_long_value_is_cut_in_the_message(told):
    assert "…" in told(FISH, "a: " + "x" * 200)[0]
    assert len(told(FISH, "a: " + "x" * 200)[0]) < 130


def test_a_record_is_a_json_schema():
    assert Record("b", {"c": FISH, True: Text()}, {"d": ID}).schema() == {
        "title": "b",
        "type": "object",
        "properties": {
            "c": {"enum": ["carp", "herring"]},
            "true": {"type": "string", "minLength": 1},
            "d": {"type": "string", "pattern": "^(?:[a-z]+)$"},
        },
        "required": ["c", "true"],
        "additionalProperties": False,
    }


def test_the_other_shapes_are_json_schemas():
    assert Either((Day(), Listed(Whole(0, 3), least=1))).schema() == {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 3}, "minItems": 1},
        ]
    }
    assert Named(ID, FISH).schema() == {
        "type": "object",
        "propertyNames": {"pattern": "^(?:[a-z]+)$"},
        "additionalProperties": {"enum": ["carp", "herring"]},
    }
