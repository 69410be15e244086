"""All texts by name, and `say`: one text in one language with its values filled in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from decision.calendar import Calendar
from decision.instants import JAPAN, parse_date
from decision.vocabulary import BY_NAME
from wording.errors import WordingError
from wording.formats import FORMATS, At
from wording.grammar import LANGUAGES, Hole, Template, holes
from wording.sources import PolicyWords, Texts, read_policy, read_texts

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "wording", ROOT / "policies")
SYNONYMS = ROOT / "wording" / "synonyms.yml"  # what the search takes for the same; never said

Said = tuple[str, Mapping[str, object]]  # a wording's name and its values


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, with the stable name of the wording they come from (the first, where composed).

    `said` has every wording in them by name, with the values that it was said with.
    """

    name: str
    text: str
    said: tuple[Said, ...] = ()


class Wording:
    """The texts of shops and of the bot itself. A policy's own are called `<policy>.<name>`.

    `policies` has the latest version of each shop, `older` the ones before; `zone` is that of the dates said.
    """

    def __init__(
        self,
        texts: Texts,
        policies: Mapping[str, PolicyWords],
        older: Iterable[PolicyWords] = (),
        zone: tzinfo = JAPAN,
    ) -> None:
        self._own = dict(texts)
        self._texts = dict(texts)
        self.policies = dict(policies)
        self.older = tuple(older)
        self.zone = zone
        self._views: dict[tuple[str | None, date | None], Wording] = {}
        for policy in policies.values():
            self._texts |= policy.texts

    def of(self, policies: Iterable[PolicyWords]) -> "Wording":
        """These texts, and those of `policies`."""
        return Wording(
            self._own, self.policies | {policy.id: policy for policy in policies}, self.older, self.zone
        )

    def shop(self, policy: str | None, version: str | None = None) -> "Wording":
        """These texts as that shop says them: dates in its time zone, its own texts of that version."""
        words = self.policies.get(policy or "")
        if words is None:
            return self
        day = parse_date(version[:10]) if version else None
        key = (policy, day)
        if key not in self._views:
            meant = next((one for one in self.older if one.id == policy and one.valid_from == day), words)
            view = Wording(self._own, self.policies | {meant.id: meant}, self.older, meant.zone)
            self._views[key] = self if meant is words and meant.zone is self.zone else view
        return self._views[key]

    def on(self, now: datetime) -> "Wording":
        """These texts with each shop's version of that day, for what is said without a decision."""
        begun: dict[str, PolicyWords] = {}
        for words in sorted((*self.older, *self.policies.values()), key=_begins):
            if words.id not in begun or _begins(words) <= Calendar(words.zone).day(now):
                begun[words.id] = words
        changed = [words for words in begun.values() if self.policies[words.id] is not words]
        return self.of(changed) if changed else self

    def named(self, policy: str | None, name: str) -> str:
        """The name of the shop's own text called `name`, where it has one; else `name` itself."""
        own = f"{policy}.{name}"
        return own if policy and own in self._texts else name

    def kind(self, policy: str | None, fact: str) -> str:
        """The kind of a fact, which may be one of the shop's own."""
        words = self.policies.get(policy or "")
        own = words.kinds.get(fact) if words else None
        return own or BY_NAME[fact].kind

    def names(self) -> tuple[str, ...]:
        """The names of all texts, sorted."""
        return tuple(sorted(self._texts))

    def has(self, name: str) -> bool:
        """Whether there is a text called `name`."""
        return name in self._texts

    def needs(self, name: str) -> frozenset[str]:
        """The names of the values that the text called `name` is said with."""
        return frozenset(hole.name for hole in holes(self.template(name, "ja")) if not hole.pulls)

    def pulls(self, name: str) -> frozenset[str]:
        """The ids of the clauses that the text called `name` pulls in."""
        return frozenset(hole.type for hole in holes(self.template(name, "ja")) if hole.name == "clause")

    def template(self, name: str, language: str) -> Template:
        """The parts of the text called `name`; `WordingError` where it does not exist."""
        try:
            return self._texts[name][language]
        except KeyError:
            raise WordingError(f"no text `{name}` in `{language}`") from None

    def say(self, name: str, language: str, /, **values: object) -> str:
        """The text called `name` in `language` (`ja`, `en`), with exactly the `values` it has places for.

        Values stand in the text as they are: braces in them mean nothing. `now` (an aware instant) may always
        be given: dates of its year are written without the year. Raises `WordingError` for an unknown name,
        a missing, superfluous or unfit value.
        """
        template = self.template(name, language)
        needed = self.needs(name)
        given = values.keys() - ({"now"} - needed)
        if given != needed:
            raise WordingError(f"`{name}` needs {sorted(needed)} and was given {sorted(given)}")
        return "".join(self._filled(name, language, template, values))

    def clause(self, policy: str, clause: str, language: str) -> str:
        """The sentence of a policy's clause; `WordingError` where it has none."""
        words = self.policies.get(policy)
        if words is None or clause not in words.clauses:
            raise WordingError(f"no clause `{clause}` of `{policy}`")
        return "".join(self._filled(f"{policy}.{clause}", language, words.clauses[clause][language], {}))

    def _filled(
        self, name: str, language: str, template: Template, values: Mapping[str, Any]
    ) -> Iterator[str]:
        for part in template:
            if isinstance(part, str):
                yield part
            elif part.pulls:
                yield self.pulled(name, language, part)
            else:
                yield self._written(name, language, part, values)

    def _written(self, name: str, language: str, hole: Hole, values: Mapping[str, Any]) -> str:
        now = values.get("now")
        try:
            at = At(now if isinstance(now, datetime) else None, self.zone)
            return FORMATS[hole.type](self.say, language, values[hole.name], at)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise WordingError(
                f"`{name}`: `{values[hole.name]!r}` cannot be written as `{hole.type}`"
            ) from error

    def pulled(self, name: str, language: str, hole: Hole) -> str:
        """What the text `name`, of a policy if it begins with its id, takes in at `hole`, in `language`."""
        taken = self.owner(name, hole).pullable(hole.name)[hole.type]
        if hole.name == "figure":
            return FORMATS["days"](self.say, language, taken, At())
        return "".join(self._filled(name, language, taken[language], {}))

    def owner(self, name: str, hole: Hole) -> PolicyWords:
        """The policy whose clause, reading or figure `hole` of the text `name` pulls in.

        A policy's text pulls in its own; any other text one that a single policy has.
        """
        own = self.policies.get(name.partition(".")[0])
        candidates = [own] if own else list(self.policies.values())
        found = [policy for policy in candidates if hole.type in policy.pullable(hole.name)]
        if len(found) != 1:
            raise WordingError(
                f"`{name}` pulls in `{{{hole.name}:{hole.type}}}`: {len(found)} policies have it"
            )
        return found[0]


