"""The pages: the widget's files, and in development the demo shop at `/`."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
WIDGET, DEMO = HERE / "widget" / "dist", HERE / "demo"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}


class Files(StaticFiles):
    """Files of a folder, with the headers of a page; looked at again each time (ETag), so none is stale."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file's response."""
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def install(app: FastAPI, *, demo: bool) -> None:
    """Serve the widget's built files under `/widget/`, and the demo page if `demo`."""
    app.mount("/widget", Files(directory=WIDGET, check_dir=False))
    if demo:
        app.mount("/demo", Files(directory=DEMO, check_dir=False))
        app.add_api_route("/", _demo_page, methods=["GET", "HEAD"], include_in_schema=False)


async def _demo_page() -> Response:
    page = DEMO / "index.html"
    if not page.is_file():
        return Response("", HTTPStatus.NOT_FOUND)
    return FileResponse(page, headers=HEADERS)
