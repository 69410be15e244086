"""The console's calls, put together."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from web.console import (
    asking,
    deciding,
    inbox,
    not_understood,
    numbers,
    people,
    recording,
    refusals,
    signing_in,
    thumbs,
)
from web.console.given import SignInNeeded
from web.pages import HEADERS, Files

STATIC = Path(__file__).parent / "static"
ROUTERS = (
    signing_in.router,
    asking.router,
    deciding.router,
    inbox.router,
    recording.router,
    not_understood.router,
    thumbs.router,
    numbers.router,
    people.router,
)


def install(app: FastAPI) -> None:
    """Serve the console under `/console`."""
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/console/static", Files(STATIC, HEADERS))
    refusals.install(app)

    @app.exception_handler(SignInNeeded)
    def sign_in_needed(request: Request, error: SignInNeeded) -> Response:
        to = f"/console/login?to={error.to}"
        if request.headers.get("hx-request"):
            return Response(status_code=401, headers={"HX-Redirect": to})
        return RedirectResponse(to, 303)
