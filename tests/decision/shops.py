"""Small shops of one's own to decide by: plain data as a policy file has it, beside the sound small table."""

from datetime import date
from pathlib import Path
from typing import Any

from tables import built, row, small

from decision import FactsError, Policies, decide
from decision.build import build_policy

NOW = "2026-08-07T15:20:00+09:00"
START = date(2026, 1, 1)


def shop(*rows: dict[str, Any], facts: tuple = (), **more: Any) -> dict[str, Any]:
    """A shop with these rows and facts of its own."""
    return {"policy": "shop", "valid_from": START, "rows": list(rows), "facts": list(facts), **more}


def fact(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """A fact of the shop's own."""
    return {"fact": name, "kind": kind, **more}


def either(name: str, first: Any, second: Any) -> tuple[dict[str, Any], ...]:
    """Two rows: `return` where the fact has the first value, `contact_support` where it has the second."""
    return row("first", "return", {name: first}), row("second", "contact_support", {name: second})


def opened(*sources: dict[str, Any]) -> Policies:
    """The policies of these shops, in their order."""
    taken: dict = {}
    return Policies(tuple(build_policy(source, "1", taken) for source in sources))


def beside(source: dict[str, Any]) -> Policies:
    """The shop beside another one, of which the small table is."""
    return opened(small(), source)


def answer_of(policies: Policies, now: str = NOW, **facts: Any) -> dict[str, Any]:
    """The answer as JSON values, an error too; goal is cancel and policy `shop` unless said."""
    try:
        return decide(policies, {"goal": "cancel", "now": now, "policy": "shop", **facts}).as_json()
    except FactsError as error:
        return error.as_json()


def at_the(source: dict[str, Any], now: str = NOW, **facts: Any) -> dict[str, Any]:
    """The answer of this shop alone."""
    return answer_of(Policies((built(source),)), now, **facts)


def errors_of(found: dict[str, Any]) -> dict[str, str]:
    """The messages of an answer's errors by field; none where it is no error."""
    return {one["field"]: one["message"] for one in found.get("error", {"errors": []})["errors"]}


def version(begins: date, step: str, **more: Any) -> dict[str, Any]:
    """A version of the shop in which every order has this step."""
    return shop(row(f"from.{begins.year}", step, {"goal": "cancel"})) | {"valid_from": begins, **more}


def in_files(*sources: dict[str, Any]) -> dict[Path, dict[str, Any]]:
    """Sources by the files that they might stand in."""
    return {Path(f"{number}.yml"): source for number, source in enumerate(sources)}
