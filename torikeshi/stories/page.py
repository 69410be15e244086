"""The outcome of stories as one page to read, which needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from torikeshi.stories import written
from torikeshi.stories.outcome import Outcome
from web.stories import yaml_text

TEMPLATE = "report.html.j2"


def write(path: Path, outcomes: Sequence[Outcome], seconds: float) -> None:
    """Write the page. Raises OSError."""
    text = page(outcomes, seconds)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The page: the failed stories first, each with its conversation; all of them by file below."""
    files = list(dict.fromkeys(one.story.path for one in outcomes))
    return (
        environment()
        .get_template(TEMPLATE)
        .render(
            outcomes=outcomes,
            failed=[one for one in outcomes if not one.passed],
            groups=[(file, [one for one in outcomes if one.story.path == file]) for file in files],
            seconds=seconds,
            began=min(one.began for one in outcomes).strftime("%Y-%m-%d %H:%M UTC"),
            written=written,
            value=yaml_text.value,
        )
    )


def environment() -> Environment:
    """The templates of this package."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
