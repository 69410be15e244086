"""A real conversation as a story file: for QA, made without the bot and without what tells whose it was."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Response

from orders.database import writing
from web.audit import note
from web.console.given import SignedIn, allowed, own_form
from web.console.inbox import Id, handover_of
from web.console.refusals import Refused
from web.gateway import Gateway
from web.moments import milliseconds
from web.records import Language
from web.routes.given import Given
from web.stories.draft import Draft, draft
from web.stories.stored import NotThere, read
from wording import load_wording

router = APIRouter(prefix="/console/inbox", include_in_schema=False, dependencies=[Depends(allowed)])


@router.post("/{id}/story", dependencies=[Depends(own_form)])
async def story(id: Id, session: SignedIn, gateway: Given) -> Response:
    """The conversation as a file that `torikeshi stories run` takes."""
    found = await handover_of(gateway, id)
    user = session.user
    made = await asyncio.to_thread(_drafted, gateway, found.conversation_id)
    if made is None:
        raise Refused(409, "story")
    await asyncio.to_thread(_noted, gateway, user.name, found.conversation_id)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}.yml"'}
    text = made.text(list(_comments(made, user.language)))
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


def _drafted(gateway: Gateway, conversation_id: str) -> Draft | None:
    try:
        made = draft(
            read(gateway.engine, conversation_id, gateway.policies), gateway.policies, gateway.settings.now
        )
    except NotThere:
        return None
    return made if made.says_anything else None


def _comments(made: Draft, language: Language) -> list[str]:
    notes = [("from", {}), *((note.name, note.values) for note in made.notes)]
    return [load_wording().say(f"console.story.{name}", language, **values) for name, values in notes]


def _noted(gateway: Gateway, user: str, conversation_id: str) -> None:
    with writing(gateway.engine) as connection:
        note(connection, milliseconds(), user, "story_recorded", conversation_id)
