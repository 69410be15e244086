"""All texts by name, and `say`: one text in one language with its values filled in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from wording.errors import WordingError
from wording.formats import FORMATS
from wording.grammar import Hole, Template, holes
from wording.sources import LANGUAGES, PolicyWords, Texts, read_policy, read_texts

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "wording", ROOT / "policies")


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, with the stable name of the wording they come from (the first, where composed)."""

    name: str
    text: str


class Wording:
    """The texts of shops and of the bot itself. A policy's own are called `<policy>.<name>`."""

    def __init__(self, texts: Texts, policies: Mapping[str, PolicyWords]) -> None:
        self._texts = dict(texts)
        self.policies = dict(policies)
        for policy in policies.values():
            self._texts |= policy.texts

    def of(self, policies: Iterable[PolicyWords]) -> "Wording":
        """These texts, and those of `policies`."""
        return Wording(self._texts, self.policies | {policy.id: policy for policy in policies})

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
            known_now = now if isinstance(now, datetime) else None
            return FORMATS[hole.type](self.say, language, values[hole.name], known_now)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise WordingError(
                f"`{name}`: `{values[hole.name]!r}` cannot be written as `{hole.type}`"
            ) from error

    def pulled(self, name: str, language: str, hole: Hole) -> str:
        """What the text `name`, of a policy if it begins with its id, takes in at `hole`, in `language`."""
        taken = self.owner(name, hole).pullable(hole.name)[hole.type]
        if hole.name == "figure":
            return FORMATS["days"](self.say, language, taken, None)
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
    policies: dict[str, PolicyWords] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yml"))):
        policy = read_policy(path, problems)
        new = policy.texts if policy else read_texts(path, problems)
        twice = sorted(new.keys() & _names(texts, policies))
        problems += [f"`{path.name}`: `{name}` is defined twice" for name in twice]
        if policy:
            policies[policy.id] = policy
        else:
            texts |= new
    if problems:
        raise WordingError("\n".join(problems))
    return Wording(texts, policies)


def _names(texts: Texts, policies: Mapping[str, PolicyWords]) -> set[str]:
    return {*texts, *(name for policy in policies.values() for name in policy.texts)}


__all__ = ["FOLDERS", "LANGUAGES", "Text", "Wording", "load_wording"]
