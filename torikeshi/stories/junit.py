"""The outcome of stories as JUnit XML, as build servers read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from torikeshi.stories import telling
from torikeshi.stories.outcome import Outcome

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(path: Path, outcomes: Sequence[Outcome], seconds: float) -> None:
    """Write a suite for each story file, a case for each story. Raises OSError."""
    root = Xml.Element("testsuites", _counts(outcomes, seconds, "stories"))
    for file in dict.fromkeys(one.story.path for one in outcomes):
        here = [one for one in outcomes if one.story.path == file]
        took = sum(one.seconds for one in here)
        suite = Xml.SubElement(root, "testsuite", {**_counts(here, took, str(file)), "skipped": "0"})
        suite.set("timestamp", min(one.began for one in here).strftime("%Y-%m-%dT%H:%M:%S"))
        for one in here:
            _case(suite, one)
    Xml.indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _counts(outcomes: Sequence[Outcome], seconds: float, name: str) -> dict[str, str]:
    failed = sum(not one.passed for one in outcomes)
    counts = {"tests": len(outcomes), "failures": failed, "errors": 0}
    return {"name": name, **{key: str(count) for key, count in counts.items()}, "time": f"{seconds:.3f}"}


def _case(suite: Xml.Element, outcome: Outcome) -> None:
    story = outcome.story
    dotted = story.path.with_suffix("").as_posix().strip("/").replace("/", ".")
    names = {"name": story.name, "classname": dotted}
    where = {"file": str(story.path), "line": str(story.line), "time": f"{outcome.seconds:.3f}"}
    case = Xml.SubElement(
        suite, "testcase", {name: _clean(text) for name, text in {**names, **where}.items()}
    )
    if not outcome.passed:
        found = Xml.SubElement(case, "failure", {"message": _clean(outcome.failures[0].reason)})
        found.text = _clean(telling.failure(outcome))


def _clean(text: str) -> str:
    """XML has no place for control characters, not even escaped."""
    return _NO_XML.sub("�", text)
