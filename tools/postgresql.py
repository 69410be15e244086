"""Where the programs of PostgreSQL are: Debian keeps them out of the PATH."""

from __future__ import annotations

import shutil
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def postgresql_folder() -> Path | None:
    """The folder with `initdb` and `postgres`, of the newest version that Debian has; None where none is."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    versions = [folder for folder in DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    return max(versions, key=lambda folder: float(folder.parent.name)) if versions else None
