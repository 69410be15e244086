"""Pages from templates, with every sentence from the wording, in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.console.accounts import Session
from web.console.permissions import ROLE_OF
from web.languages import accepted_language
from web.records import Language
from wording import load_wording

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
"""With no referrer at all, browsers send our own forms with the origin `null`, as a stranger's would be."""
PAGES = ("ask", "decide", "inbox", "unclear", "feedback", "figures", "users", "audit")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, name: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """The page or the piece of one that the template `name` makes of `values`."""
    session: Session | None = getattr(request.state, "session", None)
    language = language_of(request, session)
    shared: Mapping[str, Any] = {
        **_words(language),
        "language": language,
        "session": session,
        "path": request.url.path,
        "pages": [one for one in PAGES if session and _may(session, one)],
    }
    html = _environment().get_template(name).render({**shared, **values})
    return HTMLResponse(html, status, headers=HEADERS)


def _words(language: Language) -> dict[str, Callable[..., str]]:
    """What templates say things with: the console's own texts, instants, steps and facts."""
    words = load_wording()

    def t(key: str, **inner: object) -> str:
        return words.say(f"console.{key}", language, **inner)

    def at(milliseconds: int | None) -> str:
        if milliseconds is None:
            return ""
        when = datetime.fromtimestamp(milliseconds / 1000, UTC)
        return words.say("console.at", language, at=when, now=datetime.now(UTC))

    def known(key: str, name: str) -> str:
        """The wording `key`; the bare `name` where another version or shop has brought one without words."""
        return words.say(key, language) if words.has(key) else name

    def step(name: str) -> str:
        return known(f"step.{name}", name)

    def fact(name: str) -> str:
        return known(f"console.fact.{name}", name)

    def reason(name: str) -> str:
        return known(f"console.inbox.reason.{name}", name)

    return {"t": t, "at": at, "step": step, "fact": fact, "reason": reason}


def language_of(request: Request, session: Session | None) -> Language:
    """The user's language, else the one that the browser likes best."""
    if session is not None:
        return session.user.language
    return accepted_language(request.headers.get("accept-language"))


def _may(session: Session, name: str) -> bool:

    role = ROLE_OF[("GET", f"/console/{name}")]
    return role is None or session.user.may(role)
