"""Which files of tests name what: rules as `amiami.shipped`, clauses as `A06`, found in their text."""

import re
from pathlib import Path

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_KINDS = {".csv", ".json", ".jsonl", ".py", ".txt", ".yaml", ".yml"}


def names_in(folder: Path) -> dict[str, frozenset[str]]:
    """The names in each file of tests below `folder`, by its path from there; nothing without the folder.

    A name is letters, digits and underscores, with dots only inside.
    """
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in _KINDS and path.is_file())
    return {
        path.relative_to(folder).as_posix(): frozenset(
            _NAME.findall(path.read_text(encoding="utf-8", errors="replace"))
        )
        for path in files
    }
