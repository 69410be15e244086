"""`--watch`: plays what a change touches as soon as the change is saved, on a bot that stays up."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from torikeshi.errors import UserError
from torikeshi.stories import telling
from torikeshi.stories.outcome import Outcome
from torikeshi.stories.running import Options, chosen, own_stage, play_all, quiet
from torikeshi.stories.stage import Stage, renewed
from torikeshi.stories.story import Story
from web.settings import ROOT
from wording import load_wording

PAUSE_SECONDS = 0.4
CODE = (
    "actions",
    "decision",
    "dialogue",
    "orders",
    "reading",
    "torikeshi",
    "web",
    "wording",
    "bot",
    "data",
    "models",
)
"""What is loaded once: after a change there everything begins anew, but for words in YAML."""
WORDS = (".yml", ".yaml")
"""What is read anew for each round."""
WAITING = "waiting for changes, Ctrl-C ends"
_NAMED = re.compile(r"^policy:\s*(\w+)", re.MULTILINE)
type Stamps = Mapping[Path, int]


def watch(options: Options) -> int:
    """Play, then wait for changes and play again, until Ctrl-C."""
    with quiet():
        asyncio.run(_watch(options))
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "torikeshi", *sys.argv[1:]])  # noqa: S606 - our own call


async def _watch(options: Options) -> None:
    """Until a change of code; one of anything where the bot cannot even be started."""
    before = stamps(options.paths)
    try:
        async with own_stage() as on:
            await _rounds(on, options, before)
    except UserError as error:
        _tell(f"{error}\n{WAITING}")
        await _change(options.paths, before)
    _tell("starting anew")


async def _rounds(on: Stage, options: Options, before: Stamps) -> None:
    last: dict[str, Outcome] = {}
    changed: set[Path] = set()
    while True:
        played = await _again(on, options, touched(changed, last), last)
        changed = set() if played else changed  # what could not be played yet is played with the next change
        before, news = await _change(options.paths, before)
        if any(map(_is_loaded_once, news)):
            return
        changed |= news


async def _again(
    on: Stage, options: Options, meant: Callable[[Story], bool], last: dict[str, Outcome]
) -> bool:
    """Play the stories meant, with rules and words as they are now; False where a file cannot be read."""
    began = time.monotonic()
    try:
        load_wording.cache_clear()
        now = renewed(on)
        stories = [story for story in chosen(options.paths, options.expression) if meant(story)]
        outcomes = await play_all(now, stories, options.jobs, lambda one: _tell(telling.line(one)))
    except UserError as error:
        _tell(f"{error}\n{WAITING}")
        return False
    last |= {one.story.id: one for one in outcomes}
    for one in outcomes:
        if not one.passed:
            _tell(f"\n{telling.failure(one)}")
    _tell(f"{telling.summary(outcomes, time.monotonic() - began)} - {WAITING}")
    return True


def _is_loaded_once(path: Path) -> bool:
    return path.suffix not in WORDS or ROOT / "data" in path.parents or path == ROOT / "domain.yml"


def _tell(text: str) -> None:
    print(text, flush=True)


def touched(changed: Iterable[Path], last: Mapping[str, Outcome]) -> Callable[[Story], bool]:
    """Which stories a change of these files touches: a story file's, those about a shop, or all."""
    files = {path.resolve() for path in changed}
    shops = {_shop(path) for path in files if path.parent in _policy_folders()}
    everything = None in shops or any(path.parent == ROOT / "wording" for path in files)

    def meant(story: Story) -> bool:
        if everything or story.path.resolve() in files or story.id not in last:
            return True
        return bool(shops & set(_shops(last[story.id])))

    return meant


def _shop(path: Path) -> str | None:
    """The shop that a policy file is about; None where it says no such thing, or is gone."""
    try:
        found = _NAMED.search(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None


def _policy_folders() -> list[Path]:
    named = os.environ.get("TORIKESHI_POLICIES")
    return [ROOT / "policies", *([Path(named).resolve()] if named else [])]


def _shops(outcome: Outcome) -> Iterator[str]:
    """The shops that a story was about when it was last played."""
    for order in outcome.story.orders:
        yield str(order.get("policy"))
    for exchange in outcome.exchanges:
        for block in exchange.blocks:
            yield str(block.get("rule") or block.get("name") or "").partition(".")[0]


def stamps(paths: Sequence[Path]) -> Stamps:
    """When each file that matters was last written."""
    kinds = {*WORDS, ".py", ".txt", ".gz"}
    folders = [*paths, *(ROOT / name for name in CODE), ROOT / "domain.yml", *_policy_folders()]
    files = (path for folder in folders for path in _files(folder) if path.suffix in kinds)
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, inner, names in os.walk(place):
        inner[:] = [name for name in inner if name != "node_modules" and name[0] not in "._"]
        yield from (Path(folder) / name for name in names)


async def _change(paths: Sequence[Path], before: Stamps) -> tuple[Stamps, set[Path]]:
    """Wait until a file is new, gone or written again, and all have then been left alone: saving takes steps.

    Gives the stamps by then, and those files.
    """
    now = before
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        seen, now = now, stamps(paths)
        if before != now == seen:
            return now, {path for path in {*now, *before} if now.get(path) != before.get(path)}
