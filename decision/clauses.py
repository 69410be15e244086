"""Clauses and the table: what it cites must exist, and every clause must be carried by something."""

from collections.abc import Collection, Iterator

from decision.proof import Finding
from decision.table import Policy


def unknown_clauses(policy: Policy, clauses: Collection[str]) -> Iterator[Finding]:
    """One finding for each clause that `policy` cites and that is none of its `clauses`."""
    for clause, places in citing(policy).items():
        if clause not in clauses:
            named = ", ".join(f"{what} `{name}`" for what, name in places)
            message = f"`{clause}` is cited by {named}: there is no such clause"
            yield Finding("unknown clause", message)


def unused_clauses(policy: Policy, clauses: Collection[str], said: Collection[str]) -> Iterator[Finding]:
    """One finding for each of `clauses` that `policy` cites nowhere and that are not `said` elsewhere."""
    cited = citing(policy)
    for clause in clauses:
        if clause not in cited and clause not in said:
            message = f"`{clause}` is carried by no row, window, refund, warning, text or entry"
            yield Finding("unused clause", message)


def citing(policy: Policy) -> dict[str, list[tuple[str, str]]]:
    """Each clause that the table cites, with where: `row`, `window`, `refund` or `warning`, and its name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for what, parts in (
        ("row", ((row.id, row.cites) for row in policy.rows)),
        ("window", ((window.fact, window.cites) for window in policy.windows)),
        ("refund", ((str(number), row.cites) for number, row in enumerate(policy.refunds, 1))),
        ("warning", ((warning.name, warning.cites) for warning in policy.warnings)),
    ):
        for name, cites in parts:
            for clause in cites:
                found.setdefault(clause, []).append((what, name))
    return found
