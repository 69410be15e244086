"""What the console refuses, as a page in the user's language; programs get a problem, as everywhere."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from web.console.templating import page
from web.problems import Problem
from wording import load_wording

OTHERWISE = {404: "page"}


class Refused(Problem):
    """An error of the console; the wording `console.refused.<name>` says what to do."""

    def __init__(self, status: int, name: str) -> None:
        super().__init__(status, load_wording().say(f"console.refused.{name}", "en"))
        self.name = name


def install(app: FastAPI) -> None:
    """Show errors of calls under `/console` as pages to browsers."""
    as_problem = app.exception_handlers[HTTPException]

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if not _by_a_browser(request):
            return as_problem(request, error)  # type: ignore[return-value]  # a handler that does not wait
        name = error.name if isinstance(error, Refused) else OTHERWISE.get(error.status_code, "other")
        return page(request, "refused.html", error.status_code, name=name)


def _by_a_browser(request: Request) -> bool:
    of_console = request.url.path.partition("/console")[0] == ""
    return of_console and "text/html" in request.headers.get("accept", "")
