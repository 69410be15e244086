"""What the demo page needs: demo customers, their orders, and tokens to be one of them. Development only."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel

from orders.demo import DEMO_CUSTOMERS
from orders.model import Line, Order, as_json
from web import demo_mail
from web.gateway import MAIL_FOLDER
from web.identity import sign_identity
from web.languages import accepted_language
from web.pages import HEADERS as PAGE_HEADERS
from web.problems import Problem, documented
from web.routes.given import Given

SHOWN = ("order_number", "policy", "seller", "status", "request", "payment_method", "placed_at")
"""What the page shows of an order, beside its lines; what is unknown is left out."""
router = APIRouter(prefix="/demo", include_in_schema=False, responses=documented(404))
CustomerId = Annotated[str, Query(max_length=200)]


class Customer(BaseModel):
    """Which demo customer to be."""

    customer: str


@router.get("/customers")
async def customers() -> JSONResponse:
    """The demo customers' ids."""
    return JSONResponse({"customers": [{"id": customer} for customer in DEMO_CUSTOMERS]})


@router.get("/orders")
async def orders(gateway: Given, customer: CustomerId) -> JSONResponse:
    """That demo customer's orders, newest first."""
    _check(customer)
    found = await asyncio.to_thread(gateway.orders.of_customer, customer)
    return JSONResponse({"orders": [_order(order) for order in found]})


@router.get("/mail", response_class=HTMLResponse)
async def mail(gateway: Given, accept_language: Annotated[str | None, Header()] = None) -> HTMLResponse:
    """The mails that were caught instead of being sent."""
    language = accepted_language(accept_language)
    title, empty = (
        str(gateway.say(name, language)[0]["text"]) for name in ("demo_mail_title", "demo_mail_empty")
    )
    mails = await asyncio.to_thread(demo_mail.caught, gateway.settings.var / MAIL_FOLDER)
    return HTMLResponse(demo_mail.page(mails, language, title, empty), headers=PAGE_HEADERS)


@router.post("/token")
async def token(body: Customer, gateway: Given) -> JSONResponse:
    """An identity token of that demo customer."""
    _check(body.customer)
    signed = sign_identity(body.customer, gateway.settings.identity_keys, datetime.now(UTC))
    return JSONResponse({"token": signed})


def _check(customer: str) -> None:
    if customer not in DEMO_CUSTOMERS:
        raise Problem(404, "there is no such demo customer")


def _order(order: Order) -> dict[str, object]:
    shown = {name: as_json(getattr(order, name)) for name in SHOWN}
    known: dict[str, object] = {name: value for name, value in shown.items() if value is not None}
    return known | {"lines": [_line(order, line) for line in order.lines]}


def _line(order: Order, line: Line) -> dict[str, object]:
    shown = {
        "number": line.number,
        "title": line.title,
        "quantity": line.quantity,
        "item": line.item,
        "status": order.status_of(line),
    }
    return {name: value for name, value in shown.items() if value is not None}
