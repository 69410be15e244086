"""Decisions for other programs: the same answers as `torikeshi decide` gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from decision import FactsError, FieldError, decide
from web.problems import documented
from web.routes.given import Given, api_key

ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["field", "message", "errors"]}},
}
router = APIRouter(prefix="/v1", responses=documented(401, 413, 429))


@router.post(
    "/decide",
    dependencies=[Depends(api_key)],
    responses={422: {"description": "Wrong facts.", "content": {"application/json": {"schema": ERROR}}}},
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}
    },
)
async def decision(request: Request, gateway: Given) -> Response:
    """The decision on one facts object, or the question that comes first."""
    try:
        return JSONResponse(decide(gateway.policies, facts_of(await request.body())).as_json())
    except FactsError as error:
        return JSONResponse(error.as_json(), 422)


def facts_of(body: bytes) -> Mapping[str, object]:
    """The facts object that `body` writes as JSON. Raises `FactsError` with the field None."""
    try:
        facts = json.loads(body.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FactsError((FieldError(None, f"the body is no JSON object: {error}"),)) from error
    if not isinstance(facts, dict):
        raise FactsError((FieldError(None, f"the body is no JSON object: it is a {type(facts).__name__}"),))
    return facts


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")
