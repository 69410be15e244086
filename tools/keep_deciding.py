"""`make deciding`: what decides in policies/*.yml, as JSON beside them, which takes less time to read."""

from __future__ import annotations

import sys

from decision.deciding import keep, kept_in
from decision.loader import FOLDER, read_own


def main() -> int:
    """Write both."""
    for path in sorted(FOLDER.glob("*.yml")):
        keep(path, read_own(path))
        print(kept_in(path).relative_to(FOLDER.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
