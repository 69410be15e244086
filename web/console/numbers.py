"""Figures: tables, plots by day, and every table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from web.console.given import allowed
from web.console.refusals import Refused
from web.console.templating import page
from web.figures import Figures, figures
from web.routes.given import Given

router = APIRouter(prefix="/console/figures", include_in_schema=False, dependencies=[Depends(allowed)])
Days = Annotated[int, Query(ge=1, le=366)]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection)."""
WIDE, HIGH = 640, 120


@router.get("")
async def tables(request: Request, gateway: Given, days: Days = 30) -> Response:
    """All tables of the last days."""
    found = await run_in_threadpool(figures, gateway.engine, datetime.now(UTC), days)
    plots = {one.name: list(_plots(one)) for one in found if one.by_day}
    return page(request, "figures.html", tables=found, plots=plots, days=days, wide=WIDE, high=HIGH)


@router.get("/{name}.csv")
async def table(name: str, gateway: Given, days: Days = 30) -> Response:
    """One table as CSV."""
    found = await run_in_threadpool(figures, gateway.engine, datetime.now(UTC), days)
    one = next((one for one in found if one.name == name), None)
    if one is None:
        raise Refused(404, "table")
    headers = {"Content-Disposition": f'attachment; filename="torikeshi-{one.name}.csv"'}
    return Response(as_csv(one), media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(table: Figures) -> str:
    """The table as CSV (RFC 4180), what a spreadsheet would run made harmless by a leading quote."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _plots(table: Figures) -> Iterator[tuple[str, int, list[tuple[float, float, float, str]]]]:
    """Each column of numbers as bars: name, highest value, and left, top, height and title of each bar."""
    for place, name in enumerate(table.columns[1:], start=1):
        values = [value if isinstance(value := row[place], int) else 0 for row in table.rows]
        highest = max([1, *values])
        width = WIDE / len(values)
        bars = []
        for number, (row, value) in enumerate(zip(table.rows, values, strict=True)):
            height = HIGH * value / highest
            bars.append(
                (round(number * width, 1), round(HIGH - height, 1), round(height, 1), f"{row[0]}: {value}")
            )
        yield name, highest, bars
