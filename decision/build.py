"""From the plain data of a policy file to a `Policy`, each name and value checked on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision.calendar import Calendar
from decision.errors import PolicyError
from decision.ownfacts import calendar_of, own_facts
from decision.rows import Alternative, Condition, Refund, RefundRow, Row, Warning, Window
from decision.table import Policy
from decision.vocabulary import ALWAYS_ASSUMED, BY_NAME, FACTS, STEPS, Fact, places

DATE_VALUES = {"date": ("before", "reached"), "deadline": ("before", "passed")}
AGES = {"open": True, "over": False}
MOST = 20  # the highest count that a condition may ask for
UNTIL = ("instant", "date", "deadline")

Places = dict[tuple[str | None, str], int]  # how many windows each fact has so far; own facts by their policy


def build_policy(source: Mapping[str, Any], version: str, taken: Places) -> Policy:
    """The policy that `source` describes; raises `PolicyError`.

    `taken` counts each fact's windows over all policies that are loaded together.
    """
    own = own_facts(source.get("facts", ()))
    return _Builder(source, (*FACTS, *own), taken).policy(version, own)


@dataclass(frozen=True)
class _Builder:
    source: Mapping[str, Any]
    facts: tuple[Fact, ...]
    taken: Places

    @property
    def _known(self) -> dict[str, Fact]:
        return {fact.name: fact for fact in self.facts}

    def policy(self, version: str, own: tuple[Fact, ...]) -> Policy:
        source, name = self.source, self.source["policy"]
        _one_of(source.get("contact", name), (name,), "contact")
        calendar = calendar_of(source)
        return Policy(
            id=name,
            valid_from=source["valid_from"],
            version=version,
            own=own,
            version_by=self._version_by(own),
            calendar=calendar,
            rows=tuple(self._row(row) for row in source["rows"]),
            windows=tuple(self._window(window, calendar) for window in source.get("windows", ())),
            refunds=tuple(self._refund(row) for row in source.get("refunds", ())),
            warnings=tuple(self._warning(warning) for warning in source.get("warnings", ())),
            assumed=dict(self._assumed()),
        )

    def _version_by(self, own: tuple[Fact, ...]) -> str | None:
        named = self.source.get("version_by")
        instants = [fact.name for fact in own if fact.past]
        return _one_of(named, instants, "version_by") if named is not None else None

    def _row(self, row: Mapping[str, Any]) -> Row:
        when = row["when"]
        until = [fact.name for fact in self.facts if fact.kind in UNTIL and fact.name != "now"]
        return Row(
            id=row["id"],
            alternatives=tuple(map(self._alternative, when if isinstance(when, list) else [when])),
            step=_one_of(row["step"], STEPS, "step"),
            reason=row["reason"],
            until=_one_of(row["until"], until, "until") if "until" in row else None,
            fallback=_one_of(row["fallback"], STEPS, "fallback") if "fallback" in row else None,
            refund=_one_of(row["refund"], ("rules", "expected"), "refund") if "refund" in row else None,
            cites=tuple(row["cites"]),
        )

    def _alternative(self, when: Mapping[str, Any]) -> Alternative:
        past = {fact.name for fact in self.facts if fact.past}
        ages = tuple((fact, AGES[_one_of(value, AGES, fact)]) for fact, value in when.items() if fact in past)
        return Alternative(self._condition({k: v for k, v in when.items() if k not in past}), ages)

    def _window(self, window: Mapping[str, Any], calendar: Calendar) -> Window:
        past = [fact.name for fact in self.facts if fact.past]
        fact = _one_of(window["fact"], past, "fact")
        scope = (None if fact in BY_NAME else self.source["policy"], fact)
        place = self.taken.get(scope, 0)
        self.taken[scope] = place + 1
        return Window(
            fact=fact,
            place=place,
            condition=self._condition(window.get("when", {})),
            hours=window.get("hours", 0) + 24 * window.get("days", 0),
            calendar_days=window.get("calendar_days", 0),
            business_days=window.get("business_days", 0),
            cites=tuple(window["cites"]),
            calendar=calendar,
        )

    def _refund(self, row: Mapping[str, Any]) -> RefundRow:
        figures = {k: row[k] for k in ("min_days", "max_days", "unit", "via", "action") if k in row}
        return RefundRow(self._condition(row["when"]), Refund(**figures), tuple(row["cites"]))

    def _warning(self, warning: Mapping[str, Any]) -> Warning:
        steps, rows = warning.get("steps"), warning.get("rows")
        return Warning(
            name=warning["name"],
            steps=frozenset(steps) if steps else None,
            rows=frozenset(rows) if rows else None,
            condition=self._condition(warning.get("when", {})),
            cites=tuple(warning["cites"]),
        )

    def _assumed(self) -> Iterator[tuple[str, tuple[tuple[Condition, Any], ...]]]:
        free = [fact.name for fact in self.facts if may_be_assumed(fact)]
        for name, rules in self.source.get("assumed", {}).items():
            fact = self._known[_one_of(name, free, "assumed")]
            allowed = fact.values or (0,)
            yield (
                name,
                tuple(
                    (self._condition(rule.get("when", {})), _one_of(rule["value"], allowed, name))
                    for rule in rules
                ),
            )

    def _condition(self, when: Mapping[str, Any]) -> Condition:
        at = places(self.facts)
        tests = [(at[_one_of(fact, at, "when")], self._values(fact, wanted)) for fact, wanted in when.items()]
        return tuple(sorted(tests))

    def _values(self, name: str, wanted: Any) -> frozenset[Any]:
        fact = self._known[name]
        if fact.kind == "count":
            return frozenset(range(_one_of(wanted["at_least"], range(1, MOST + 1), name), MOST + 1))
        allowed = DATE_VALUES.get(fact.kind) or fact.values
        values = wanted if isinstance(wanted, list) else [wanted]
        return frozenset(_one_of(value, allowed, name) for value in values)


def may_be_assumed(fact: Fact) -> bool:
    """Whether a policy may say what is taken as so of `fact`; of some that is the same for all policies."""
    return fact.kind in ("choice", "boolean", "count") and fact.name not in (
        "goal",
        "policy",
        *ALWAYS_ASSUMED,
    )


def _one_of(value: Any, allowed: Iterable[Any], field: str) -> Any:
    if value not in allowed:
        raise PolicyError(f"`{field}` is `{value}`: allowed is one of {', '.join(map(str, allowed))}")
    return value
