"""`--watch`: plays what a change touches as soon as the change is saved, on a bot that stays up."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from torikeshi.errors import UserError
from torikeshi.stories import telling
from torikeshi.stories.outcome import Outcome
from torikeshi.stories.running import Options, chosen, own_stage, play_all, quiet
from torikeshi.stories.stage import Stage, renewed
from torikeshi.stories.story import Story
from web.settings import ROOT
from wording import load_wording

PAUSE_SECONDS = 0.5
CODE = ("actions", "decision", "dialogue", "orders", "reading", "torikeshi", "web", "wording", "bot", "data")
"""What is loaded once: after a change there everything begins anew."""
type Stamps = Mapping[Path, int]


def watch(options: Options) -> int:
    """Play, then wait for changes and play again, until Ctrl-C. Raises `UserError`."""
    with quiet():
        asyncio.run(_watch(options))
    os.execv(sys.executable, [sys.executable, "-m", "torikeshi", *sys.argv[1:]])  # noqa: S606 - our own call


async def _watch(options: Options) -> None:
    """Until a change of code."""
    async with own_stage() as on:
        last: dict[str, Outcome] = {}
        now = on
        meant: Callable[[Story], bool] = lambda _: True  # noqa: E731 - every story at first
        while True:
            before = stamps(options.paths)
            now = await _again(now, options, meant, last)
            changed = await _change(options.paths, before)
            if any(path.suffix == ".py" or ROOT / "data" in path.parents for path in changed):
                return
            meant = touched(changed, last)


async def _again(
    on: Stage, options: Options, meant: Callable[[Story], bool], last: dict[str, Outcome]
) -> Stage:
    """Play the stories meant, with rules and words as they are now; what is wrong with a file is told."""
    try:
        load_wording.cache_clear()
        on = renewed(on)
        stories = [story for story in chosen(options.paths, options.expression) if meant(story)]
        outcomes = await play_all(on, stories, options.jobs, lambda one: print(telling.line(one)))
    except UserError as error:
        print(error)
        return on
    last |= {one.story.id: one for one in outcomes}
    print("\n".join(telling.failure(one) for one in outcomes if not one.passed))
    print(
        telling.summary(outcomes, sum(one.seconds for one in outcomes)), "- waiting for changes, Ctrl-C ends"
    )
    return on


def touched(changed: Sequence[Path], last: Mapping[str, Outcome]) -> Callable[[Story], bool]:
    """Which stories a change of these files touches: a story file's, those about a shop, or all."""
    files = {path.resolve() for path in changed}
    shops = {path.stem for path in files if path.parent.name in ("policies", "shops")}
    others = [path for path in files if path.stem not in shops and path.suffix in (".yml", ".yaml")]
    everything = any(path.parent == ROOT / "wording" for path in others)

    def meant(story: Story) -> bool:
        if everything or story.path.resolve() in files or story.id not in last:
            return True
        return bool(shops & set(_shops(last[story.id])))

    return meant


def _shops(outcome: Outcome) -> Iterator[str]:
    """The shops that a story was about when it was last played."""
    for order in outcome.story.orders:
        yield str(order.get("policy"))
    for exchange in outcome.exchanges:
        for block in exchange.blocks:
            yield str(block.get("rule") or block.get("name") or "").partition(".")[0]


def stamps(paths: Sequence[Path]) -> Stamps:
    """When each file that matters was last written."""
    kinds = {".yml", ".yaml", ".py", ".txt"}
    folders = [*paths, *(ROOT / name for name in (*CODE, "policies"))]
    if named := os.environ.get("TORIKESHI_POLICIES"):
        folders.append(Path(named))
    files = (path for folder in folders for path in _files(folder) if path.suffix in kinds)
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, inner, names in os.walk(place):
        inner[:] = [name for name in inner if name not in (".venv", "__pycache__", "node_modules")]
        yield from (Path(folder) / name for name in names)


async def _change(paths: Sequence[Path], before: Stamps) -> list[Path]:
    """Wait until a file is new, gone or written again; those files."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        now = stamps(paths)
        if now != before:
            return [path for path in {*now, *before} if now.get(path) != before.get(path)]
