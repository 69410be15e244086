"""A thumb for an answer."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from reading import mask
from web.moments import milliseconds
from web.problems import Problem, documented
from web.routes.bodies import Unicode
from web.routes.given import Given, OwnConversation
from web.shell import too_fast

LONGEST_NOTE = 500
HIGHEST_SEQ = 2**31 - 1
router = APIRouter(prefix="/v1/conversations", responses=documented(413, 429))


class Feedback(BaseModel):
    """A thumb for the bot's item `seq`, and a line on it."""

    seq: Annotated[int, Field(ge=1, le=HIGHEST_SEQ, strict=True)]
    thumb: Literal["up", "down"]
    note: Annotated[Unicode, Field(max_length=LONGEST_NOTE)] | None = None


@router.post("/{conversation_id}/feedback", status_code=204, responses=documented(400, 401, 404, 422))
async def give(conversation: OwnConversation, body: Feedback, gateway: Given) -> Response:
    """Keep what the customer thinks of an answer; of two for one answer the last counts."""
    wait = await gateway.rates.message_in(conversation)
    if wait:
        return too_fast(wait)
    note = mask(body.note.replace("\0", " ")).strip() if body.note else None
    kept = await asyncio.to_thread(
        gateway.feedback.give, conversation.id, body.seq, body.thumb, note or None, milliseconds()
    )
    if not kept:
        raise Problem(404, "the bot has said nothing under this `seq`")
    return Response(status_code=204)
