"""Decisions for other programs: the same answers as `torikeshi decide` gives."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from decision import FactsError, decide, read_object
from web.console.given import api_key_or_session
from web.problems import documented
from web.routes.given import Given

ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["field", "message", "errors"]}},
}
router = APIRouter(prefix="/v1", responses=documented(401, 413, 429))


@router.post(
    "/decide",
    dependencies=[Depends(api_key_or_session)],
    responses={422: {"description": "Wrong facts.", "content": {"application/json": {"schema": ERROR}}}},
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}
    },
)
async def decision(request: Request, gateway: Given) -> Response:
    """The decision on one facts object, or the question that comes first."""
    try:
        facts = read_object(await request.body())
        # the first question about nothing known may take some tenths of a second: others go on meanwhile
        answer = await run_in_threadpool(decide, gateway.policies, facts)
        return JSONResponse(answer.as_json())
    except FactsError as error:
        return JSONResponse(error.as_json(), 422)
