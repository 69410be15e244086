"""The command line: `torikeshi decide`, `serve`, `orders import`, `token`.

`decide` is answered before anything else is imported: programs start it often, and Typer alone takes longer
to import than a decision takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

WRONG_USAGE = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command of `arguments` (the command line's); ends by `SystemExit`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["decide"]:
        raise SystemExit(_decide(given[1:]))
    from torikeshi.commands import run

    raise SystemExit(run(given))


def _decide(given: Sequence[str]) -> int:
    import argparse

    from decision.errors import PolicyError
    from decision.instants import parse_instant

    parser = argparse.ArgumentParser(
        prog="torikeshi decide",
        description="One facts object a line on standard input (JSON), one answer a line on standard output.",
        epilog="Exits 1 if any line was an error, else 0.",
    )
    parser.add_argument("--now", metavar="INSTANT", help="fills an absent `now`: 2026-04-01T10:00:00+09:00")
    now = parser.parse_args(given).now
    if now is not None and parse_instant(now) is None:
        parser.error(f"`--now` is `{now}`: an instant such as 2026-04-01T10:00:00+09:00 is allowed")
    try:
        return _answer(now, _further_policies())
    except PolicyError as error:
        print(f"torikeshi: {error}", file=sys.stderr)
        return WRONG_USAGE


def _answer(now: str | None, policies: Path | None) -> int:
    from torikeshi.decide import run

    try:
        failed = run(sys.stdin.buffer, sys.stdout, now, policies)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answers has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return failed


def _further_policies() -> Path | None:
    """The folder that `TORIKESHI_POLICIES` names; it is read here without the settings, which load slowly."""
    named = os.environ.get("TORIKESHI_POLICIES")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        print(f"torikeshi: `TORIKESHI_POLICIES` is `{named}`: an existing folder is allowed", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)
    return folder


if __name__ == "__main__":
    main()
