"""Not understood: what customers wrote that the bot could not read, and examples made of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from web.console.given import allowed
from web.console.templating import page
from web.gateway import Gateway
from web.routes.given import Given
from web.unclear import Group, as_examples, grouped, unclear

router = APIRouter(prefix="/console/unclear", include_in_schema=False, dependencies=[Depends(allowed)])


@router.get("")
async def groups(request: Request, gateway: Given) -> Response:
    """The groups, the largest first."""
    return page(request, "unclear.html", groups=await run_in_threadpool(_groups, gateway))


@router.get("/examples.yml")
async def examples(gateway: Given, language: Annotated[Literal["ja", "en"], Query()]) -> Response:
    """The groups of one language as a file of training examples, for review."""
    found = await run_in_threadpool(_groups, gateway)
    headers = {"Content-Disposition": f'attachment; filename="unclear.{language}.yml"'}
    text = as_examples(found, language)
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


def _groups(gateway: Gateway) -> tuple[Group, ...]:
    return grouped(unclear(gateway.engine))
