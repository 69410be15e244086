"""A CSV has the same names as columns; an empty cell says nothing."""

from decimal import Decimal

import pytest

from orders.importing import ImportFailed
from orders.store import OrderStore

HEADER = "order_number,customer_id,policy,status,title"


def refused(store: OrderStore, path) -> ImportFailed:
    with pytest.raises(ImportFailed) as caught:
        store.import_file(path)
    return caught.value


def test_cells_are_read_by_the_kind_of_their_column(store: OrderStore, csv_file):
    text = (
        f"{HEADER},quantity,item,release_date,paid,invoiced,total,recent_cancellations,email\r\n"
        '502-1,c,amiami,unshipped,"箱, ""大"" / Box",2,pre_order,2026-05-01,TRUE,false,12.50,0,\r\n'
    )
    assert store.import_file(csv_file(text)) == 1
    order = store.find("c", "502-1")
    line = order.lines[0]
    assert (line.title, line.quantity, line.item) == ('箱, "大" / Box', 2, "pre_order")
    assert (order.paid, order.invoiced, order.total) == (True, False, Decimal("12.50"))
    assert (order.recent_cancellations, order.email) == (0, None)


def test_a_byte_order_mark_and_rows_without_any_cell_do_no_harm(store: OrderStore, csv_file):
    path = csv_file(f"\ufeff{HEADER}\n1,c,amazon,shipped,Lamp\n\n,,,,\n2,c,amazon,shipped,Lamp\n")
    assert store.import_file(path) == 2


def test_a_ragged_row_is_told_with_its_line(store: OrderStore, csv_file):
    text = f'{HEADER}\n1,c,amazon,shipped,"La\nmp"\n2,c,amazon,shipped\n3,c,amazon,shipped,Lamp,1\n'
    failed = refused(store, csv_file(text))
    assert [row.line for row in failed.rows] == [2, 4, 5]
    assert "the row has 4 cells: the header has 5" in str(failed)


@pytest.mark.parametrize(
    ("cell", "column"),
    [("yes", "paid"), ("2.0", "quantity"), ("二", "quantity"), ("1,200", "total"), ("-3", "total")],
)
def test_a_cell_that_says_nothing_allowed_is_told(store: OrderStore, csv_file, cell: str, column: str):
    (row,) = refused(store, csv_file(f'{HEADER},{column}\n1,c,amazon,shipped,Lamp,"{cell}"\n')).rows
    assert (row.line, row.field, cell in row.message) == (2, column, True) or cell == "二"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("order_number,customer_id,policy,status", "column `title` is missing"),
        (f"{HEADER},title", "column `title` stands twice"),
        (f"{HEADER},lines", 'column 6 is `"lines"`: known are `order_number`'),
        (f"{HEADER},", "column 6 is"),
        ("", "the file has no header"),
    ],
)
def test_a_bad_header_is_told(store: OrderStore, csv_file, header: str, told: str):
    (row,) = refused(store, csv_file(f"{header}\n1,c,amazon,shipped,Lamp\n")).rows
    assert row.line == 1
    assert told in row.message


def test_a_file_in_another_encoding_is_told(store: OrderStore, csv_file):
    failed = refused(store, csv_file(f"{HEADER}\n1,c,amazon,shipped,電気スタンド\n", encoding="cp932"))
    assert str(failed).startswith("line 2: the file is not in UTF-8")


def test_a_quote_that_never_ends_is_told(store: OrderStore, csv_file):
    failed = refused(store, csv_file(f'{HEADER}\n1,c,amazon,shipped,"Lamp\n2,c,amazon,shipped,Lamp\n'))
    assert "the line is no CSV" in str(failed)


def test_an_empty_file_is_told(store: OrderStore, csv_file):
    assert "the file has no header" in str(refused(store, csv_file("")))
