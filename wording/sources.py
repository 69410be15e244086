"""Texts as they stand in files: `name: {ja, en}`, and a policy's clauses, figures, texts and entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from decision.instants import JAPAN
from decision.ownfacts import calendar_of
from wording.errors import WordingError
from wording.factnames import texts_of
from wording.faq_source import EntryLinks, links_of, read_entries, texts_of_entries
from wording.grammar import LANGUAGES, Template, parse
from wording.safe_yaml import read_yaml

# The units of windows, and those that they are said in.
UNITS = {"hours": "hours", "days": "days", "calendar_days": "days", "business_days": "business_days"}
KINDS = {"advice", "contact", "definition", "faq", "procedure", "refund", "rule", "timing", "warning"}

Sentence = dict[str, Template]  # one for each language
Texts = dict[str, Sentence]
Figure = dict[str, Any]  # min_days, max_days, unit: what the type `days` writes


@dataclass(frozen=True, slots=True)
class About:
    """Where a clause comes from, the clauses it disagrees with, and how both are answered honestly."""

    kind: str
    source: str
    where: str
    conflicts_with: tuple[str, ...] = ()
    reading: Sentence | None = None


_TOLD = {part.name for part in fields(About)}


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """What a policy file says to people; `rows`, `refunds` and `warnings` are the plain data they explain."""

    id: str
    texts: Texts
    clauses: Texts
    figures: dict[str, Figure]
    about: dict[str, About] = field(default_factory=dict)  # of each clause
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: tuple[dict[str, Any], ...] = ()
    warnings: tuple[dict[str, Any], ...] = ()
    windows: tuple[dict[str, Any], ...] = ()
    kinds: dict[str, str] = field(default_factory=dict)  # of the facts that the shop alone has
    assumed: dict[str, tuple[Any, ...]] = field(default_factory=dict)  # what may be assumed of each fact
    valid_from: date | None = None
    zone: tzinfo = JAPAN
    names: tuple[str, ...] = ()  # what customers call the shop, in either language
    entries: Mapping[str, EntryLinks] = field(default_factory=dict)  # of the FAQ: `<policy>.faq.<ID>.answer`

    def pullable(self, kind: str) -> Mapping[str, Any]:
        """The clauses, the readings by clause, or the figures."""
        if kind == "reading":
            return {clause: about.reading for clause, about in self.about.items() if about.reading}
        return self.clauses if kind == "clause" else self.figures


def read_texts(path: Path, problems: list[str]) -> Texts:
    """The texts of a file that belongs to no shop; what is malformed is left out and told in `problems`."""
    return _sentences(f"`{path.name}`:", read_yaml(path), problems)


def _sentences(place: str, entries: Mapping[str, Any], problems: list[str]) -> Texts:
    texts: Texts = {}
    for name, entry in entries.items():
        try:
            texts[name] = _sentence(entry)
        except WordingError as error:
            problems.append(f"{place} `{name}`: {error}")
    return texts


def read_policy(path: Path, problems: list[str]) -> PolicyWords | None:
    """The words of the policy at `path`, or None if the file is no policy; `problems` as in `read_texts`."""
    source = read_yaml(path)
    if "policy" not in source:
        return None
    policy = source["policy"]
    entries = read_entries(f"`{path.name}`: faq", source.get("faq", []), problems)
    texts = _named(path, source, entries, problems)
    clauses, about = _clauses(f"`{path.name}`: clause", source.get("clauses", {}), problems)
    return PolicyWords(
        id=policy,
        texts=_sentences(f"`{path.name}`:", texts, problems),
        clauses=clauses,
        about=about,
        figures=_carried(source) | _typed(path, source.get("figures", {})),
        rows={row["id"]: row for row in source.get("rows", ())},
        refunds=tuple(source.get("refunds", ())),
        warnings=tuple(source.get("warnings", ())),
        windows=tuple(source.get("windows", ())),
        kinds={entry["fact"]: entry["kind"] for entry in source.get("facts", ())},
        assumed={fact: tuple(r["value"] for r in rules) for fact, rules in source.get("assumed", {}).items()},
        valid_from=source.get("valid_from"),
        zone=calendar_of(source).zone,
        names=_called(source),
        entries=links_of(entries),
    )


def _named(
    path: Path, source: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]], problems: list[str]
) -> dict[str, Any]:
    """The raw texts by their full names: those under `texts`, of the FAQ, of the shop's own facts."""
    named = {"name": source.get("name"), **source.get("texts", {})}
    of_facts = (text for entry in source.get("facts", ()) for text in texts_of(entry))
    for name, sentence in (*texts_of_entries(entries), *of_facts):
        if name in named:
            problems.append(f"`{path.name}`: `{name}` is defined twice")
        named[name] = sentence
    texts = {f"{source['policy']}.{name}": entry for name, entry in named.items()}
    return {**texts, f"value.policy.{source['policy']}": source.get("name")}


