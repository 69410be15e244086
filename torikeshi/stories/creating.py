"""`torikeshi stories new`: a story from a few answers, written as it is talked through with the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from decision.instants import parse_instant
from orders.files import FileError, read_rows
from torikeshi.errors import UserError
from torikeshi.stories import telling
from torikeshi.stories.drafting import add_story, steps_of
from torikeshi.stories.nodes import BadStory
from torikeshi.stories.outcome import Exchange
from torikeshi.stories.playing import CannotSay
from torikeshi.stories.running import NOT_RUN, own_stage, quiet
from torikeshi.stories.story import Story
from torikeshi.stories.talking import Talk, talking
from web.messages import problem_of_text

DEFAULT_NOW = "2026-04-01T10:00:00+09:00"


def create(file: Path) -> int:
    """Ask for what a story needs, talk it through, and write it into `file`; 0. Raises `UserError`."""
    name = typer.prompt("Name of the story")
    rows = _orders(
        typer.prompt("File with the customer's orders, .jsonl or .csv (empty: a guest)", default="")
    )
    now = _instant(typer.prompt("Clock", default=DEFAULT_NOW))
    story = Story(name, file, 1, (), tuple(rows), _customer(rows), now)
    with quiet():
        talk = asyncio.run(_talked(story))
    if not talk.said:
        raise UserError("nothing was said: no story is written", NOT_RUN)
    try:
        add_story(file, story, steps_of(talk.said, talk.exchanges))
    except (OSError, BadStory) as error:
        raise UserError(f"`{file}` cannot be written: {error}", NOT_RUN) from error
    print(f"{file}: {name}")
    return 0


def _orders(named: str) -> Sequence[Mapping[str, Any]]:
    if not named.strip():
        return ()
    try:
        rows = list(read_rows(Path(named.strip())))
    except FileError as error:
        raise UserError(str(error), NOT_RUN) from error
    bad = [f"line {row.line}: {row.problem.message}" for row in rows if row.problem]
    if bad:
        raise UserError("\n".join(bad), NOT_RUN)
    return [row.values for row in rows]


def _customer(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Who is signed in: the customer of the orders, asked for where there are several."""
    found = list(dict.fromkeys(str(row.get("customer_id", "")) for row in rows))
    if len(found) < 2:
        return found[0] if found else None
    chosen: str = typer.prompt(f"Customer ({', '.join(found)})", default=found[0])
    return chosen


def _instant(text: str) -> datetime:
    found = parse_instant(text)
    if found is None:
        raise UserError(f"the clock is `{text}`: an instant such as {DEFAULT_NOW} is allowed", NOT_RUN)
    return found


async def _talked(story: Story) -> Talk:
    print("Starting the bot…")
    async with own_stage() as on, talking(on, story) as talk:
        print("Type what the customer says, or a button's title; an empty line ends the story.")
        _tell(talk.opening)
        while (text := _line()) is not None:
            await _take(talk, text)
    return talk


def _line() -> str | None:
    try:
        return input("> ").strip() or None
    except EOFError:
        return None


async def _take(talk: Talk, text: str) -> None:
    button = talk.offered(text)
    if button is None and (problem := problem_of_text(text)):
        print(problem)
        return
    try:
        _tell(await (talk.press(*button) if button else talk.say(text)))
    except CannotSay as error:
        print(error)


def _tell(exchange: Exchange) -> None:
    print("\n".join(list(telling.conversation(exchange))[1:]))
