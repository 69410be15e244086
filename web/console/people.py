"""Who may use the console, and what they did: for admins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from web import audit
from web.console.accounts import BadAccount
from web.console.given import allowed, own_form, signed_in
from web.console.templating import page
from web.gateway import Gateway
from web.moments import milliseconds
from web.routes.given import Given

router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(allowed)])
Text = Annotated[str, Form(max_length=200)]
GivenRole = Annotated[Literal["viewer", "agent", "admin"], Form()]
Ticked = Annotated[bool, Form()]


@router.get("/users")
async def users(request: Request, gateway: Given) -> Response:
    """Everybody who may use the console."""
    return await _page(request, gateway)


@router.post("/users", dependencies=[Depends(own_form)])
async def add(request: Request, gateway: Given, name: Text, role: GivenRole, password: Text) -> Response:
    """Add somebody."""
    by = signed_in(request).user.name
    return await _changed(request, gateway, gateway.accounts.add, name, role, password, milliseconds(), by)


@router.post("/users/{name}", dependencies=[Depends(own_form)])
async def change(
    request: Request, name: str, gateway: Given, role: GivenRole, disabled: Ticked = False
) -> Response:
    """Give somebody another role, or none."""
    by = signed_in(request).user.name
    call = partial(gateway.accounts.change, role=role, disabled=disabled)
    return await _changed(request, gateway, call, name, milliseconds(), by)


@router.get("/audit")
async def log(request: Request, gateway: Given) -> Response:
    """What was done in the console, newest first."""
    return page(request, "audit.html", lines=await asyncio.to_thread(audit.lines, gateway.engine))


async def _changed(request: Request, gateway: Gateway, call: Callable[..., None], *given: object) -> Response:
    try:
        await asyncio.to_thread(call, *given)
    except BadAccount as error:
        return await _page(request, gateway, str(error))
    return RedirectResponse("/console/users", 303)


async def _page(request: Request, gateway: Gateway, problem: str = "") -> Response:
    found = await asyncio.to_thread(gateway.accounts.all)
    return page(request, "users.html", 422 if problem else 200, users=found, problem=problem)
