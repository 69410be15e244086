"""An import takes a whole file or nothing, and tells everything that is wrong."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from decision import load_policies
from orders.importing import ImportFailed
from orders.store import OrderStore

GOOD = {"order_number": "1", "customer_id": "c", "policy": "amazon", "status": "shipped", "title": "Lamp"}


def refused(store: OrderStore, path: Path, **how: object) -> ImportFailed:
    with pytest.raises(ImportFailed) as caught:
        store.import_file(path, **how)
    return caught.value


def test_one_bad_row_keeps_the_whole_file_out(store: OrderStore, jsonl):
    failed = refused(store, jsonl(GOOD, {**GOOD, "order_number": "2", "status": "gone"}))
    assert store.is_empty()
    (row,) = failed.rows
    assert (row.line, row.field, row.value) == (2, "status", "gone")
    assert str(failed).startswith('line 2: `status` is `"gone"`: allowed is one of `unshipped`, `preparing`')


def test_every_bad_row_and_every_bad_field_is_told(store: OrderStore, jsonl):
    failed = refused(
        store,
        jsonl({**GOOD, "paid": "yes", "total": -1}, GOOD, {"order_number": "3", "placed_at": "yesterday"}),
    )
    assert [(row.line, row.field) for row in failed.rows] == [
        (1, "total"),
        (1, "paid"),
        (3, "customer_id"),
        (3, "policy"),
        (3, "status"),
        (3, "placed_at"),
        (3, "title"),
    ]
    assert len(str(failed).splitlines()) == 7


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order_number", ""),
        ("order_number", 1234),
        ("order_number", "🙂"),
        ("order_number", "x" * 81),
        ("customer_id", " "),
        ("email", "nowhere"),
        ("title", "two\nlines"),
        ("title", "nul\x00"),
        ("title", None),
        ("quantity", 0),
        ("quantity", 2.0),
        ("quantity", True),
        ("quantity", 10**30),
        ("policy", "unknown-shop"),
        ("seller", "both"),
        ("paid", None),
        ("paid", 1),
        ("placed_at", "2026-02-30T10:00:00+09:00"),
        ("placed_at", "2026-04-01"),
        ("placed_at", "2026-04-01T10:00:00"),
        ("placed_at", "2098-12-31T23:00:00Z"),
        ("cancelled_at", "2098-12-31T23:00:00Z"),
        ("release_date", "2026-13-01"),
        ("payment_deadline", "tomorrow"),
        ("recent_cancellations", -1),
        ("recent_cancellations", 2.0),
        ("recent_cancellations", 10**20),
        ("currency", "yen"),
        ("total", "12.50"),
        ("total", 10**13),
        ("total", True),
        ("lines", []),
        ("status", ["shipped"]),
        ("request", {"a": 1}),
        ("colour", "red"),
    ],
)
def test_a_value_that_a_field_may_not_have_is_told(store: OrderStore, jsonl, field: str, value: object):
    base = {**GOOD, "policy": "amazon"}
    if field == "cancelled_at":
        base["status"] = "cancelled"
    failed = refused(store, jsonl({**base, field: value}))
    assert field in [row.field for row in failed.rows]
    assert all("`" in row.message for row in failed.rows)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"policy": "amiami", "seller": "direct"}, "seller"),
        ({"item": "in_stock"}, "item"),
        ({"cause": "system"}, "cause"),
        ({"request": "pending", "retried": True}, "retried"),
        ({"seller": "direct", "request": "rejected", "cause": "seller"}, "cause"),
        ({"request": "none", "requested_at": "2026-04-01T10:00:00+09:00"}, "requested_at"),
        ({"opened": True}, "opened"),
        ({"sent_back_at": "2026-04-01T10:00:00+09:00"}, "sent_back_at"),
        ({"cancelled_at": "2026-04-01T10:00:00+09:00"}, "cancelled_at"),
    ],
)
def test_facts_that_contradict_each_other_are_told(store: OrderStore, jsonl, facts: dict, field: str):
    (row,) = refused(store, jsonl({**GOOD, **facts})).rows
    assert row.field == field
    assert "cannot hold together with" in row.message


def test_what_fits_one_line_of_several_is_no_contradiction(store: OrderStore, jsonl):
    lines = [{"title": "A"}, {"title": "B", "status": "delivered"}, {"title": "C", "status": "cancelled"}]
    order = {name: value for name, value in GOOD.items() if name != "title"}
    order |= {"opened": True, "cancelled_at": "2026-04-01T10:00:00+09:00", "lines": lines}
    assert store.import_file(jsonl(order)) == 1
    lines[2]["status"] = "sent_back"
    (row,) = refused(store, jsonl(order)).rows
    assert row.field == "cancelled_at"


def test_a_bad_value_of_a_line_is_told_with_its_line(store: OrderStore, jsonl):
    order = {name: value for name, value in GOOD.items() if name != "title"}
    order["lines"] = [{"title": "A", "status": "gone"}, {"quantity": 0, "size": 4}, "B"]
    failed = refused(store, jsonl(order))
    assert {row.field for row in failed.rows} == {
        "lines[1].status",
        "lines[2].title",
        "lines[2].quantity",
        "lines[2].size",
        "lines[3]",
    }
    assert all(f"`{row.field}`" in row.message or row.field in row.message for row in failed.rows)


def test_lines_and_a_title_cannot_stand_together(store: OrderStore, jsonl):
    assert [row.field for row in refused(store, jsonl({**GOOD, "lines": [{"title": "A"}]})).rows] == ["lines"]


def test_the_orders_own_status_is_checked_though_each_line_has_one(store: OrderStore, jsonl):
    order = {**GOOD, "status": "gone", "lines": [{"title": "A", "status": "shipped"}]}
    del order["title"]
    assert [row.field for row in refused(store, jsonl(order)).rows] == ["status"]


def test_a_number_that_stands_twice_in_a_file_is_told(store: OrderStore, jsonl):
    many = [{**GOOD, "order_number": str(number)} for number in range(1000, 2200)]
    (row,) = refused(store, jsonl(*many, {**GOOD, "order_number": "１０００"})).rows
    assert (row.line, row.field) == (1201, "order_number")
    assert "line 1 has the same number" in row.message


def test_a_second_import_replaces_an_order_as_a_whole(store: OrderStore, jsonl):
    store.import_file(jsonl({**GOOD, "paid": True, "request": "pending"}))
    store.import_file(jsonl({**GOOD, "customer_id": "d", "status": "delivered", "title": "Lamp 2"}))
    assert store.find("c", "1") is None
    order = store.find("d", "1")
    assert (order.status, order.paid, order.request) == ("delivered", None, None)
    assert [line.title for line in order.lines] == ["Lamp 2"]


def test_a_failed_import_leaves_what_was_there(store: OrderStore, jsonl):
    store.import_file(jsonl(GOOD))
    refused(store, jsonl({**GOOD, "title": "New"}, {**GOOD, "order_number": "2", "status": "x"}))
    assert store.find("c", "1").lines[0].title == "Lamp"


def test_with_a_clock_nothing_may_have_happened_later(store: OrderStore, jsonl):
    path = jsonl({**GOOD, "status": "cancelled", "cancelled_at": "2026-04-02T10:00:00+09:00"})
    now = datetime.fromisoformat("2026-04-02T09:59:59+09:00")
    assert [row.field for row in refused(store, path, now=now).rows] == ["cancelled_at"]
    assert store.import_file(path) == 1


def test_only_policies_that_are_loaded_may_be_named(store: OrderStore, jsonl, corner_shop: Path):
    path = jsonl({**GOOD, "policy": "corner_shop"})
    assert "`amazon`" in str(refused(store, path))
    assert store.import_file(path, policies=load_policies(corner_shop)) == 1


@pytest.fixture
def corner_shop(tmp_path: Path) -> Path:
    """A folder with the shortest policy that there can be."""
    file = tmp_path / "further" / "corner_shop.yml"
    file.parent.mkdir()
    head = "policy: corner_shop\nname: {ja: 店, en: Shop}\nvalid_from: 2026-01-01\nrows: []\n"
    file.write_text(head, encoding="utf-8")
    return file.parent


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        '"text"',
        "null",
        "{",
        '{"paid": NaN}',
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        '{"total": ' + "9" * 5000 + "}",
        '{"total": 1e999999999999999999999}',
        "\\ufeff{}",
    ],
)
def test_a_line_that_is_no_object_is_told(store: OrderStore, jsonl, line: str):
    failed = refused(store, jsonl(GOOD, line))
    assert {row.line for row in failed.rows} == {2}


def test_empty_lines_and_a_byte_order_mark_do_no_harm(store: OrderStore, jsonl):
    path = jsonl(GOOD, "", {**GOOD, "order_number": "2"}, "")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert store.import_file(path) == 2


def test_a_line_without_end_is_told(store: OrderStore, tmp_path: Path):
    path = tmp_path / "big.jsonl"
    path.write_bytes(b"x" * (3 << 20))
    (row,) = refused(store, path).rows
    assert (row.line, "too long" in row.message) == (1, True)


@pytest.mark.parametrize("name", ["orders.xlsx", "orders", "missing.csv", "folder.jsonl"])
def test_a_file_that_cannot_be_imported_is_told(store: OrderStore, tmp_path: Path, name: str):
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "orders.xlsx").touch()
    (row,) = refused(store, tmp_path / name).rows
    assert row.line == 0
    assert name in row.message


def test_half_a_character_is_told(store: OrderStore, jsonl):
    (row,) = refused(store, jsonl(json.dumps({**GOOD, "title": "\ud800"}))).rows
    assert row.field == "title"
    assert str(row).encode()


def test_an_empty_file_has_no_orders(store: OrderStore, jsonl):
    assert store.import_file(jsonl("")) == 0
