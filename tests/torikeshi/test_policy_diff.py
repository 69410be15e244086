"""`torikeshi policy diff` tells where versions differ, shows it, and counts the orders that it touches."""

import json
from pathlib import Path

import pytest

from decision.loader import FOLDER
from torikeshi.commands import run

SHOP = """
policy: corner_shop
valid_from: {day}
windows:
  - {{fact: requested_at, hours: {hours}, cites: [C1]}}
rows:
  - id: open
    when: {{status: [unshipped, preparing], request: none}}
    step: cancel
    reason: a
    cites: [C1]
  - id: due
    when: {{status: [unshipped, preparing], request: pending, requested_at: open}}
    step: wait
    reason: a
    until: requested_at
    fallback: contact_support
    cites: [C1]
  - id: late
    when: {{status: [unshipped, preparing], request: pending, requested_at: over}}
    step: contact_support
    reason: a
    cites: [C1]
  - id: done
    when: {{status: [unshipped, preparing], request: [accepted, rejected]}}
    step: none
    reason: a
    cites: [C1]
  - id: gone
    when: {{status: [shipped, delivered, sent_back, cancelled]}}
    step: none
    reason: a
    cites: [C1]
"""
NOW = "2026-04-02T12:00:00+09:00"


def version(folder: Path, name: str, **values: object) -> Path:
    path = folder / f"{name}.yml"
    path.write_text(SHOP.format(**values), encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return version(tmp_path, "old", day="2026-01-01", hours=6)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return version(tmp_path, "new", day="2026-07-01", hours=9)


def diff(*arguments: object) -> int:
    """The exit status of the command."""
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(run(["policy", "diff", *map(str, arguments)]))
    return int(str(ended.value.code))


def test_each_difference_is_told_with_what_changes_and_an_example(old: Path, new: Path, capsys):
    assert diff(old, new) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "1. `status` unshipped|preparing, `request` pending, `requested_at` within 6 hours"
    )
    assert lines[1] == "   until: requested_at + 6 hours -> requested_at + 9 hours"
    assert json.loads(lines[2].removeprefix("   for example "))["request"] == "pending"
    assert lines[3].endswith("`requested_at` after 6 hours and within 9 hours")


def test_a_version_does_not_differ_from_itself(old: Path, capsys):
    assert diff(old, old) == 0
    assert capsys.readouterr().out.startswith("0 differences between 2026-01-01+")


def test_the_orders_that_are_touched_are_named_and_counted(old: Path, new: Path, tmp_path: Path, capsys):
    common = {"customer_id": "c", "policy": "corner_shop", "title": "Lamp", "status": "unshipped"}
    asked = {**common, "request": "pending"}
    orders = [
        {"order_number": "A1", **asked, "requested_at": "2026-04-02T04:00:00+09:00"},
        {"order_number": "A2", **asked, "requested_at": "2026-04-01T04:00:00+09:00"},
        {"order_number": "A3", **common},
        {"order_number": "A4", **common, "policy": "amazon"},
    ]
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(map(json.dumps, orders)), encoding="utf-8")
    assert diff(old, new, "--orders", file, "--now", NOW) == 1
    *_, touched, counted = capsys.readouterr().out.splitlines()
    assert touched.startswith("order A1, line 1: cancel contact_support -> wait")
    assert counted == "1 of 3 orders of corner_shop are touched"


def test_a_table_with_a_gap_is_not_compared(old: Path, tmp_path: Path, capsys):
    new = tmp_path / "gap.yml"
    text = old.read_text(encoding="utf-8")
    new.write_text(text.replace("[shipped, delivered, ", "[shipped, "), encoding="utf-8")
    assert diff(old, new) == 2
    assert "gap.yml: gap: no row holds for `status` delivered" in capsys.readouterr().err


def test_two_shops_are_not_compared(old: Path, capsys):
    assert diff(FOLDER / "amazon.yml", old) == 2
    assert "`policy` is `corner_shop`: allowed is `amazon`" in capsys.readouterr().err


def test_orders_that_cannot_be_read_are_an_error_of_one_line(old: Path, tmp_path: Path, capsys):
    assert diff(old, old, "--orders", tmp_path / "none.jsonl") == 1
    assert "cannot be read: No such file or directory" in capsys.readouterr().err


def test_an_instant_without_an_offset_is_no_now(old: Path, tmp_path: Path, capsys):
    file = tmp_path / "orders.jsonl"
    file.touch()
    assert diff(old, old, "--orders", file, "--now", "2026-04-02T12:00:00") == 2
    assert "an instant as `2026-04-01T10:00:00+09:00` is allowed" in capsys.readouterr().err
