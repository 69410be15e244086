"""The web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from web import pages, problems
from web.console import app as console
from web.gateway import Gateway
from web.routes import conversations, decisions, demo, faq, feedback, health, owning
from web.shell import Shell

TELEMETRY = {"tracing": False, "metrics": False, "logs": False}
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def create_app(gateway: Gateway) -> ASGIApp:
    """The application around `gateway`; its lifespan runs what the gateway runs beside the calls."""
    app = application(gateway)
    settings = gateway.settings
    headers = STRICT_TRANSPORT if settings.production else {}
    shell: ASGIApp = Shell(app, hosts=settings.hosts(), rates=gateway.rates, headers=headers)
    if not settings.allowed_origins:
        return shell
    return CORSMiddleware(
        shell,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )


def application(gateway: Gateway) -> FastAPI:
    """The calls themselves, without what surrounds them."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with gateway.running():
            yield

    app = FastAPI(
        title="Torikeshi",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=TELEMETRY,  # type: ignore[arg-type]  # a TypedDict that wants every key
    )
    app.state.gateway = gateway
    problems.install(app)
    for routes in (conversations, owning, decisions, faq, feedback, health):
        app.include_router(routes.router)
    if not gateway.settings.production:
        app.include_router(demo.router)
    console.install(app)
    pages.install(app, demo=not gateway.settings.production)
    return app
