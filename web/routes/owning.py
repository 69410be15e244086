"""Whose a conversation is: renewed by an identity token, ended by its owner."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from fastapi import APIRouter, Response

from web.moments import milliseconds
from web.problems import Problem, documented, unauthorized
from web.routes.bodies import NewIdentity
from web.routes.given import Given, OwnConversation, identity_of, lifetime
from web.shell import too_fast
from web.store import TokenUsed

router = APIRouter(prefix="/v1/conversations", responses=documented(413, 429))


@router.post("/{conversation_id}/identity", status_code=204, responses=documented(400, 401, 404, 409, 422))
async def renew(conversation: OwnConversation, body: NewIdentity, gateway: Given) -> Response:
    """Say anew who the customer is: a guest's conversation becomes theirs, their own lasts longer.

    409: it is another customer's; then it has ended, and its token opens nothing any more.
    """
    wait = await gateway.rates.message_in(conversation)
    if wait:
        return too_fast(wait)
    identity, at = identity_of(gateway, body.identity), milliseconds()
    theirs = replace(conversation, customer_id=identity.customer_id)
    try:
        same = await asyncio.to_thread(
            gateway.conversations.renew, theirs, identity.token, at, at + lifetime(gateway)
        )
    except TokenUsed as error:
        raise unauthorized(str(error)) from error
    if not same:
        gateway.bell.ring(conversation.id)
        raise Problem(409, "this conversation is another customer's: it has ended, begin a new one")
    return Response(status_code=204)


@router.delete("/{conversation_id}", status_code=204, responses=documented(401, 404))
async def delete(conversation: OwnConversation, gateway: Given) -> Response:
    """Remove the conversation from everywhere; its token opens nothing any more."""
    await asyncio.to_thread(gateway.eraser.conversation, conversation.id, milliseconds())
    gateway.bell.ring(conversation.id)
    return Response(status_code=204)
