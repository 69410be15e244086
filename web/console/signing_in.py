"""Signing in and out, and the user's language."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from web.console.given import SignedIn, allowed, check_origin, cookie_name, own_form
from web.console.templating import page
from web.moments import milliseconds
from web.routes.given import Given

HOME = "/console/ask"
router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(allowed)])
Text = Annotated[str, Form(max_length=200)]


@router.get("")
async def home() -> Response:
    """To the first page."""
    return RedirectResponse(HOME, 303)


@router.get("/login")
async def form(request: Request, to: str = HOME) -> Response:
    """The form to sign in."""
    return page(request, "login.html", to=_ours(to), wrong=False)


@router.post("/login")
async def sign_in(request: Request, gateway: Given, name: Text, password: Text, to: Text = HOME) -> Response:
    """Sign in; the same answer for a wrong name, a wrong password and somebody who is locked out."""
    check_origin(request)
    token = await asyncio.to_thread(gateway.accounts.sign_in, name, password, milliseconds())
    if token is None:
        return page(request, "login.html", 401, to=_ours(to), wrong=True)
    response = RedirectResponse(_ours(to), 303)
    production = gateway.settings.production
    response.set_cookie(
        cookie_name(production=production),
        token,
        path="/",
        httponly=True,
        secure=production,
        samesite="strict",
    )
    return response


@router.post("/logout", dependencies=[Depends(own_form)])
async def sign_out(request: Request, gateway: Given) -> Response:
    """End the session."""
    name = cookie_name(production=gateway.settings.production)
    await asyncio.to_thread(gateway.accounts.sign_out, request.cookies.get(name, ""))
    response = RedirectResponse("/console/login", 303)
    response.delete_cookie(
        name, path="/", httponly=True, secure=gateway.settings.production, samesite="strict"
    )
    return response


@router.post("/language", dependencies=[Depends(own_form)])
async def language(
    session: SignedIn, gateway: Given, language: Annotated[Literal["ja", "en"], Form()], to: Text = HOME
) -> Response:
    """Speak this language with the user from now on."""
    await asyncio.to_thread(gateway.accounts.set_language, session.user.name, language)
    return RedirectResponse(_ours(to), 303)


def _ours(to: str) -> str:
    """A path of the console; anything else would send the user elsewhere."""
    plain = "\\" not in to and "//" not in to and to.isprintable()
    return to if plain and (to == "/console" or to.startswith("/console/")) else HOME
