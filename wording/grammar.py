"""The little grammar of texts: words, `{name}`, `{name:type}`, and what is pulled in by name.

`{clause:A06}` is a clause, `{reading:A06}` how it is read where clauses conflict, `{figure:NAME}` a figure.
"""

import re
from dataclasses import dataclass

from wording.errors import WordingError

LANGUAGES = ("ja", "en")
TEXT = "text"
PULLS = ("clause", "reading", "figure")  # what a text pulls in by name, instead of getting it as a value

_HOLE = re.compile(r"\{([a-z][a-z_]*)(?::([A-Za-z0-9][A-Za-z0-9_.]*))?\}")


@dataclass(frozen=True, slots=True)
class Hole:
    """A place to fill: the value called `name`, written as `type`; for a pull, `type` is the id pulled in."""

    name: str
    type: str = TEXT

    @property
    def pulls(self) -> bool:
        """Whether this takes in a clause, a reading or a figure rather than a value."""
        return self.name in PULLS


Part = str | Hole
Template = tuple[Part, ...]


def parse(text: str) -> Template:
    """`text` as words and holes, in order; raises `WordingError` for a brace that opens no good hole."""
    parts: list[Part] = []
    end = 0
    for match in _HOLE.finditer(text):
        parts += [_words(text[end : match.start()]), Hole(match[1], match[2] or TEXT)]
        end = match.end()
    parts.append(_words(text[end:]))
    for part in parts:
        if isinstance(part, Hole) and part.pulls and part.type == TEXT:
            raise WordingError(f"`{{{part.name}}}` names nothing: `{{{part.name}:ID}}` is needed")
    return tuple(part for part in parts if part != "")


def _words(text: str) -> str:
    if "{" in text or "}" in text:
        raise WordingError(f"a brace stands alone in `{text.strip()[:60]}`")
    return text


def holes(template: Template) -> frozenset[Hole]:
    """All places of `template` that are to be filled."""
    return frozenset(part for part in template if isinstance(part, Hole))


def words(template: Template) -> str:
    """What `template` says without its holes."""
    return "".join(part if isinstance(part, str) else " " for part in template)
