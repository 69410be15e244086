"""Logs: one JSON object a line on standard error, by structlog; other libraries' logs take the same form."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

LEVEL = logging.INFO
QUIET = ("httpx", "httpcore", "alembic", "sse_starlette", "asyncio")
"""Libraries of which only warnings are worth a line."""


def configure(part: str) -> None:
    """Send every log of this process to standard error, as lines of `part`."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.stdlib.add_log_level,
        _named(part),
        _where_only,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(_dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(LEVEL),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(_dumps),
            ],
            foreign_pre_chain=shared,
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(LEVEL)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _dumps(value: object, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, **options)


def _named(part: str) -> structlog.typing.Processor:
    def add_part(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        first = {"event": event["event"], "level": event["level"], "part": part}
        return first | {name: value for name, value in event.items() if name not in first}

    return add_part


def _where_only(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where an exception came from; not its message, which may quote a customer (a database's does)."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    return {**event, **where(error)} if isinstance(error, BaseException) else event


def where(error: BaseException) -> dict[str, object]:
    """The type of an exception and the places it came through, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "through": places}
