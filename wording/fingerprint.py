"""One hash of all that can be said, so that a record can name the words it was said with."""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache

from wording.catalog import Wording
from wording.grammar import LANGUAGES, Template


@lru_cache(maxsize=8)
def fingerprint(w: Wording) -> str:
    """The SHA-256 (64 hex digits) of every text, clause, reading and figure of `w`, in both languages."""
    said = json.dumps(sorted(_said(w)), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _said(w: Wording) -> Iterator[tuple[str, str, str]]:
    for name in w.names():
        yield from ((name, language, _plain(w.template(name, language))) for language in LANGUAGES)
    for policy in w.policies.values():
        for kind in ("clause", "reading"):
            for key, sentence in policy.pullable(kind).items():
                name = f"{policy.id}.{kind}.{key}"
                yield from ((name, language, _plain(sentence[language])) for language in LANGUAGES)
        for key, figure in policy.figures.items():
            yield f"{policy.id}.figure.{key}", "", json.dumps(figure, sort_keys=True)


def _plain(template: Template) -> str:
    return "".join(part if isinstance(part, str) else f"{{{part.name}:{part.type}}}" for part in template)