def _called(source: Mapping[str, Any]) -> tuple[str, ...]:
    """The shop's name and its other names."""
    names = [source.get("name"), *(source.get("names", {}).get(language) for language in LANGUAGES)]
    given = (one for group in names for one in (group.values() if isinstance(group, dict) else group or ()))
    return tuple(dict.fromkeys(name for name in given if isinstance(name, str)))


def _clauses(place: str, entries: Mapping[str, Any], problems: list[str]) -> tuple[Texts, dict[str, About]]:
    """The sentences of the clauses, and what is told of each besides."""
    about: dict[str, About] = {}
    sentences = {}
    for key, entry in entries.items():
        known = entry if isinstance(entry, dict) else {}
        sentences[key] = {name: value for name, value in known.items() if name not in _TOLD}
        try:
            about[key] = _about(known)
        except WordingError as error:
            problems.append(f"{place} `{key}`: {error}")
    return _sentences(place, sentences, problems), about


def _about(entry: Mapping[str, Any]) -> About:
    kind = entry.get("kind")
    if kind not in KINDS:
        raise WordingError(f"`kind` is `{kind}`: allowed is one of {', '.join(sorted(KINDS))}")
    for key in ("source", "where"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise WordingError(f"`{key}` says nothing")
    others = entry.get("conflicts_with", [])
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise WordingError("`conflicts_with` is no list of clauses")
    try:
        reading = _sentence(entry["reading"]) if "reading" in entry else None
    except WordingError as error:
        raise WordingError(f"`reading`: {error}") from error
    return About(kind, entry["source"], entry["where"], tuple(others), reading)


def _sentence(entry: Any) -> Sentence:
    if not isinstance(entry, dict):
        raise WordingError(f"a text in each of {', '.join(LANGUAGES)} is needed")
    for key in (*LANGUAGES, *entry):
        if key not in entry:
            raise WordingError(f"`{key}` is missing")
        if key not in LANGUAGES:
            raise WordingError(f"`{key}` is no language: allowed are {', '.join(LANGUAGES)}")
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise WordingError(f"`{key}` says nothing")
    return {language: parse(entry[language]) for language in LANGUAGES}


def _carried(source: Mapping[str, Any]) -> dict[str, Figure]:
    """Figures that windows and refunds carry already, named by the clause they cite: typed once."""
    figures = {
        window["cites"][0]: _figure(window[unit], window[unit], UNITS[unit])
        for window in source.get("windows", ())
        for unit in UNITS
        if unit in window
    }
    quoted = (refund for refund in source.get("refunds", ()) if "max_days" in refund)
    return figures | {
        refund["cites"][0]: _figure(refund["min_days"], refund["max_days"], refund["unit"])
        for refund in quoted
    }


def _typed(path: Path, figures: Mapping[str, Any]) -> dict[str, Figure]:
    """Figures typed beside the clauses: `NAME: {min?, max, unit}`."""
    for name, entry in figures.items():
        if not isinstance(entry, dict) or not {"max", "unit"} <= set(entry) <= {"min", "max", "unit"}:
            raise WordingError(f"`{path.name}`: figure `{name}` needs `max` and `unit`, and may have `min`")
    return {
        name: _figure(entry.get("min", entry["max"]), entry["max"], entry["unit"])
        for name, entry in figures.items()
    }


def _figure(least: int, most: int, unit: str) -> Figure:
    return {"min_days": least, "max_days": most, "unit": unit}
