"""Whether the gateway lives, is ready, and what it counts."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web import metrics
from web.routes.given import Given

router = APIRouter()


@router.get("/livez")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "A part does not answer."}})
async def ready(gateway: Given) -> JSONResponse:
    """Every part answers; `clock` is `real`, or the instant at which it is fixed."""
    parts = await gateway.readiness.parts()
    fixed = gateway.settings.now
    body = {
        "status": "ok" if all(parts.values()) else "unavailable",
        "parts": {name: "ok" if answers else "unavailable" for name, answers in parts.items()},
        "clock": f"fixed at {fixed.isoformat()}" if fixed else "real",
    }
    return JSONResponse(body, 200 if all(parts.values()) else 503)


@router.get("/metrics", response_class=Response)
async def counts(gateway: Given) -> Response:
    """The counts, for Prometheus."""
    metrics.outbox(await asyncio.to_thread(gateway.outbox.counts))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
