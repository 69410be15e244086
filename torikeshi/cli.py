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
    from decision.errors import PolicyError
    from decision.instants import parse_instant

    now = _now(given)
    if now is not None and parse_instant(now) is None:
        return _wrong(f"`--now` is `{now}`: an instant such as 2026-04-01T10:00:00+09:00 is allowed")
    named = os.environ.get("TORIKESHI_POLICIES")  # read without the settings, which load slowly
    if named and not Path(named).is_dir():
        return _wrong(f"`TORIKESHI_POLICIES` is `{named}`: an existing folder is allowed")
    try:
        return _answer(now, Path(named) if named else None)
    except PolicyError as error:
        return _wrong(str(error))


def _now(given: Sequence[str]) -> str | None:
    """The value of `--now`; wrong usage and `--help` end by `SystemExit`."""
    if not given:
        return None
    if len(given) == 2 and given[0] == "--now":  # the plain cases need no argparse
        return given[1]
    import argparse

    parser = argparse.ArgumentParser(
        prog="torikeshi decide",
        description="One facts object a line on standard input (JSON), one answer a line on standard output.",
        epilog="Exits 1 if any line was an error, else 0.",
    )
    parser.add_argument("--now", metavar="INSTANT", help="fills an absent `now`: 2026-04-01T10:00:00+09:00")
    found: str | None = parser.parse_args(given).now
    return found


def _wrong(message: str) -> int:
    print(f"torikeshi decide: {message}", file=sys.stderr)
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


if __name__ == "__main__":
    main()
