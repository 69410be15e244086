"""`python -m chaos`: kill -9 at random points under many conversations; prints what was done and found."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
from itertools import product
from pathlib import Path

from chaos.plan import Plan
from chaos.run import run

DATABASES, FILINGS = ("sqlite", "postgresql"), ("http", "orders")
SHORT = {"conversations": 10, "kills": 6, "bot_kills": 0}


def main() -> int:
    """Run as the arguments say; 1 if anything was lost, doubled or told wrongly."""
    given = _arguments().parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whatever was started is ended then, too
    many = SHORT if given.short else {}
    asked = {"conversations": given.conversations, "kills": given.kills, "bot_kills": given.bot_kills}
    values = many | {name: value for name, value in asked.items() if value is not None}
    print(f"seed {given.seed}", flush=True)
    good = True
    for number, (database, filing) in enumerate(product(given.on, given.filing), start=1):
        # Rasa takes a tracker for one on PostgreSQL where that word is anywhere in its path
        folder = given.keep / f"{given.seed}-{number}" if given.keep else None
        result = run(Plan(seed=given.seed, database=database, filing=filing, **values), folder)
        print(result, flush=True)
        good = good and not result.faults
    return 0 if good else 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of all chance")
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES, help="databases")
    parser.add_argument("--filing", nargs="+", choices=FILINGS, default=FILINGS, help="where it is filed")
    parser.add_argument("--conversations", type=int, help="at once")
    parser.add_argument("--kills", type=int, help="of gateways and actions, in each run")
    parser.add_argument("--bot-kills", type=int, help="of the bot, in each run")
    parser.add_argument("--short", action="store_true", help="a short form, for the tests")
    parser.add_argument("--keep", type=Path, help="a folder for databases and logs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
