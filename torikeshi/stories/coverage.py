"""`torikeshi stories coverage`: what stories cover, against what the project demands of itself."""

from __future__ import annotations

import asyncio
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from torikeshi.errors import UserError
from torikeshi.opening import policies
from torikeshi.stories import telling
from torikeshi.stories.covering import LANGUAGES, Section, cover
from torikeshi.stories.page import environment
from torikeshi.stories.running import NOT_RUN, chosen, play_on_own_stage
from web.settings import ROOT
from wording import load_wording
from wording.safe_yaml import read_yaml

TEMPLATE = "heat.html.j2"
WIDTH = 9


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A demand that is not met: percent of what, in which language."""

    what: str
    language: str
    percent: float
    demanded: float
    missing: tuple[str, ...]


def coverage(paths: Sequence[Path], jobs: int, html: Path | None) -> int:
    """Play the stories and print what they cover; 1 below what `pyproject.toml` demands, or if one failed.

    Raises `UserError`.
    """
    began = time.monotonic()
    demands = demanded(ROOT / "pyproject.toml")
    outcomes = asyncio.run(play_on_own_stage(chosen(paths), jobs, lambda _: None))
    sections = cover(outcomes, policies(), load_wording(), intents(ROOT / "domain.yml"))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale
    print("\n".join(lines(sections)))
    if html is not None:
        _write(html, sections, len(outcomes))
    short = shortfalls(sections[0], demands)
    for one in short:
        said = f"{one.percent:.1f} % of {one.what} in {one.language}, {one.demanded:g} % are demanded"
        print(f"{said}; missing: {', '.join(one.missing)}")
    failed = [telling.line(one) for one in outcomes if not one.passed]
    print("\n".join([*failed, telling.summary(outcomes, time.monotonic() - began)]))
    return int(bool(short or failed))


def demanded(path: Path) -> Mapping[str, float]:
    """The percentage of each policy's rules that stories must cover in each language; none without the file.

    Raises `UserError`.
    """
    if not path.is_file():
        return {}
    try:
        tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:
        raise UserError(f"`{path}` cannot be read: {error}", NOT_RUN) from error
    found = tool.get("torikeshi", {}).get("stories", {}).get("rules", {})
    for name, percent in found.items():
        if isinstance(percent, bool) or not isinstance(percent, int | float) or not 0 <= percent <= 100:
            place = f"`tool.torikeshi.stories.rules.{name}` in {path.name}"
            raise UserError(f"{place} is `{percent}`: a number from 0 to 100 is allowed", NOT_RUN)
    return dict(found)


def intents(domain: Path) -> tuple[str, ...]:
    """What the model can hear; nothing outside a checkout."""
    return tuple(read_yaml(domain)["intents"]) if domain.is_file() else ()


def shortfalls(rules: Section, demands: Mapping[str, float]) -> list[Shortfall]:
    """Where the rules of a policy are covered less than demanded."""
    return [
        Shortfall(f"{name}'s rules", language, percent, least, tuple(rules.missing(language, f"{name}.")))
        for name, least in demands.items()
        for language in LANGUAGES
        if (percent := rules.covered(language, f"{name}.")) < least
    ]


def lines(sections: Sequence[Section]) -> Iterator[str]:
    """The tables as text."""
    for section in sections:
        wide = max((len(name) for name in section.names), default=0)
        heads = "".join(f"{' '.join(column):>{WIDTH + 2}}" for column in section.columns)
        yield f"{section.title:<{wide}}{heads}"
        for name in section.names:
            cells = (section.count(name, column) for column in section.columns)
            yield f"{name:<{wide}}" + "".join(f"{count or '·':>{WIDTH + 2}}" for count in cells)
        percents = (f"{language} {section.covered(language):.0f} %" for language in LANGUAGES)
        yield f"{section.title}: {', '.join(percents)}\n"


def _write(path: Path, sections: Sequence[Section], stories: int) -> None:
    text = (
        environment().get_template(TEMPLATE).render(sections=sections, languages=LANGUAGES, stories=stories)
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"`{path}` cannot be written: {error.strerror}", NOT_RUN) from error
