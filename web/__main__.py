"""The gateway as a process of its own: `python -m web --fd N`, with a socket that is bound already."""

from __future__ import annotations

import argparse
import socket
import sys

import uvicorn

from reading.shops import load_shops, use_shops
from web.app import create_app
from web.gateway import build
from web.logs import configure
from web.settings import Settings, SettingsError, read_settings

LAST_SECONDS = 12
"""How long calls under way may take to end after SIGTERM: a turn, and what is around it."""


def main() -> int:
    """Serve until told to end."""
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="a bound socket to serve on")
    arguments = parser.parse_args()
    configure("web")
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if settings.shops:
        use_shops(load_shops(settings.shops))
    with socket.socket(fileno=arguments.fd) as door:
        uvicorn.Server(config(settings)).run(sockets=[door])
    return 0


def config(settings: Settings) -> uvicorn.Config:
    """How it is served: who calls is whom a trusted proxy names, and from elsewhere the caller itself."""
    return uvicorn.Config(
        create_app(build(settings)),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ws="none",
        timeout_graceful_shutdown=LAST_SECONDS,
    )


if __name__ == "__main__":
    sys.exit(main())
