"""What decides in a policy file of the project's own: cut out of it, and kept as JSON beside it.

To import and run a reader of YAML takes longer than all else that is read at the start. The JSON says of
which text it is, and is passed over where the file says anything else by now.
"""

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

DECIDING = ("policy", "contact", "valid_from", "assumed", "windows", "rows", "refunds", "warnings")
ALSO_DECIDING = ("facts", "version_by", "time_zone", "calendar")  # where a file has them
SECTIONS = frozenset({*DECIDING, *ALSO_DECIDING})


def deciding(text: str) -> str:
    """What decides in `text`, each line in its place: texts for people take longest to read.

    In the project's own files each top-level key begins a line, and nothing else does but comments.
    """
    parts = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    return "".join(part if part.partition(":")[0] in SECTIONS else "\n" * part.count("\n") for part in parts)


def kept(path: Path) -> dict[str, Any] | None:
    """What decides in the file `path`, if the JSON beside it is of what the file says now."""
    try:
        found = json.loads(kept_in(path).read_bytes())
        now = _hash(deciding(path.read_bytes().decode()))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("of") != now:
        return None
    source: dict[str, Any] = found["deciding"]
    return {**source, "valid_from": date.fromisoformat(source["valid_from"])}


def keep(path: Path, source: dict[str, Any]) -> None:
    """Writes beside the file `path` what was read of it: `source`; a date only as `valid_from`."""
    told = {"of": _hash(deciding(path.read_bytes().decode())), "deciding": source}
    text = json.dumps(told, separators=(",", ":"), default=str)
    kept_in(path).write_bytes(f"{text}\n".encode())


def kept_in(path: Path) -> Path:
    """Where that JSON stands."""
    return path.with_suffix(".json")


def _hash(text: str) -> str:
    """Of `text` without regard to empty lines, which stand for the texts."""
    return hashlib.sha256(re.sub(r"\n+", "\n", text).encode()).hexdigest()
