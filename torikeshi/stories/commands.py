"""`torikeshi stories …`, by Typer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Conversation stories: whole conversations with what is expected of them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
PATHS = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", exists=True, readable=True, help="Story files, or folders of them."),
]

JOBS = Annotated[int, typer.Option("-j", metavar="N", min=1, max=64, help="How many to play at once.")]


@app.callback()
def stories() -> None:
    """Conversation stories: whole conversations with what is expected of them."""


@app.command("run")
def run_stories(  # noqa: PLR0913, PLR0917 - one for each option
    paths: PATHS,
    expression: Annotated[
        str,
        typer.Option(
            "-k", metavar="EXPR", help="Only stories with these words in file or name; and, or, not."
        ),
    ] = "",
    jobs: JOBS = 4,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write JUnit XML.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write a page to read.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Rewrite what failed to what came, keeping comments and layout.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Play again what a change touches, until Ctrl-C.")
    ] = False,
) -> None:
    """Play stories against the real model, rules, actions and wording.

    Exits 0 if all passed, 1 if any failed, 2 if a file is bad.
    """
    from torikeshi.stories.running import Options, run

    options = Options(paths=paths, expression=expression, jobs=jobs, junit=junit, html=html, update=update)
    if watch:
        from torikeshi.stories.watching import watch as play_and_watch

        raise typer.Exit(play_and_watch(options))
    raise typer.Exit(run(options))


@app.command("new")
def new_story(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="A story file, new or not.")],
) -> None:
    """Ask for name, orders and clock, then talk with the bot; what was said becomes a story that passes."""
    from torikeshi.stories.creating import create

    raise typer.Exit(create(file))


@app.command("record")
def record_story(
    conversation: Annotated[str, typer.Argument(metavar="CONVERSATION", help="A conversation's id.")],
    file: Annotated[
        Path, typer.Option("--file", metavar="FILE", dir_okay=False, help="Where to write it.")
    ] = Path("recorded.yml"),
    name: Annotated[str | None, typer.Option(help="The story's name.")] = None,
) -> None:
    """Make a story of a real conversation: personal data masked, orders frozen, clock set."""
    from torikeshi.stories.recording import record

    raise typer.Exit(record(conversation, file, name))


@app.command("coverage")
def stories_coverage(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", exists=True, readable=True, help="As for `run`.")
    ] = None,
    jobs: JOBS = 4,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write a heat map.")
    ] = None,
) -> None:
    """Play stories (of tests/stories, unless others are named) and count what they check.

    Rules by language and by how they came about, questions, intents, fallbacks and clauses. Exits 1 where
    less is covered than `tool.torikeshi.stories` in pyproject.toml demands.
    """
    from torikeshi.stories.coverage import coverage

    raise typer.Exit(coverage(paths or [Path("tests/stories")], jobs, html))
