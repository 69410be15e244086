"""`python -m bench.turn [PART…]`: what a turn costs, by the wall and in processor time; tools/ and
tests/support/ must be on the path. `--quick` takes fewer and smaller samples.

The parts: `bare`, beside a bare Rasa bot; `gateway`, without the bot; `long`, the 200th turn; `filled`, in a
shop with a past, on SQLite and PostgreSQL; `streams`, beside 500 open event streams.
"""

import argparse

from bench.turn import alone, beside_bare, filled, long, streams

PARTS = {
    "bare": lambda quick: beside_bare.measure(4 if quick else 15),
    "gateway": lambda quick: alone.measure(10 if quick else 40),
    "long": lambda quick: long.measure(60 if quick else 200, 5 if quick else 15),
    "filled": lambda quick: [
        filled.measure(kind, 4 if quick else 15, *((1_000, 10_000) if quick else (10_000, 100_000)))
        for kind in filled.databases.KINDS
    ],
    "streams": lambda quick: streams.measure(100 if quick else 500),
}


def main() -> None:
    """Measure the parts that are asked for, all of them without a word."""
    parser = argparse.ArgumentParser(prog="python -m bench.turn", description=__doc__)
    parser.add_argument("part", nargs="*", default=[], choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller samples")
    given = parser.parse_args()
    for name in given.part or PARTS:
        PARTS[name](given.quick)


if __name__ == "__main__":
    main()
