"""What calls are given: the gateway, and the conversation that a token opens."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from web.gateway import Gateway
from web.identity import BadIdentity, Identity, verify_identity
from web.moments import milliseconds
from web.problems import Problem, unauthorized
from web.records import Conversation

ConversationToken = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, scheme_name="conversation token")),
]
ApiKey = Annotated[
    HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False, scheme_name="API key"))
]


async def the_gateway(request: Request) -> Gateway:
    """The gateway of this application."""
    gateway: Gateway = request.app.state.gateway
    return gateway


Given = Annotated[Gateway, Depends(the_gateway)]


def caller(request: Request) -> str:
    """The network address that the call comes from; empty where there is none."""
    return request.client.host if request.client else ""


def identity_of(gateway: Gateway, token: str) -> Identity:
    """Who the identity token names; else 401."""
    try:
        return verify_identity(token, gateway.settings.identity_keys, datetime.now(UTC))
    except BadIdentity as error:
        raise unauthorized(str(error)) from error


def lifetime(gateway: Gateway) -> int:
    """For how many milliseconds a conversation's token is good."""
    return timedelta(days=gateway.settings.conversation_days) // timedelta(milliseconds=1)


async def own_conversation(
    conversation_id: str, request: Request, gateway: Given, credentials: ConversationToken
) -> Conversation:
    """The conversation of the path, if the bearer token is its own: else 401 without a good token, or 404."""
    token = credentials.credentials if credentials else ""
    found = await asyncio.to_thread(gateway.conversations.by_token, token, milliseconds())
    if found is None:
        raise unauthorized("the conversation's bearer token is needed")
    if found.id != conversation_id:
        raise Problem(404, "this token has no such conversation")
    request.state.conversation_id = found.id
    return found


async def api_key(gateway: Given, credentials: ApiKey) -> None:
    """Let a caller with the API key pass; else 401."""
    given = credentials.credentials if credentials else ""
    if not secrets.compare_digest(given.encode(), gateway.settings.api_key.encode()):
        raise unauthorized("the API key is needed as bearer token")


OwnConversation = Annotated[Conversation, Depends(own_conversation)]
