"""The rows of an import file, one by one: JSONL or CSV in UTF-8, each with the number of its line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from decision.facts import shown
from orders.csv_cells import cell_value
from orders.fields import COLUMNS, NEEDED
from orders.problems import Problem

NEEDED_COLUMNS = (*NEEDED, "title")
LONGEST_LINE = 1 << 20
"""In bytes; a longer line is no order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as JSON values, or what is wrong with the line it stands on."""

    line: int
    values: dict[str, Any]
    problem: Problem | None = None


class FileError(ValueError):
    """The file cannot be read on from line `line` (0: not at all)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a .csv or .jsonl file, read as they are asked for; empty lines are passed over.

    Raises `FileError` where nothing sensible can follow: no such file, another ending, not UTF-8, bad header.
    """
    readers = {".csv": _csv_rows, ".jsonl": _json_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FileError(0, f"`{path}` is neither .csv nor .jsonl: these two can be imported")
    try:
        with path.open("rb") as file:
            yield from reader(file)
    except OSError as error:
        raise FileError(0, f"`{path}` cannot be read: {error.strerror or error}") from error


def _text_lines(file: BinaryIO) -> Iterator[str]:
    """The lines as text, without a byte order mark."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise FileError(number, f"the line is too long: allowed are {LONGEST_LINE} bytes")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise FileError(
                number, "the file is not in UTF-8: save it as UTF-8 (in Excel: CSV UTF-8)"
            ) from error


def _json_rows(file: BinaryIO) -> Iterator[Row]:
    for number, text in enumerate(_text_lines(file), 1):
        if text.strip():
            yield _json_row(number, text)


def _json_row(number: int, text: str) -> Row:
    try:
        value = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_without_repeats
        )
    except _RepeatedKey as error:
        return Row(number, {}, Problem(error.args[0], None, f"`{error.args[0]}` stands twice in one object"))
    except json.JSONDecodeError as error:
        message = f"the line is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.colno}"
        return Row(number, {}, Problem(None, text.strip(), message))
    except (ValueError, ArithmeticError, RecursionError) as error:
        return Row(number, {}, Problem(None, None, f"the line is no JSON that can be read: {error}"))
    if isinstance(value, dict):
        return Row(number, value)
    return Row(number, {}, Problem(None, value, f"{shown(value)} is no JSON object: each line is one order"))


class _RepeatedKey(Exception):
    """A key that stands twice in one object."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKey(key)
        found[key] = value
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no JSON number")


def _csv_rows(file: BinaryIO) -> Iterator[Row]:
    reader = csv.reader(_text_lines(file), strict=True)
    header = _header(_next_cells(reader))
    while True:
        line = reader.line_num + 1
        cells = _next_cells(reader)
        if cells is None:
            return
        if any(cells):
            yield _csv_row(line, header, cells)


def _next_cells(reader: Any) -> list[str] | None:
    """The next row's cells without outer spaces, or None at the end."""
    try:
        return [cell.strip() for cell in next(reader)]
    except StopIteration:
        return None
    except csv.Error as error:
        raise FileError(reader.line_num, f"the line is no CSV: {error}") from error


def _header(cells: list[str] | None) -> list[str]:
    if not cells:
        raise FileError(1, "the file has no header: the first line has the columns' names")
    known = ", ".join(f"`{column}`" for column in COLUMNS)
    wrong = [f"column {place} is {shown(name)}" for place, name in enumerate(cells, 1) if name not in COLUMNS]
    wrong = [f"{'; '.join(wrong)}: known are {known}"] if wrong else []
    wrong += [f"column `{name}` stands twice" for name in sorted(set(cells)) if cells.count(name) > 1]
    wrong += [
        f"column `{name}` is missing: it is always needed" for name in NEEDED_COLUMNS if name not in cells
    ]
    if wrong:
        raise FileError(1, "; ".join(wrong))
    return cells


def _csv_row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        message = f"the row has {len(cells)} cells: the header has {len(header)}"
        return Row(line, {}, Problem(None, ",".join(cells), message))
    named = zip(header, cells, strict=True)
    return Row(line, {name: cell_value(name, cell) for name, cell in named if cell})
