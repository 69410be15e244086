"""The clauses as a page to read and print, both languages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from torikeshi.errors import UserError
from wording import Wording, WordingError
from wording.grammar import LANGUAGES, Hole

if TYPE_CHECKING:
    from torikeshi.coverage import Shop

TEMPLATE = "coverage.html.j2"


def page(shops: Sequence[Shop], w: Wording) -> str:
    """The clauses of `shops` as one HTML page that needs nothing else; `w` has their texts.

    Raises `UserError` for a clause that pulls in what does not exist.
    """

    def pulled(shop: str, kind: str, clause: str, language: str) -> str:
        return w.pulled(shop, language, Hole(kind, clause))

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(TEMPLATE).render(
            shops=shops, languages=LANGUAGES, say=w.say, pulled=pulled
        )
    except WordingError as error:
        raise UserError(str(error)) from error
