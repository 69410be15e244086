"""Whatever is wrong with the shape of a policy file is told at once, each with line and column."""

from pathlib import Path

import pytest

from decision.errors import PolicyError
from decision.loader import load_policies
from decision.policy_shape import policy_shape, problems, told
from decision.source import read_policy_file

ROOT = Path(__file__).parents[2]
GOOD = """\
policy: shop
name: {ja: 店, en: Shop}
valid_from: 2026-01-01
version_by: placed_at
contact: shop
time_zone: Europe/London
calendar: {closed: [sunday], holidays: [2026-12-25]}
names: {ja: [みせ], en: [the shop]}
order_number: "S-[0-9]{4}"
facts:
  - fact: placed_at
    kind: instant
    title: {ja: 注文日時, en: when you ordered}
    question: {ja: いつ？, en: When?}
    why: {ja: 版, en: The version}
    where: {ja: メール, en: The e-mail}
  - fact: worn
    kind: boolean
    under: {status: delivered}
    title: {ja: 着用, en: worn}
    values:
      true: {title: {ja: 着た, en: Worn}, words: {ja: [着た], en: [wore it]}}
      false: {title: {ja: 未着用, en: Unworn}}
  - fact: size
    kind: choice
    under: {worn: [true, false]}
    title: {ja: サイズ, en: size}
    values: {big: {title: {ja: 大, en: Big}}, small: {title: {ja: 小, en: Small}}}
    question: {ja: 大？, en: Big?}
    why: {ja: 大, en: Big}
    where: {ja: 札, en: The tag}
assumed:
  worn: [{value: false}]
  size: [{when: {worn: true}, value: big}]
windows:
  - {fact: placed_at, calendar_days: 14, cites: [K1]}
rows:
  - id: all
    when: {worn: true, placed_at: open, size: [big]}
    step: return
    until: placed_at
    reason: r
    cites: [K1]
"""


@pytest.fixture
def mistakes(tmp_path: Path):
    """What is told of the good file with `old` replaced by `new`."""

    def told_of(old: str, new: str) -> list[str]:
        path = tmp_path / "shop.yml"
        assert GOOD.count(old) == 1
        path.write_text(GOOD.replace(old, new), encoding="utf-8")
        return list(told(read_policy_file(path)))

    return told_of


def test_a_good_file_has_no_mistake(mistakes):
    assert mistakes("policy: shop", "policy: shop") == []


