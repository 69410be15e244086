"""Feedback: which rules got thumbs down, and what was said of them."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Request, Response

from web.console.given import allowed
from web.console.templating import page
from web.routes.given import Given

router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(allowed)])


@router.get("/feedback")
async def feedback(request: Request, gateway: Given) -> Response:
    """Thumbs by rule, those with most thumbs down first, and the newest lines."""
    rules = await asyncio.to_thread(gateway.feedback.by_rule)
    intents = await asyncio.to_thread(gateway.feedback.by_intent)
    notes = await asyncio.to_thread(gateway.feedback.notes)
    return page(request, "feedback.html", tables=(("rule", rules), ("intent", intents)), notes=notes)
