"""Conversations: begin one, say something in it, read it, follow it."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Coroutine
from http import HTTPStatus
from typing import Annotated, Any
from uuid import uuid4

import anyio
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from web.choices import with_offered_choice
from web.codes.expecting import with_code
from web.codes.hearing import typed_code
from web.gateway import Gateway
from web.identity import Identity
from web.languages import accepted_language
from web.messages import CustomerMessage, customer_message
from web.moments import milliseconds
from web.problems import Problem, documented, unauthorized
from web.records import Content, Conversation
from web.routes.bodies import AnsweredMessage, BegunConversation, History, NewConversation, NewMessage
from web.routes.given import Given, OwnConversation, caller, identity_of, lifetime
from web.shell import too_fast
from web.store import Access, TokenUsed
from web.turn_store import Gone
from web.turns import Busy, OtherBody

LOOK_SECONDS = 15
HIGHEST_SEQ = 2**31 - 1
router = APIRouter(prefix="/v1/conversations", responses=documented(413, 429))
Seq = Annotated[int, Query(ge=0, le=HIGHEST_SEQ)]


@router.post("", status_code=201, response_model=BegunConversation, responses=documented(400, 401, 422))
async def begin(
    body: NewConversation,
    request: Request,
    gateway: Given,
    accept_language: Annotated[str | None, Header()] = None,
) -> Response:
    """Begin a conversation, with the bot's greeting. Without `identity` the customer is a guest."""
    wait = await gateway.rates.conversation_from(caller(request))
    if wait:
        return too_fast(wait)
    language = accepted_language(accept_language) if body.language == "auto" else body.language
    identity = None if body.identity is None else identity_of(gateway, body.identity)
    conversation = Conversation(
        id=str(uuid4()), language=language, customer_id=identity.customer_id if identity else None
    )
    token, greeting = await _store(gateway, conversation, identity)
    request.state.conversation_id = conversation.id
    answer = {"conversation_id": conversation.id, "token": token, "replies": greeting}
    return JSONResponse(answer, HTTPStatus.CREATED)


@router.post(
    "/{conversation_id}/messages",
    response_model=AnsweredMessage,
    responses=documented(400, 401, 404, 409, 422),
)
async def say(conversation: OwnConversation, body: NewMessage, request: Request, gateway: Given) -> Response:
    """Say something; the answer comes when the bot has answered, in ten seconds at most.

    The same `client_message_id` again gives the same answer. 409: the message before is still under way.
    """
    wait = await gateway.rates.message_in(conversation)
    if wait:
        return too_fast(wait)
    message = customer_message(body.client_message_id, body.text, body.choice)
    message = await _as_taken(gateway, conversation.id, message)
    try:
        answer = await gateway.turns.take(conversation, message, caller(request))
    except OtherBody as error:
        raise Problem(422, "this `client_message_id` has been used for another message") from error
    except Gone as error:
        raise Problem(404, "this conversation has been deleted") from error
    except Busy as error:
        raise Problem(409, "the message before is still under way: try again") from error
    return JSONResponse(
        {
            "client_message_id": body.client_message_id,
            "seq": answer.seq,
            "language": answer.language,
            "replies": list(answer.replies),
        }
    )


@router.get("/{conversation_id}/messages", response_model=History, responses=documented(401, 404, 422))
async def history(conversation: OwnConversation, gateway: Given, after: Seq = 0) -> Response:
    """The conversation's items, or those after the one numbered `after`."""
    found = await asyncio.to_thread(gateway.conversations.history, conversation.id, after)
    return JSONResponse({"messages": [item.as_json() for item in found]})


@router.get(
    "/{conversation_id}/events",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **documented(401, 404, 422)},
)
async def events(
    conversation: OwnConversation,
    gateway: Given,
    last_event_id: Annotated[str | None, Header(pattern=r"^[0-9]{0,10}$")] = None,
) -> Response:
    """The conversation's items as they come: those after `Last-Event-ID`, without it from the next on."""
    after = int(last_event_id) if last_event_id else None
    if after is None:
        after = (await asyncio.to_thread(gateway.conversations.last_seqs, [conversation.id]))[conversation.id]
    ending = anyio.Event()
    stream = _events(gateway, conversation.id, min(after, HIGHEST_SEQ), ending)
    return EventSourceResponse(stream, shutdown_event=ending, shutdown_grace_period=1)


async def _events(
    gateway: Gateway, conversation_id: str, after: int, ending: anyio.Event
) -> AsyncIterator[ServerSentEvent]:
    with gateway.bell.listen(conversation_id) as news:
        while not ending.is_set():
            news.clear()
            for item in await asyncio.to_thread(gateway.conversations.history, conversation_id, after):
                after = item.seq
                yield ServerSentEvent(_json(item.as_json()), event="message", id=str(item.seq))
            if not await asyncio.to_thread(gateway.conversations.is_open, conversation_id, milliseconds()):
                return
            await _first_of(news.wait(), ending.wait())


async def _first_of(*waiting: Coroutine[Any, Any, object]) -> None:
    """Wait for the first of these, or until it is time to look whether the conversation is still open."""
    tasks = [asyncio.ensure_future(one) for one in waiting]
    try:
        await asyncio.wait(tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _as_taken(gateway: Gateway, conversation_id: str, message: CustomerMessage) -> CustomerMessage:
    """The message with what the conversation knows of it: a button it shows, or a code it waits for."""
    if message.choice is not None:
        return await asyncio.to_thread(
            with_offered_choice, gateway.conversations, conversation_id, message, message.choice
        )
    code = typed_code(message.text or "")
    if code is None:
        return message
    return await asyncio.to_thread(with_code, gateway.codes, conversation_id, message, code)


def _json(item: dict[str, Any]) -> str:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"))


async def _store(
    gateway: Gateway, conversation: Conversation, identity: Identity | None
) -> tuple[str, list[dict[str, object]]]:
    token, at = secrets.token_urlsafe(32), milliseconds()
    greeting = list(gateway.say("greeting", conversation.language))
    expires_at = at + lifetime(gateway)
    access = Access(token=token, expires_at=expires_at, identity=identity.token if identity else None)
    first = Content(role="bot", at=at, language=conversation.language, replies=tuple(greeting))
    try:
        await asyncio.to_thread(gateway.conversations.create, conversation, access, first)
    except TokenUsed as error:
        raise unauthorized(str(error)) from error
    return token, greeting
