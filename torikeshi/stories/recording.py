"""`torikeshi stories record`: a real conversation made a story that does not tell whose it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from decision.instants import in_japan
from orders.fields import LINE_FIELDS, ORDER_FIELDS
from orders.model import Order
from orders.store import OrderStore
from torikeshi.errors import UserError
from torikeshi.opening import database, settings
from torikeshi.stories.anonymous import CUSTOMER, Alias
from torikeshi.stories.drafting import add_story, steps_of
from torikeshi.stories.nodes import BadStory
from torikeshi.stories.running import NOT_RUN, own_stage, quiet
from torikeshi.stories.story import Story
from torikeshi.stories.talking import Talk, talking
from web.records import Content
from web.store import ConversationStore
from web.tables import conversations

PRIVATE = ("email", "postal_code", "customer_id")
HAPPENED = ("requested_at", "cancelled_at", "sent_back_at")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A conversation of the database with its customer's orders as they are now."""

    language: str
    customer: str | None
    contents: Sequence[Content]
    orders: Sequence[Order]


def record(conversation: str, file: Path, name: str | None) -> int:
    """Write the conversation into `file` as a story that passes; 0. Raises `UserError`."""
    given = settings()
    engine = database(given.database_url)
    found = read(engine, conversation)
    engine.dispose()
    alias = Alias([order.order_number for order in found.orders])
    story = Story(
        name or f"recorded_{conversation[:8]}",
        file,
        1,
        (),
        tuple(_row(order, alias) for order in found.orders),
        None if found.customer is None else CUSTOMER,
        given.now or _clock(found),
    )
    with quiet():
        talk, notes = asyncio.run(_replayed(found, alias, story))
    try:
        add_story(file, story, steps_of(talk.said, talk.exchanges))
    except (OSError, BadStory) as error:
        raise UserError(f"`{file}` cannot be written: {error}", NOT_RUN) from error
    print("\n".join([*notes, f"{file}: {story.name}"]))
    return 0


def read(engine: Engine, conversation: str) -> Recorded:
    """The conversation, with its customer's orders. Raises `UserError` where there is none."""
    with engine.connect() as connection:
        row = connection.execute(select(conversations).where(conversations.c.id == conversation)).first()
    if row is None:
        raise UserError(f"`CONVERSATION` is `{conversation}`: there is none with this id", NOT_RUN)
    contents = [item.content for item in ConversationStore(engine).history(conversation)]
    if not any(content.role == "customer" for content in contents):
        raise UserError(f"conversation `{conversation}` has no message of a customer", NOT_RUN)
    orders = OrderStore(engine).of_customer(row.customer_id) if row.customer_id else ()
    return Recorded(row.language, row.customer_id, contents, orders)


def _clock(found: Recorded) -> datetime:
    """When it was held, or later where an order has changed since: the orders are those of today."""
    said = max(one.at for one in found.contents if one.role == "customer")
    instants = [datetime.fromtimestamp(said // 1000, UTC)]
    instants += [
        at for order in found.orders for name in HAPPENED if (at := getattr(order, name)) is not None
    ]
    return in_japan(max(instants))


def _row(order: Order, alias: Alias) -> Mapping[str, Any]:
    """The order as an import takes it, without what tells whose it is."""
    values = {name: getattr(order, name) for name in ORDER_FIELDS if name not in PRIVATE}
    values |= {"order_number": alias.number(order.order_number), "customer_id": CUSTOMER}
    lines = [dict(_known({name: getattr(line, name) for name in LINE_FIELDS})) for line in order.lines]
    alone = len(lines) == 1 and "status" not in lines[0]
    return {**dict(_known(values)), **(lines[0] if alone else {"lines": lines})}


def _known(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if value is not None:
            yield name, value.isoformat() if isinstance(value, date) else value


async def _replayed(found: Recorded, alias: Alias, story: Story) -> tuple[Talk, list[str]]:
    """The conversation held once more, as far as it goes, and what was otherwise than then."""
    async with own_stage() as on, talking(on, story, found.language) as talk:
        notes = await _hold(found.contents, alias, talk)
    return talk, notes


async def _hold(contents: Sequence[Content], alias: Alias, talk: Talk) -> list[str]:
    notes: list[str] = []
    for place, content in enumerate(contents):
        if content.role != "customer":
            continue
        if content.choice is None:
            exchange = await talk.say(alias.text(content.text or ""))
        else:
            button = talk.offered(alias.payload(content.choice))
            if button is None:
                return [
                    *notes,
                    f"the story ends before message {place + 1}: its button is not offered any more",
                ]
            exchange = await talk.press(*button)
        then = next((one.replies for one in contents[place + 1 :] if one.replies is not None), ())
        if _told(then) != _told(exchange.blocks):
            notes.append(f"message {place + 1} is answered otherwise than it was then")
    return notes


def _told(blocks: Sequence[Mapping[str, Any]]) -> list[object]:
    return [block.get("rule") or block.get("fact") for block in blocks if block["type"] in ("step", "ask")]
