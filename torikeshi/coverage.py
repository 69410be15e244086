"""`torikeshi policy coverage`: every clause, with what carries it and the tests that touch it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from decision.build import build_policy
from decision.clauses import citing
from decision.loader import FOLDER
from decision.table import Policy
from torikeshi.errors import UserError
from torikeshi.naming import names_in
from torikeshi.policy import BROKEN, extra_folders, read_source, reason_of
from wording import Wording, load_wording
from wording.catalog import FOLDERS
from wording.sources import About, PolicyWords, read_policy

TESTS = FOLDER.parent / "tests"  # only in a checkout


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries a clause: a `row`, `window`, `refund`, `warning`, `text` or `entry`, and its name."""

    what: str
    name: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause with what carries it, and the files of tests that name it or one of its carriers."""

    id: str
    about: About
    carriers: tuple[Carrier, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """A policy's clauses, in the order of its file."""

    id: str
    valid_from: date
    words: PolicyWords
    clauses: tuple[Covered, ...]

    @property
    def uncarried(self) -> int:
        """How many clauses nothing carries."""
        return sum(not clause.carriers for clause in self.clauses)


def coverage(files: Sequence[Path], html: bool) -> int:
    """Print each clause of `files`, or of all policies, as lines or as a page; 1 if nothing carries one.

    Raises `UserError` for a file that cannot be read as a policy.
    """
    folders = () if files else (FOLDER, *extra_folders())
    paths = list(files) or [path for folder in folders for path in sorted(folder.glob("*.yml"))]
    bot = load_wording(FOLDERS[:1])
    tests = names_in(TESTS)
    shops = [_shop(path, bot, tests) for path in paths]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale
    print(_page(shops, bot) if html else "\n".join(_lines(shops)))
    uncarried, clauses = sum(shop.uncarried for shop in shops), sum(len(shop.clauses) for shop in shops)
    print(f"{clauses} clauses of {len(shops)} policies, {uncarried} that nothing carries", file=sys.stderr)
    return int(uncarried > 0)


def _shop(path: Path, bot: Wording, tests: Mapping[str, frozenset[str]]) -> Shop:
    problems: list[str] = []
    try:
        source = read_source(path)
        policy = build_policy(source, "", {})
        words = read_policy(path, problems)
    except BROKEN as error:
        raise UserError(f"{path.name}: {reason_of(error)}") from error
    if problems or words is None:
        raise UserError("\n".join(problems))
    clauses = tuple(
        Covered(clause, words.about[clause], carriers, _touching(policy.id, clause, carriers, tests))
        for clause, carriers in _carried(words, policy, bot).items()
    )
    return Shop(policy.id, source["valid_from"], words, clauses)


def _carried(words: PolicyWords, policy: Policy, bot: Wording) -> dict[str, tuple[Carrier, ...]]:
    """Each clause with what carries it: first the table, then texts, then entries; each once."""
    found: dict[str, dict[Carrier, None]] = {clause: {} for clause in words.clauses}
    for clause, places in citing(policy).items():
        found.get(clause, {}).update(dict.fromkeys(Carrier(what, name) for what, name in places))
    carriers = (*_saying(Wording({}, {words.id: words}), words), *_saying(bot, words))
    for carrier, clauses in sorted(carriers, key=lambda said: said[0].what == "entry"):
        for clause in clauses:
            found.get(clause, {})[carrier] = None
    return {clause: tuple(carriers) for clause, carriers in found.items()}


def _saying(w: Wording, words: PolicyWords) -> Iterator[tuple[Carrier, frozenset[str]]]:
    """The texts and entries of `w`, each with the clauses that it pulls in."""
    for name in w.names():
        own = name.removeprefix(f"{words.id}.")
        entry = own.removeprefix("faq.").rpartition(".")[0]
        if own.startswith("faq.") and entry in words.entries:
            yield Carrier("entry", entry), w.pulls(name)
        else:
            yield Carrier("text", own), w.pulls(name)


def _touching(
    policy: str, clause: str, carriers: Sequence[Carrier], tests: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    prefix = {"row": f"{policy}.", "entry": f"{policy}.faq."}
    rules = {prefix[carrier.what] + carrier.name for carrier in carriers if carrier.what in prefix}
    names = {clause, *rules}
    return tuple(sorted(file for file, named in tests.items() if named & names))


def _lines(shops: Sequence[Shop]) -> Iterator[str]:
    for shop in shops:
        for clause in shop.clauses:
            carriers = ", ".join(f"{carrier.what} `{carrier.name}`" for carrier in clause.carriers)
            touched = f"; tests {', '.join(clause.tests)}" if clause.tests else ""
            yield f"{shop.id}.{clause.id} {clause.about.kind}: {carriers or 'nothing carries it'}{touched}"


def _page(shops: Sequence[Shop], bot: Wording) -> str:
    from torikeshi.coverage_page import page

    return page(shops, bot.of(shop.words for shop in shops))
