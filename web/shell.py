"""What surrounds every call: headers, the log line, the size of the body, the host, the rate, and 500s.

Plain ASGI, so that a body is measured before any of it is read by anyone else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from starlette.datastructures import Headers, MutableHeaders

from web import metrics
from web.logs import where
from web.problems import problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from web.rates import Rates

LARGEST_BODY = 64 * 1024
BODY_SECONDS = 20
"""How long a body may take to arrive."""
DRAINED = 1024 * 1024
"""Bytes of a body too large that are still read (and dropped), so that its sender gets to read the answer."""
UNLOGGED = ("/livez", "/readyz", "/metrics")
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
log = structlog.get_logger()


class Shell:
    """Wraps the application."""

    def __init__(
        self, app: ASGIApp, *, hosts: Sequence[str], rates: Rates, headers: Mapping[str, str] | None = None
    ) -> None:
        self._app, self._hosts, self._rates = app, hosts, rates
        self._headers = HEADERS | dict(headers or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = _Call(scope, send, self._headers)
        try:
            await self._handle(scope, receive, call.send)
        except Exception as error:  # the last resort: every defect ends as a 500 that tells nothing
            log.error("failed", conversation_id=call.conversation_id, **where(error))
            if not call.status:
                await problem(HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, call.send)
        finally:
            call.ended()

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await read_body(scope, receive)
        except TimeoutError:
            await problem(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"})(scope, receive, send)
            return
        response = too_large() if body is None else await self._refusal(scope)
        if response is not None:
            await response(scope, receive, send)
        else:
            await self._app(scope, _replay(body or [], receive), send)

    async def _refusal(self, scope: Scope) -> Response | None:
        host = _host_name(Headers(scope=scope).get("host", ""))
        if self._hosts and host not in self._hosts:
            return problem(HTTPStatus.MISDIRECTED_REQUEST, "this host name is not served here")
        if scope["path"].startswith("/v1/"):
            wait = await self._rates.address(scope["client"][0] if scope["client"] else "")
            if wait:
                return too_fast(wait)
        return None


class _Call:
    """One call: its response's headers, and its log line and count at the end."""

    def __init__(self, scope: Scope, send: Send, headers: Mapping[str, str]) -> None:
        self._scope, self._send, self._headers = scope, send, headers
        self._started = time.perf_counter()
        self.status = 0
        self._state = scope.setdefault("state", {})

    @property
    def conversation_id(self) -> str | None:
        """The conversation whose token came with the call."""
        found: str | None = self._state.get("conversation_id")
        return found

    async def send(self, message: Message) -> None:
        """Pass a part of the response on, with the headers that every response has."""
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
        await self._send(message)

    def ended(self) -> None:
        """Count the call and log it."""
        took = time.perf_counter() - self._started
        route = getattr(self._scope.get("route"), "path", "none")
        metrics.request(self._scope["method"], route, self.status, took)
        if self._scope["path"] not in UNLOGGED:
            log.info(
                "call",
                method=self._scope["method"],
                route=route,
                status=self.status,
                conversation_id=self.conversation_id,
                ms=round(took * 1000, 1),
            )


async def read_body(scope: Scope, receive: Receive) -> list[Message] | None:
    """The messages that make up the body, or None if it is larger than allowed.

    A body without a stated length is measured as it comes.
    """
    headers = Headers(scope=scope)
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > LARGEST_BODY:
        if int(stated) <= DRAINED and "expect" not in headers:
            await _drain(receive)
        return None
    messages: list[Message] = []
    size, more = 0, True
    while more:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
        if size > LARGEST_BODY:
            await _drain(receive, more=more)
            return None
    return messages


async def _drain(receive: Receive, *, more: bool = True) -> None:
    size = 0
    while more and size <= DRAINED:
        message = await receive()
        size += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    left = iter(messages)

    async def replayed() -> Message:
        for message in left:
            return message
        return await receive()

    return replayed


def too_large() -> Response:
    """The answer to a body that is too large; the rest of it will not be read."""
    detail = f"the body is larger than {LARGEST_BODY} bytes"
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, headers={"Connection": "close"})


def too_fast(wait: int) -> Response:
    """The answer to too many calls; `wait` in seconds."""
    return problem(
        HTTPStatus.TOO_MANY_REQUESTS, f"try again in {wait} seconds", headers={"Retry-After": str(wait)}
    )


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
