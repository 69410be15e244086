"""What a part writes, as lines of our log."""

from __future__ import annotations

import json
import re

import structlog

_RAISED = re.compile(r"(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Warning|Failed)\b")
_PLACE = re.compile(r' *File "[^"]*\.py", line \d+, in [\w<>]+', re.ASCII)
_BEGIN = re.compile(r"Traceback \(most recent call last\)")
log = structlog.get_logger()


class Output:
    """The output of one part: its own JSON lines as they are, anything else inside one of ours.

    Once the part serves customers, all that is kept of anything else is which exceptions came from where: a
    library's message may quote what a customer wrote.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self.serves_customers = False

    def write(self, line: str) -> None:
        """Take one line."""
        if is_event(line):
            structlog.get_config()["logger_factory"]().msg(line)
            return
        kept = harmless(line) if self.serves_customers else line
        if kept.strip():
            log.info("output", of=self._part, line=kept)


def is_event(line: str) -> bool:
    """Whether `line` is an event that a part has logged itself."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def harmless(line: str) -> str:
    """What of `line` cannot quote anybody: the head, a place or the type of a traceback; else nothing."""
    for pattern in (_BEGIN, _PLACE, _RAISED):
        if match := pattern.match(line):
            return match[0]
    return ""
