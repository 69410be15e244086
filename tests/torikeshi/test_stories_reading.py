"""Story files are read as they stand; what is wrong is told with file, line, field and value."""

from pathlib import Path

import pytest

from decision import load_policies
from torikeshi.stories.nodes import BadStory
from torikeshi.stories.reading import read_stories
from torikeshi.stories.story import Story
from web.settings import ROOT

POLICIES = load_policies()
ORDER = 'order_number: "250-1111111-1111111", customer_id: c1, policy: amazon, status: shipped, title: 本'
FLYING = ORDER.replace("shipped", "flying")


def stories(path: Path, text: str) -> list[Story]:
    path.write_text(text, encoding="utf-8")
    return read_stories([path], POLICIES)


def complaints(path: Path, text: str) -> list[str]:
    with pytest.raises(BadStory) as raised:
        stories(path, text)
    return str(raised.value).replace(f"{path}:", "").splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.yml"


def case(*lines: str, fixtures: str = "") -> str:
    steps = "".join(f"      - {line}\n" for line in lines)
    taken = "    fixtures: [x]\n" if fixtures else ""
    return f"{fixtures}test_cases:\n  - test_case: a\n{taken}    steps:\n{steps}"


def fixture(*lines: str) -> str:
    return "fixtures:\n  - x:\n" + "".join(f"      {line}\n" for line in lines)


def test_every_story_of_the_project_is_read():
    found = read_stories([ROOT / "tests" / "stories"], POLICIES)
    assert len(found) >= 120
    assert all(story.steps for story in found)


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_date_is_text_with_and_without_quotes(file, quote):
    instant = f"{quote}2026-03-31T20:00:00+09:00{quote}"
    order = f"- {{{ORDER}, request: pending, requested_at: {instant}}}"
    text = case(
        "user: hello", fixtures=fixture(f"now: {quote}2026-04-01T10:00:00+09:00{quote}", "orders:", order)
    )
    [story] = stories(file, text)
    assert story.orders[0]["requested_at"] == "2026-03-31T20:00:00+09:00"
    assert story.now is not None and story.now.isoformat() == "2026-04-01T10:00:00+09:00"


def test_numbers_and_truth_values_are_read_where_a_field_has_them(file):
    order = f"- {{{ORDER}, paid: true, recent_cancellations: 2, total: 12.50, quantity: 3}}"
    [story] = stories(file, case("user: hello", fixtures=fixture("orders:", order)))
    values = story.orders[0]
    assert (values["paid"], values["recent_cancellations"], values["quantity"]) == (True, 2, 3)
    assert str(values["total"]) == "12.50"


def test_a_null_is_an_absent_field(file):
    [story] = stories(file, case("user: hello", fixtures=fixture("orders:", f"- {{{ORDER}, seller: null}}")))
    assert "seller" not in story.orders[0]


@pytest.mark.parametrize("said", ["250-1111111-1111111", "130006666", "yes", "2026-04-01", "12:30", "~"])
def test_what_is_said_is_text_whatever_yaml_would_make_of_it(file, said):
    [story] = stories(file, case(f"user: {said}"))
    assert story.steps[0].text == said


def test_a_case_without_fixtures_is_a_guest_without_orders(file):
    [story] = stories(file, case("user: hello"))
    assert (story.customer, story.orders, story.now) == (None, (), None)


def test_several_fixtures_are_merged_and_the_last_counts(file):
    another, further = ORDER.replace("本", "絵"), ORDER.replace("250", "251")
    text = f"""
fixtures:
  - one: {{now: "2026-04-01T10:00:00+09:00", customer: c1, orders: [{{{ORDER}}}]}}
  - two: {{now: "2026-05-01T10:00:00+09:00", orders: [{{{another}}}, {{{further}}}]}}
test_cases:
  - {{test_case: a, fixtures: [one, two], steps: [{{user: hello}}]}}
"""
    [story] = stories(file, text)
    assert [(order["order_number"][:3], order["title"]) for order in story.orders] == [
        ("250", "絵"),
        ("251", "本"),
    ]
    assert story.customer == "c1"
    assert story.now is not None and story.now.month == 5


