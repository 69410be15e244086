"""`python -m wording.check [FOLDER…]`: is every sentence there, in both languages, and sound?

One line for each fault on standard output and exit 1; nothing and exit 0 where all is well. The folders
are looked through besides the project's own.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from wording.catalog import FOLDERS, Wording, load_wording
from wording.complete import missing_texts
from wording.errors import WordingError
from wording.faq import unsound_entries
from wording.sound import unsound_texts


def faults(folders: tuple[Path, ...] = FOLDERS) -> Iterator[str]:
    """What is wrong with the texts in `folders`, one line each."""
    try:
        w: Wording = load_wording(folders)
    except WordingError as error:
        yield from str(error).splitlines()
        return
    older = (w.shop(policy.id, str(policy.valid_from)) for policy in w.older)
    yield from dict.fromkeys(fault for one in (w, *older) for fault in _faults(one))


def _faults(w: Wording) -> Iterator[str]:
    yield from unsound_texts(w)
    yield from unsound_entries(w)
    yield from missing_texts(w)


def main() -> int:
    """Prints every fault; the exit code says whether there was one."""
    found = list(faults((*FOLDERS, *map(Path, sys.argv[1:]))))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
