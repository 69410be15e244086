"""`python -m actions --port N`: the action server on 127.0.0.1."""

import argparse
import logging
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import uvicorn

from actions.app import create_app
from actions.filing import open_filer
from actions.shop import load_kit, open_shop
from actions.turns import Shop
from orders.database import connect
from reading.shops import load_shops, use_shops


def main() -> None:
    """Serves until a signal ends it."""
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    uvicorn.run(
        create_app(_shop()), host="127.0.0.1", port=arguments.port, log_level="warning", access_log=False
    )


def _shop() -> Shop:
    missing = [name for name in ("TORIKESHI_TURN_KEY", "TORIKESHI_DATABASE_URL") if not os.environ.get(name)]
    if missing:
        raise SystemExit(f"{missing[0]} is not set: `torikeshi serve` starts this server with it")
    further = os.environ.get("TORIKESHI_POLICIES")
    if words := os.environ.get("TORIKESHI_SHOPS"):
        use_shops(load_shops(Path(words)))
    engine = connect(os.environ["TORIKESHI_DATABASE_URL"])
    shop = open_shop(load_kit(Path(further) if further else None), engine, os.environ["TORIKESHI_TURN_KEY"])
    kind, url, key = (os.environ.get(f"TORIKESHI_FILING{name}", "") for name in ("", "_URL", "_KEY"))
    fixed = os.environ.get("TORIKESHI_NOW")
    clock = (lambda: datetime.fromisoformat(fixed)) if fixed else shop.clock
    return replace(shop, clock=clock, filer=open_filer(kind, engine, url, key))


if __name__ == "__main__":
    main()