@pytest.mark.parametrize("path", sorted((ROOT / "policies").glob("*.yml")), ids=lambda path: path.name)
def test_the_projects_own_files_have_no_mistake(path):
    assert told(read_policy_file(path)) == ()


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("policy: shop\n", "policy: Shop!\n", "1:9: `policy` is `Shop!`: allowed is a name of small letters"),
        ("policy: shop\n", "polizy: shop\n", "1:1: `polizy` is no key of a policy: known are `policy`"),
        (", en: Shop}", "}", "2:7: a text in both languages needs `en`: it is missing"),
        ("valid_from: 2026-01-01", "valid_from: soon", "3:13: `valid_from` is `soon`: allowed is a day"),
        (
            "version_by: placed_at",
            "version_by: placed",
            "4:13: `placed` is no instant among this file's own facts",
        ),
        (
            "version_by: placed_at",
            "version_by: worn",
            "4:13: `worn` is no instant among this file's own facts",
        ),
        (
            "contact: shop",
            "contact: amazon",
            "5:10: `contact` is `amazon`: allowed is the policy's id, `shop`",
        ),
        ("Europe/London", "Europe/Londn", "6:12: `time_zone` is `Europe/Londn`: allowed is a name such as"),
        ("closed: [sunday]", "closed: [sun]", "7:21: `closed[1]` is `sun`: allowed is one of `monday`"),
        ("holidays: [2026-12-25]", "holidays: [xmas]", "7:41: `holidays[1]` is `xmas`: allowed is a day"),
        ("names: {ja: [みせ]", "names: {ja: みせ", "8:13: `ja` is `みせ`: allowed is a list, each a text"),
        ('"S-[0-9]{4}"', '"S-[0-9"', "9:15: `order_number` is no regular expression: unterminated"),
        ("fact: placed_at\n", "fact: requested_at\n", "11:11: `requested_at` is a standard fact"),
        ("fact: size", "fact: worn", "24:11: `worn` is declared twice"),
        ("kind: choice", "kind: choise", "25:11: `kind` is `choise`: allowed is one of `choice`"),
        (
            "under: {status: delivered}",
            "under: {status: here}",
            "19:21: `status` is `here`: allowed is one of",
        ),
        ("under: {status: delivered}", "under: {size: big}", "19:19: `size` is no earlier choice or boolean"),
        ("under: {status: delivered}", "under: {placed_at: big}", "19:24: `placed_at` is no earlier choice"),
        ("    title: {ja: 着用, en: worn}\n", "", "17:5: a fact needs `title`: it is missing"),
        (
            "      false: {title: {ja: 未着用, en: Unworn}}\n",
            "",
            "22:7: `worn` needs `values` with `true` and `false`",
        ),
        (", small: {title: {ja: 小, en: Small}}", "", "28:13: `size` needs `values` with two or more names"),
        ("    where: {ja: 札, en: The tag}\n", "", "24:5: `size` needs `where`: it may be asked"),
        ("  worn: [{value: false}]\n", "", "17:5: `worn` needs `question`, `why`, `where`: it may be asked"),
        (
            "[{value: false}]",
            "[{value: no idea}]",
            "33:18: `worn` is `no idea`: allowed is one of `true`, `false`",
        ),
        (
            "value: big}]",
            "value: bog}]",
            "34:38: `size` is `bog`: allowed is one of `big`, `small`; did you mean `big`?",
        ),
        (
            "under: {status: delivered}",
            "under: {status: shipped, item: in_stock}",
            "19:12: `under` names `status`, `item`",
        ),
        (
            "[sunday]",
            "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
            "7:20: `closed` names all weekdays",
        ),
        ("  worn: [{", "  wrn: [{", "33:3: `wrn` is no key of what is assumed: known are `seller`"),
        (
            "{fact: placed_at, cal",
            "{fact: placed, cal",
            "36:12: `placed` is no instant that something is counted",
        ),
        (
            "calendar_days: 14, ",
            "",
            "36:5: a window needs one of `hours`, `days`, `business_days`, `calendar_days`",
        ),
        ("calendar_days: 14, ", "calendar_days: 14, days: 1, ", "36:5: a window needs one of"),
        (
            "calendar_days: 14",
            "calendar_days: 0",
            "36:38: `calendar_days` is `0`: allowed is an integer from 1",
        ),
        (
            "placed_at: open,",
            "placed_at: opens,",
            "39:35: `placed_at` is `opens`: allowed is one of `open`, `over`",
        ),
        ("{worn: true, ", "{wron: true, ", "39:12: `wron` is no key of a condition: known are `goal`"),
        ("size: [big]", "size: [bug]", "39:48: `size[1]` is `bug`: allowed is one of `big`, `small`"),
        ("step: return", "step: returns", "40:11: `step` is `returns`: allowed is one of `cancel`"),
        ("step: return", "step: none", "41:12: `until` stands beside the step `none`: only `cancel`"),
        ("until: placed_at", "until: placed", "41:12: `placed` is no instant or day: known are"),
        (
            "placed_at: open, size",
            "size",
            "41:12: `until` names `placed_at`: every condition of the row needs",
        ),
        (
            "    cites: [K1]\n",
            "    cites: []\n",
            "43:12: `cites` is an empty list: allowed is a list, each a clause's id",
        ),
        (
            "rows:\n",
            "warnings: [{name: w, rows: [al], cites: [K1]}]\nrows:\n",
            "37:29: `al` is no row: known are `all`",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place(mistakes, old, new, mistake):
    found = mistakes(old, new)
    assert any(one.startswith(f"shop.yml:{mistake}") for one in found), found


def test_two_rows_of_one_name_are_a_mistake(tmp_path):
    path = tmp_path / "shop.yml"
    row = GOOD[GOOD.index("  - id: all") :]
    path.write_text(GOOD + row, encoding="utf-8")
    assert "shop.yml:44:9: a row called `all` stands above" in told(read_policy_file(path))


def test_mistakes_are_told_in_the_order_of_the_file(tmp_path):
    path = tmp_path / "shop.yml"
    path.write_text("rows: 3\npolicy: X\nvalid_from: soon\n", encoding="utf-8")
    assert [one.line for one in problems(read_policy_file(path))] == [1, 1, 2, 3]


def test_parts_of_another_shape_raise_nothing(tmp_path):
    path = tmp_path / "shop.yml"
    for part in ("policy", "contact", "time_zone", "calendar", "names", "order_number", "facts", "assumed"):
        for value in ("3", "[]", "{}", "[3]", "{a: 3}", "[{a: 3}]", "[{fact: [], kind: {}}]", "~"):
            path.write_text(f"{part}: {value}\n", encoding="utf-8")
            assert told(read_policy_file(path))


def test_the_general_schema_leaves_room_for_own_facts():
    when = policy_shape(None).schema()["properties"]["rows"]["items"]["properties"]["when"]
    assert when["anyOf"][0]["additionalProperties"] != False  # noqa: E712 - a schema or a truth value


def test_a_further_shop_with_mistakes_is_not_loaded(tmp_path):
    (tmp_path / "shop.yml").write_text(GOOD.replace("return", "retrun"), encoding="utf-8")
    with pytest.raises(PolicyError) as raised:
        load_policies(tmp_path)
    assert [line.split(" ")[0] for line in str(raised.value).splitlines()] == [
        "shop.yml:40:11:",
        "shop.yml:41:12:",
    ]


def test_a_further_shop_without_mistakes_is_loaded(tmp_path):
    (tmp_path / "shop.yml").write_text(GOOD, encoding="utf-8")
    assert load_policies(tmp_path).ids == ("amiami", "amazon", "shop")
