"""rasa-sdk's executor under FastAPI: its own server would listen everywhere and block on each action."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.concurrency import run_in_threadpool

from actions.turns import ActionTurn, Shop

LARGEST_CALL = 8 * 1024 * 1024  # bytes, unpacked; a tracker of one session stays far below


def create_app(shop: Shop) -> FastAPI:
    """The action server of `shop`; while it runs, its filer works in the background."""
    beside = nullcontext() if shop.filer is None else shop.filer.running(shop.clock)
    return serve_action(ActionTurn(shop), beside)


def serve_action(action: Action, beside: AbstractContextManager[None] | None = None) -> FastAPI:
    """A server of this one action: `POST /webhook` as Rasa calls it, `GET /health`. `beside` runs along."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        with beside or nullcontext():
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    executor = ActionExecutor()
    executor.register_action(action)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/webhook")
    async def webhook(request: Request) -> JSONResponse:
        call = _call(await request.body(), request.headers.get("content-encoding"))
        if call is None:
            return JSONResponse({"error": "the body is no action call"}, status_code=400)
        return await run_in_threadpool(_run, executor, call)

    return app


def _call(body: bytes, encoding: str | None) -> dict[str, Any] | None:
    try:
        if encoding == "deflate":
            body = zlib.decompressobj().decompress(body, LARGEST_CALL)
        call = json.loads(body)
    except (zlib.error, ValueError):
        return None
    return call if isinstance(call, dict) and "tracker" in call else None


def _run(executor: ActionExecutor, call: dict[str, Any]) -> JSONResponse:
    import asyncio  # noqa: PLC0415 - only this thread's own loop needs it

    call.setdefault("domain", {})  # Rasa leaves it out when it takes the action to know it
    name = call.get("next_action")
    try:
        result = asyncio.run(executor.run(call))
    except ActionExecutionRejection as error:
        return JSONResponse({"error": error.message, "action_name": name}, status_code=400)
    except ActionNotFoundException as error:
        return JSONResponse({"error": error.message, "action_name": name}, status_code=404)
    return JSONResponse(result.model_dump() if result else None)
