"""Ask: the right entry of the FAQ while a customer is on the line."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from decision.policies import begun
from web.console.given import allowed
from web.console.templating import page
from web.gateway import Gateway
from web.messages import LONGEST_TEXT
from web.routes.given import Given
from wording import wording_with
from wording.search import faq_of

MOST_FOUND = 8
Asked = Annotated[str, Query(max_length=LONGEST_TEXT)]
router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(allowed)])


@router.get("/ask")
async def ask(request: Request, gateway: Given, q: Asked = "") -> Response:
    """The entries that fit `q`, in both languages; asked by htmx, the list alone."""
    found = await run_in_threadpool(entries_for, gateway, q) if q.strip() else []
    name = "_entries.html" if request.headers.get("hx-request") else "ask.html"
    return page(request, name, q=q, found=found)


def entries_for(gateway: Gateway, q: str) -> list[dict[str, Any]]:
    """The entries that fit `q`, best first, each with the version of its policy."""
    found = faq_of(wording_with(gateway.settings.policies)).on(gateway.now()).search(q)[:MOST_FOUND]
    now = gateway.now()
    versions = {id: begun(gateway.policies.versions(id), now)[-1].version for id in gateway.policies.ids}
    return [{"entry": one.entry, "version": versions[one.entry.policy]} for one in found]
