"""`torikeshi stories run`: read, choose, play, tell."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from torikeshi.errors import UserError
from torikeshi.opening import policies
from torikeshi.stories import junit, telling
from torikeshi.stories.choosing import chooser
from torikeshi.stories.nodes import BadStory
from torikeshi.stories.outcome import Outcome
from torikeshi.stories.reading import read_stories
from torikeshi.stories.stage import Stage, stage
from torikeshi.stories.story import Story
from torikeshi.stories.updating import update

NOT_RUN = 2
type Told = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `stories run` is asked for."""

    paths: Sequence[Path]
    expression: str = ""
    jobs: int = 4
    junit: Path | None = None
    html: Path | None = None
    update: bool = False


def run(options: Options) -> int:
    """Play the stories; 0 if all passed, else 1. Raises `UserError`."""
    began = time.monotonic()
    outcomes = asyncio.run(_played(options))
    seconds = time.monotonic() - began
    for one in outcomes:
        if not one.passed:
            print(f"\n{telling.failure(one)}")
    print(telling.summary(outcomes, seconds))
    write_reports(options, outcomes, seconds)
    return int(not all(one.passed for one in outcomes))


async def _played(options: Options) -> list[Outcome]:
    """The outcomes; after an update those of the stories as they are then."""
    stories = chosen(options.paths, options.expression)
    with quiet():
        async with own_stage() as own:
            outcomes = await play_all(own, stories, options.jobs, _tell, onward=options.update)
            if not options.update or not (changed := _updated(outcomes)):
                return outcomes
            print("\n".join(f"updated {name}: {count} expectations" for name, count in changed.items()))
            again = [story for story in chosen(options.paths, options.expression) if story.id in changed]
            better = {one.story.id: one for one in await play_all(own, again, options.jobs, _tell)}
            return [better.get(one.story.id, one) for one in outcomes]


def _tell(outcome: Outcome) -> None:
    print(telling.line(outcome), flush=True)


def _updated(outcomes: Sequence[Outcome]) -> dict[str, int]:
    try:
        return update(outcomes)
    except OSError as error:
        raise UserError(f"`{error.filename}` cannot be written: {error.strerror}", NOT_RUN) from error


def own_stage() -> AbstractAsyncContextManager[Stage]:
    """A stage with the shops of the environment."""
    named = os.environ.get("TORIKESHI_POLICIES")
    return stage(Path(named) if named else None)


def chosen(paths: Sequence[Path], expression: str = "") -> list[Story]:
    """The stories of `paths` that `-k` chooses. Raises `UserError` for bad files and for nothing to play."""
    is_chosen = chooser(expression) if expression.strip() else None
    try:
        found = read_stories(paths, policies())
    except BadStory as error:
        raise UserError(str(error), status=NOT_RUN) from error
    stories = [story for story in found if is_chosen is None or is_chosen(story.id)]
    if not stories:
        raise UserError(f"`-k` is `{expression}`: none of {len(found)} stories is meant", status=NOT_RUN)
    return stories


async def play_on_own_stage(stories: Sequence[Story], jobs: int, told: Told) -> list[Outcome]:
    """Set up a stage and play `stories` on it, `jobs` at once. Raises `UserError` if it cannot be set up."""
    with quiet():
        async with own_stage() as own:
            return await play_all(own, stories, jobs, told)


async def play_all(
    on: Stage, stories: Sequence[Story], jobs: int, told: Told, *, onward: bool = False
) -> list[Outcome]:
    """The outcomes in the stories' order; `told` gets each as it comes."""
    free = asyncio.Semaphore(jobs)

    async def one(story: Story) -> Outcome:
        async with free:
            outcome = await on.play(story, onward=onward)
        told(outcome)
        return outcome

    return list(await asyncio.gather(*map(one, stories)))


def write_reports(options: Options, outcomes: Sequence[Outcome], seconds: float) -> None:
    """Write the reports that were asked for. Raises `UserError` where a file cannot be written."""
    for path, write in ((options.junit, junit.write), (options.html, _html)):
        if path is not None:
            try:
                write(path, outcomes, seconds)
            except OSError as error:
                raise UserError(f"`{path}` cannot be written: {error.strerror}", status=NOT_RUN) from error


def _html(path: Path, outcomes: Sequence[Outcome], seconds: float) -> None:
    from torikeshi.stories.page import write

    write(path, outcomes, seconds)


@contextmanager
def quiet() -> Iterator[None]:
    """Meanwhile the gateways and the action log nothing: a story tells what went wrong in it."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        structlog.configure(**before)
