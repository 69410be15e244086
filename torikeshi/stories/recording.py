"""`torikeshi stories record`: a real conversation made a story that does not tell whose it was."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine

from decision import Policies
from torikeshi.errors import UserError
from torikeshi.opening import database, policies, settings
from torikeshi.stories.drafting import add_story, steps_of
from torikeshi.stories.nodes import BadStory
from torikeshi.stories.running import NOT_RUN, own_stage, quiet
from torikeshi.stories.story import Story
from torikeshi.stories.talking import Talk, talking
from web.records import Item
from web.stories.anonymous import CUSTOMER, Alias
from web.stories.draft import exchanges, name_of, opening_steps, scene
from web.stories.stored import NotThere, Stored, read


def record(conversation: str, file: Path, name: str | None) -> int:
    """Write the conversation into `file` as a story that passes; 0. Raises `UserError`."""
    given = settings()
    engine = database(given.database_url)
    rules = policies()
    found = _read(engine, conversation, rules)
    engine.dispose()
    begins = scene(found, rules, given.now)
    customer = None if found.customer is None else CUSTOMER
    story = Story(name or name_of(found), file, 1, (), begins.orders, customer, begins.now)
    with quiet():
        talk, notes = asyncio.run(_replayed(found, begins.alias, story))
    try:
        add_story(file, story, [*opening_steps(found), *steps_of(talk.said, talk.exchanges)])
    except (OSError, BadStory) as error:
        raise UserError(f"`{file}` cannot be written: {error}", NOT_RUN) from error
    changed = [
        f"order {note.values['order_number']} was changed since; it stands as it is now"
        for note in begins.notes
    ]
    print("\n".join([*changed, *notes, f"{file}: {story.name}"]))
    return 0


def _read(engine: Engine, conversation: str, rules: Policies) -> Stored:
    try:
        return read(engine, conversation, rules)
    except NotThere as error:
        raise UserError(f"`CONVERSATION` is `{conversation}`: {error}", NOT_RUN) from error


async def _replayed(found: Stored, alias: Alias, story: Story) -> tuple[Talk, list[str]]:
    """The conversation held once more, as far as it goes, and what was otherwise than then."""
    language = found.items[0].content.language
    async with own_stage() as on, talking(on, story, language) as talk:
        notes = await _hold(found.items, alias, talk)
    return talk, notes


async def _hold(items: Sequence[Item], alias: Alias, talk: Talk) -> list[str]:
    notes: list[str] = []
    for item, reply in exchanges(items):
        content = item.content
        if content.choice is None:
            exchange = await talk.say(alias.text(content.text or ""))
        else:
            button = talk.offered(alias.payload(content.choice))
            if button is None:
                why = f"the story ends before message {item.seq}: its button is not offered any more"
                return [*notes, why]
            exchange = await talk.press(*button)
        if _told(() if reply is None else reply.content.replies or ()) != _told(exchange.blocks):
            notes.append(f"message {item.seq} is answered otherwise than it was then")
    return notes


def _told(blocks: Sequence[Mapping[str, object]]) -> list[object]:
    return [block.get("rule") or block.get("fact") for block in blocks if block["type"] in ("step", "ask")]
