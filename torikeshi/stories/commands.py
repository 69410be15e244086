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
def run_stories(
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
) -> None:
    """Play stories against the real model, rules, actions and wording.

    Exits 0 if all passed, 1 if any failed, 2 if a file is bad.
    """
    from torikeshi.stories.running import Options, run

    raise typer.Exit(run(Options(paths=paths, expression=expression, jobs=jobs, junit=junit, html=html)))


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