WRONG = {
    "usr: hello": "4: `usr` is no known step: known are `user`, `choice`, `utter`",
    'user: ""': "4: `user` is ``: `text` has 0 characters",
    "step: cancel": "4: `step` is `cancel`: allowed is a mapping with `step`, `rule`",
    "step: {step: go}": "4: `step` is `go`: allowed is `cancel`, `refuse_delivery`",
    "step: {}": "4: `step` is a mapping: allowed is one or more of `step`",
    "step: {rul: a}": "4: `rul` is no known field of `step`: known are `step`",
    "step: {line: two}": "4: `line` is `two`: allowed is a line's number",
    "step: {refund: 3}": "4: `refund` is `3`: allowed is a mapping with `min_days`",
    "step: {refund: {method: card}}": "4: `method` is no known field of `refund`",
    "language: fr": "4: `language` is `fr`: allowed is `ja`, `en`",
    "hello": "4: `steps` is `hello`: allowed is one of `user`",
    "{user: a, utter: b}": "4: `a step` is a mapping with `user`, `utter`",
    "ask: [status]": "4: `ask` is a list: allowed is a text",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_step_is_told(file, line):
    [complaint] = complaints(file, case(line))
    assert complaint.startswith(WRONG[line])


BAD_FIXTURES = {
    "now: yesterday": "3: `now` is `yesterday`: allowed is an instant such as",
    "clock: 1": "3: `clock` is no known field of `x`: known are `now`, `orders`, `customer`",
    "orders: 3": "3: `orders` is `3`: allowed is a list",
    "customer: []": "3: `customer` is a list: allowed is a customer's id",
    f"orders: [{{{FLYING}}}]": '3: `status` is `"flying"`: allowed is one of `unshipped`',
    f"orders: [{{{ORDER}, opened: true}}]": "3: `opened: true` cannot hold together with `status: shipped`",
    f"orders: [{{{ORDER}, titel: a}}]": '3: `"titel"` is no known field',
    f"orders: [{{{ORDER}, paid: maybe}}]": '3: `paid` is `"maybe"`: allowed is `true` or `false`',
}


@pytest.mark.parametrize("line", BAD_FIXTURES)
def test_a_wrong_fixture_is_told(file, line):
    [complaint] = complaints(file, case("user: hello", fixtures=fixture(line)))
    assert complaint.startswith(BAD_FIXTURES[line])


def test_a_field_of_a_line_is_told_where_it_stands(file):
    order = ORDER.replace(", title: 本", "")
    text = fixture(
        "orders:",
        f"- {order.replace(', ', chr(10) + '        ')}",
        "  lines:",
        "    - title: a",
        "    - item: b",
    )
    assert [one.split(":")[0] for one in complaints(file, case("user: hello", fixtures=text))] == ["10", "10"]


def test_an_order_from_after_the_clock_is_told(file):
    order = f"- {{{ORDER}, request: pending, requested_at: 2026-04-02T10:00:00+09:00}}"
    text = case("user: hello", fixtures=fixture("now: 2026-04-01T10:00:00+09:00", "orders:", order))
    assert "requested_at" in complaints(file, text)[0]


CASE = "- {test_case: a, steps: [{user: a}]}"
WHOLE = {
    "": "1: the file says nothing",
    "test_cases: [": "1: this is no YAML",
    "a: 1": "1: `a` is no known field of `the file`: known are `fixtures`, `test_cases`",
    "- a": "1: `the file` is a list: allowed is a mapping",
    "test_cases: []": "1: `test_cases` is empty",
    "test_cases: [{test_case: a, steps: []}]": "1: `steps` is empty",
    "test_cases: [{steps: [{user: a}]}]": "1: `test_case` is missing",
    "test_cases: [{test_case: a, fixtures: [y], steps: [{user: a}]}]": "1: `fixtures` is `y`: allowed is",
    "test_cases: [{test_case: a, test_case: b, steps: [{user: a}]}]": "1: `test_case` stands twice",
    f"test_cases:\n{CASE}\n{CASE}": "3: `test_case` is `a`: line 2",
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_wrong_file_is_told(file, text):
    assert complaints(file, text)[0].startswith(WHOLE[text])


def test_everything_wrong_is_told_at_once(file):
    assert len(complaints(file, case("usr: a", "step: {step: go}", "language: fr"))) == 3


def test_bytes_that_are_no_text_are_told(file):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadStory, match="not in UTF-8"):
        read_stories([file], POLICIES)


def test_a_folder_is_read_through_and_an_empty_one_told(tmp_path):
    (tmp_path / "inner").mkdir()
    stories(tmp_path / "inner" / "b.yaml", case("user: hello"))
    assert [story.name for story in read_stories([tmp_path], POLICIES)] == ["a"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadStory, match="no story file"):
        read_stories([tmp_path / "empty"], POLICIES)