@lru_cache(maxsize=4)
def load_wording(folders: tuple[Path, ...] = FOLDERS) -> Wording:
    """The texts of every `*.yml` in `folders`; a file with a `policy` key is a shop's, all others the bot's.

    Raises `WordingError` with one line for each text that is malformed or defined twice.
    """
    problems: list[str] = []
    texts: Texts = {}
    policies: list[PolicyWords] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.yml"))):
        policy = read_policy(path, problems)
        if policy is None and path.name == SYNONYMS.name:
            continue
        new = policy.texts if policy else read_texts(path, problems)
        twice = sorted(
            new.keys() & _names(texts, [one for one in policies if not policy or one.id != policy.id])
        )
        problems += [f"`{path.name}`: `{name}` is defined twice" for name in twice]
        if policy:
            policies.append(policy)
        else:
            texts |= new
    if problems:
        raise WordingError("\n".join(problems))
    latest = {policy.id: policy for policy in sorted(policies, key=_begins)}
    return Wording(texts, latest, [policy for policy in policies if policy is not latest[policy.id]])


def wording_with(further: Path | None) -> Wording:
    """The texts of the bot and of all shops, also of those whose policies are in the folder `further`."""
    return load_wording((*FOLDERS, further)) if further else load_wording()


def _begins(policy: PolicyWords) -> date:
    return policy.valid_from or date.min


def _names(texts: Texts, policies: Iterable[PolicyWords]) -> set[str]:
    return {*texts, *(name for policy in policies for name in policy.texts)}


__all__ = ["FOLDERS", "LANGUAGES", "Text", "Wording", "load_wording", "wording_with"]
