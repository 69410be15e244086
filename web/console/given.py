"""What the console's calls are given: who is signed in, and whether they may do this."""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, Request

from web.console.accounts import Session
from web.console.permissions import ANYONE, ROLE_OF
from web.console.refusals import Refused
from web.moments import milliseconds
from web.routes.given import ApiKey, Given, api_key

COOKIE = "torikeshi_console"


class SignInNeeded(Exception):
    """Nobody is signed in; `to` is where they wanted to go."""

    def __init__(self, to: str) -> None:
        super().__init__("sign-in needed")
        self.to = to


def cookie_name(*, production: bool) -> str:
    """The session's cookie. With `__Host-` browsers keep it to this very host and to https (RFC 6265bis)."""
    return f"__Host-{COOKIE}" if production else COOKIE


async def maybe_signed_in(request: Request, gateway: Given) -> Session | None:
    """The session of the call's cookie, if it has a live one."""
    token = request.cookies.get(cookie_name(production=gateway.settings.production))
    if not token:
        return None
    return await asyncio.to_thread(gateway.accounts.session, token, milliseconds())


async def allowed(request: Request, session: Annotated[Session | None, Depends(maybe_signed_in)]) -> None:
    """Let pass who may make this call, as the table says. Raises `SignInNeeded` and `Refused`."""
    route = (request.method.replace("HEAD", "GET"), request.scope["route"].path)
    if route not in ROLE_OF:
        raise Refused(403, "role")
    role = ROLE_OF[route]
    if role is ANYONE:
        return
    if session is None:
        raise SignInNeeded(_wanted(request))
    request.state.session = session
    if not session.user.may(role):
        raise Refused(403, "role")


async def own_form(request: Request, form_token: Annotated[str, Form()] = "") -> None:
    """Let pass a form that was sent from our own page by the user who is signed in; else 403."""
    session: Session = request.state.session
    if not secrets.compare_digest(form_token.encode(), session.form_token.encode()):
        raise Refused(403, "form")
    check_origin(request)


def check_origin(request: Request) -> None:
    """Refuse what a page of another origin sent."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "site")


async def api_key_or_session(
    gateway: Given, credentials: ApiKey, session: Annotated[Session | None, Depends(maybe_signed_in)]
) -> None:
    """Let pass who has the API key, or is signed in to the console; else 401."""
    if session is None:
        await api_key(gateway, credentials)


def signed_in(request: Request) -> Session:
    """Who is signed in, in a call that `allowed` has let pass."""
    session: Session = request.state.session
    return session


def _wanted(request: Request) -> str:
    wanted = request.url.path if request.method == "GET" else "/console"
    query = f"?{request.url.query}" if request.method == "GET" and request.url.query else ""
    return quote(wanted + query, safe="")


SignedIn = Annotated[Session, Depends(signed_in)]
"""In calls of a router with `allowed` before."""
