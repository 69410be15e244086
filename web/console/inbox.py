"""Inbox: conversations that customers want a person in, live; taken, answered, handed back or closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from orders.database import writing
from web.audit import note
from web.console.accounts import Session
from web.console.asking import entries_for
from web.console.given import SignedIn, allowed, own_form
from web.console.refusals import Refused
from web.console.templating import page
from web.console.transcript import transcript
from web.gateway import Gateway
from web.handover.store import Handover, NotYours
from web.messages import problem_of_text
from web.moments import milliseconds
from web.problems import Problem
from web.records import Block, Language
from web.routes.given import Given

LOOK_SECONDS = 1.0
"""How often the inbox is looked at for somebody who has it open."""
MOST_SUGGESTED = 3
router = APIRouter(prefix="/console/inbox", include_in_schema=False, dependencies=[Depends(allowed)])
Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("")
async def inbox(request: Request, gateway: Given) -> Response:
    """The conversations that wait for a person or are with one."""
    return page(request, "inbox.html", found=await asyncio.to_thread(gateway.handovers.inbox))


@router.get("/list")
async def listed(request: Request, gateway: Given) -> Response:
    """The list alone, for when it has changed."""
    return page(request, "_inbox.html", found=await asyncio.to_thread(gateway.handovers.inbox))


@router.get("/events")
async def events(gateway: Given) -> Response:
    """An event whenever the inbox or a conversation in it changes."""
    ending = anyio.Event()
    stream = _changes(gateway, ending)
    return EventSourceResponse(stream, shutdown_event=ending, shutdown_grace_period=1)


@router.get("/{id}")
async def one(request: Request, id: Id, session: SignedIn, gateway: Given) -> Response:
    """One conversation: what was said, with the decision beside each turn, and what the bot knew."""
    found = await handover_of(gateway, id)
    items = await _items(gateway, found, session)
    suggested = await asyncio.to_thread(_suggested, gateway, items)
    return page(request, "handover.html", found=found, items=items, suggested=suggested)


@router.get("/{id}/transcript")
async def news(request: Request, id: Id, session: SignedIn, gateway: Given) -> Response:
    """What was said alone, for when there is more."""
    found = await handover_of(gateway, id)
    return page(request, "_transcript.html", found=found, items=await _items(gateway, found, session))


@router.post("/{id}/take", dependencies=[Depends(own_form)])
async def take(id: Id, session: SignedIn, gateway: Given) -> Response:
    """Make the conversation this agent's."""
    found = await handover_of(gateway, id)
    said = await _said(gateway, found, "handover.taken")
    await _do(gateway.handovers.take, id, session.user.name, milliseconds(), said)
    return await _done(gateway, session.user.name, "conversation_taken", found)


@router.post("/{id}/say", dependencies=[Depends(own_form)])
async def say(id: Id, session: SignedIn, gateway: Given, text: Annotated[str, Form()]) -> Response:
    """Say something to the customer."""
    if problem := problem_of_text(text):
        raise Problem(422, problem)
    found = await handover_of(gateway, id)
    await _do(gateway.handovers.say, id, session.user.name, text.replace("\0", " "), milliseconds())
    return await _done(gateway, session.user.name, "customer_answered", found)


@router.post("/{id}/end", dependencies=[Depends(own_form)])
async def end(
    id: Id, session: SignedIn, gateway: Given, how: Annotated[Literal["back", "closed"], Form()]
) -> Response:
    """Hand the conversation back to the bot, or close it."""
    found = await handover_of(gateway, id)
    said = await _said(gateway, found, f"handover.{how}")
    await _do(gateway.handovers.end, id, session.user.name, how, milliseconds(), said)
    return await _done(gateway, session.user.name, f"conversation_{how}", found)


async def _changes(gateway: Gateway, ending: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    before = None  # the page is older than its stream: what came between the two is told at once
    while not ending.is_set():
        seen = await asyncio.to_thread(_state, gateway)
        if seen != before:
            yield ServerSentEvent("", event="changed")
        before = seen
        with anyio.move_on_after(LOOK_SECONDS):
            await ending.wait()


def _state(gateway: Gateway) -> list[tuple[object, ...]]:
    found = gateway.handovers.inbox()
    seqs = gateway.conversations.last_seqs([one.conversation_id for one in found])
    return [(one.id, one.state, one.agent, seqs.get(one.conversation_id)) for one in found]


async def handover_of(gateway: Gateway, id: int) -> Handover:
    """The hand-over of that number. Raises `Refused` where there is none."""
    found = await asyncio.to_thread(gateway.handovers.by_id, id)
    if found is None:
        raise Refused(404, "conversation")
    return found


async def _items(gateway: Gateway, found: Handover, session: Session) -> list[dict[str, Any]]:
    return await asyncio.to_thread(transcript, gateway, found.conversation_id, session.user.language)


def _suggested(gateway: Gateway, items: list[dict[str, Any]]) -> list[str]:
    """Answers to what the customer wrote last, from the FAQ, in their language."""
    asked = next((item for item in reversed(items) if item["role"] == "customer" and "text" in item), None)
    if asked is None:
        return []
    found = entries_for(gateway, asked["text"])[:MOST_SUGGESTED]
    return [one["entry"].short[asked["language"]] for one in found]


async def _said(gateway: Gateway, found: Handover, name: str) -> list[Block]:
    items = await asyncio.to_thread(gateway.conversations.history, found.conversation_id)
    language: Language = items[-1].content.language if items else "ja"
    return list(gateway.say(name, language))


async def _do(call: Callable[..., object], *given: object) -> None:
    try:
        await asyncio.to_thread(call, *given)
    except NotYours as error:
        raise Refused(409, "agent") from error


async def _done(gateway: Gateway, user: str, action: str, found: Handover) -> Response:
    gateway.bell.ring(found.conversation_id)
    await asyncio.to_thread(_noted, gateway, user, action, found)
    return RedirectResponse(f"/console/inbox/{found.id}", 303)


def _noted(gateway: Gateway, user: str, action: str, found: Handover) -> None:
    with writing(gateway.engine) as connection:
        note(connection, milliseconds(), user, action, found.conversation_id)
