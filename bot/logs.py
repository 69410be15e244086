"""Logs as one JSON line per event, without anything that a customer wrote."""

import json
import logging
import sys
import time
from typing import Any, Dict, List, MutableMapping

import structlog

# What an event of Rasa may say beside its name. All else may hold a message, an entity or a whole tracker.
_KEPT = frozenset({"event", "level", "exc_info", "action_name", "policy_name", "url", "port", "model"})


def configure(level: str = "WARNING") -> None:
    """Send every log of this process to standard error, warnings and up unless `level` says otherwise."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # Warnings are for developers: libraries' deprecations fill the log, and Rasa's own quote messages.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").disabled = True
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.add_log_level,
            only_harmless,
            structlog.stdlib.render_to_log_kwargs,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def only_harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> Dict[str, Any]:
    """An event of structlog without the values that may quote the customer."""
    return {key: value for key, value in event.items() if key in _KEPT}


class JsonLine(logging.Formatter):
    """A record as one line; of an error its kinds and places, since its message may quote the customer."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        line: Dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "process": "bot",
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = _errors(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _errors(error: BaseException) -> List[str]:
    """The chain of an error from its cause on, each as its kind and the place where it was raised."""
    chain: List[str] = []
    seen = error
    while seen is not None and len(chain) < 10:
        trace = seen.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
        chain.insert(0, type(seen).__name__ + place)
        seen = seen.__cause__ or seen.__context__  # type: ignore[assignment]
    return chain
