"""The pages: the widget's script and frame, and in development the demo shop at `/`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
WIDGET, DEMO = HERE / "widget" / "dist", HERE / "demo"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The chat's own document: its script and the gateway, and no string is ever read as code or markup."""
ORIGIN = re.compile(r"\*|https?://[^\s;,/'\"]+")
FRESH = {"Cache-Control": "no-cache"}
HEADERS = {"Content-Security-Policy": POLICY, **FRESH}
FOR_SHOPS = {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}
"""The widget's files: a shop's page loads them from another origin."""


class Files(StaticFiles):
    """Files of a folder, with the headers of a page; looked at again each time (ETag), so none is stale."""

    def __init__(self, folder: Path, headers: dict[str, str]) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._headers = headers

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file's response."""
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response


def install(app: FastAPI, *, demo: bool) -> None:
    """Serve the widget under `/widget/`, and the demo page if `demo`."""
    app.add_api_route("/widget/frame", _frame, methods=["GET", "HEAD"], include_in_schema=False)
    app.mount("/widget", Files(WIDGET, FOR_SHOPS))
    if demo:
        app.mount("/demo", Files(DEMO, HEADERS))
        app.add_api_route("/", _demo_page, methods=["GET", "HEAD"], include_in_schema=False)


def frame_policy(origins: Sequence[str]) -> str:
    """The policy of the chat's document: pages of `origins` and our own may embed it, no others."""
    ancestors = ["'self'", *(origin for origin in origins if ORIGIN.fullmatch(origin))]
    return f"{FRAME_POLICY}; frame-ancestors {' '.join(ancestors)}"


async def _frame(request: Request) -> Response:
    policy = frame_policy(request.app.state.gateway.settings.allowed_origins)
    return _page(WIDGET / "frame.html", {**FOR_SHOPS, "Content-Security-Policy": policy})


async def _demo_page() -> Response:
    return _page(DEMO / "index.html", HEADERS)


def _page(path: Path, headers: dict[str, str]) -> Response:
    if not path.is_file():
        return Response("", HTTPStatus.NOT_FOUND)
    return FileResponse(path, headers=headers)
