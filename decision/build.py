"""From the plain data of a policy file to a `Policy`, each name and value checked on the way."""

from collections.abc import Iterable, Mapping
from typing import Any

from decision.errors import PolicyError
from decision.table import Alternative, Condition, Policy, Refund, RefundRow, Row, Warning, Window
from decision.vocabulary import BY_NAME, ORDER, PAST_INSTANTS, STEPS

DATE_VALUES = {"release_date": ("before", "reached"), "payment_deadline": ("before", "passed")}
AGES = {"open": True, "over": False}
MOST = 20  # the highest count that a condition may ask for


def build_policy(source: Mapping[str, Any], version: str, places: dict[str, int]) -> Policy:
    """The policy that `source` describes. `places` counts each fact's windows over all policies loaded."""
    return Policy(
        id=source["policy"],
        contact=source.get("contact", source["policy"]),
        valid_from=source["valid_from"],
        version=version,
        rows=tuple(_row(row) for row in source["rows"]),
        windows=tuple(_window(window, places) for window in source.get("windows", ())),
        refunds=tuple(_refund(row) for row in source.get("refunds", ())),
        warnings=tuple(_warning(warning) for warning in source.get("warnings", ())),
        assumed={fact: tuple(map(_assumption, rules)) for fact, rules in source.get("assumed", {}).items()},
    )


def _row(row: Mapping[str, Any]) -> Row:
    when = row["when"]
    return Row(
        id=row["id"],
        alternatives=tuple(map(_alternative, when if isinstance(when, list) else [when])),
        step=_one_of(row["step"], STEPS, "step"),
        reason=row["reason"],
        until=row.get("until"),
        fallback=_one_of(row["fallback"], STEPS, "fallback") if "fallback" in row else None,
        refund=_one_of(row["refund"], ("rules", "expected"), "refund") if "refund" in row else None,
        cites=tuple(row["cites"]),
    )


def _alternative(when: Mapping[str, Any]) -> Alternative:
    ages = tuple((fact, _age(value, fact)) for fact, value in when.items() if fact in PAST_INSTANTS)
    return Alternative(_condition({k: v for k, v in when.items() if k not in PAST_INSTANTS}), ages)


def _age(value: str, fact: str) -> bool:
    return AGES[_one_of(value, AGES, fact)]


def _window(window: Mapping[str, Any], places: dict[str, int]) -> Window:
    fact = _one_of(window["fact"], PAST_INSTANTS, "fact")
    place = places.get(fact, 0)
    places[fact] = place + 1
    hours = window.get("hours", 0) + 24 * window.get("days", 0)
    condition = _condition(window.get("when", {}))
    return Window(fact, place, condition, hours, window.get("business_days", 0), tuple(window["cites"]))


def _refund(row: Mapping[str, Any]) -> RefundRow:
    figures = {k: row[k] for k in ("min_days", "max_days", "unit", "via", "action") if k in row}
    return RefundRow(_condition(row["when"]), Refund(**figures), tuple(row["cites"]))


def _warning(warning: Mapping[str, Any]) -> Warning:
    steps, rows = warning.get("steps"), warning.get("rows")
    return Warning(
        name=warning["name"],
        steps=frozenset(steps) if steps else None,
        rows=frozenset(rows) if rows else None,
        condition=_condition(warning.get("when", {})),
        cites=tuple(warning["cites"]),
    )


def _assumption(rule: Mapping[str, Any]) -> tuple[Condition, Any]:
    return _condition(rule.get("when", {})), rule["value"]


def _condition(when: Mapping[str, Any]) -> Condition:
    tests = [(ORDER[_one_of(fact, ORDER, "when")], _values(fact, wanted)) for fact, wanted in when.items()]
    return tuple(sorted(tests, key=lambda test: test[0]))


def _values(fact: str, wanted: Any) -> frozenset[Any]:
    if fact == "recent_cancellations":
        return frozenset(range(wanted["at_least"], MOST + 1))
    allowed = DATE_VALUES.get(fact) or BY_NAME[fact].values
    values = wanted if isinstance(wanted, list) else [wanted]
    return frozenset(_one_of(value, allowed, fact) for value in values)


def _one_of(value: Any, allowed: Iterable[Any], field: str) -> Any:
    if value not in allowed:
        raise PolicyError(f"`{field}` is `{value}`: allowed is one of {', '.join(map(str, allowed))}")
    return value
