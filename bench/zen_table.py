"""A policy as a graph for zen-engine: the same rows, refund rows and warnings, as its own decision tables."""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import zen

from decision.decide import Decider
from decision.facts import read_facts
from decision.policies import Policies
from decision.rows import Condition, holds
from decision.table import Policy

AGES = {True: "open", False: "over"}


def decision_of(policy: Policy) -> zen.ZenDecision:
    """`policy` compiled by zen-engine: rows by the first hit, then the refund, then all warnings."""
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}, "content": {}},
        _node("rows", "first", _rows(policy), ["rule", "step", "reason", "fallback", "cites", "refunded"]),
    ]
    if policy.refunds:
        nodes.append(_node("refund", "first", _refunds(policy), ["refund"]))
    nodes.append(_node("warnings", "collect", _warnings(policy), ["name"], path="warnings"))
    nodes.append(
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}, "content": {}}
    )
    edges = [
        {"id": f"edge{n}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for n, (one, other) in enumerate(pairwise(nodes))
    ]
    graph = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    return zen.ZenEngine().create_decision(json.dumps(graph))


def _rows(policy: Policy) -> list[tuple[dict[str, str], dict[str, Any]]]:
    return [
        (
            {**_tests(policy, way.condition), **{fact: f"'{AGES[wanted]}'" for fact, wanted in way.ages}},
            {
                "rule": f"{policy.id}.{row.id}",
                "step": row.step,
                "reason": row.reason,
                "fallback": row.fallback,
                "cites": list(row.cites),
                "refunded": row.refund is not None,
            },
        )
        for row in policy.rows
        for way in row.alternatives
    ]


def _refunds(policy: Policy) -> list[tuple[dict[str, str], dict[str, Any]]]:
    return [
        (
            {"refunded": "true", "paid": "true", **_tests(policy, row.condition)},
            {"refund": row.refund.as_json()},
        )
        for row in policy.refunds
    ]


def _warnings(policy: Policy) -> list[tuple[dict[str, str], dict[str, Any]]]:
    return [
        (
            {
                **({"step": _any_of(sorted(one.steps))} if one.steps else {}),
                **({"rule": _any_of(f"{policy.id}.{row}" for row in sorted(one.rows))} if one.rows else {}),
                **_tests(policy, one.condition),
            },
            {"name": one.name},
        )
        for one in policy.warnings
    ]


def _tests(policy: Policy, condition: Condition) -> dict[str, str]:
    found = {}
    for place, values in condition:
        fact = policy.facts[place]
        found[fact.name] = f">= {min(values)}" if fact.kind == "count" else _any_of(sorted(values, key=str))
    return found


def _any_of(values: Iterable[Any]) -> str:
    return ", ".join(str(value).lower() if isinstance(value, bool) else f"'{value}'" for value in values)


def _node(
    name: str, hit: str, rows: list[tuple[dict[str, str], dict[str, Any]]], outputs: list[str], path: str = ""
) -> dict[str, Any]:
    inputs = list(dict.fromkeys(field for tests, _ in rows for field in tests))
    rules = [
        {
            "_id": f"{name}{number}",
            **{f"in-{field}": tests.get(field, "") for field in inputs},
            **{f"out-{field}": json.dumps(values[field]) for field in outputs},
        }
        for number, (tests, values) in enumerate(rows)
    ]
    content = {
        "hitPolicy": hit,
        "passThrough": True,
        "inputs": [{"id": f"in-{field}", "name": field, "field": field} for field in inputs],
        "outputs": [{"id": f"out-{field}", "name": field, "field": field} for field in outputs],
        "rules": rules,
        **({"outputPath": path} if path else {}),
    }
    return {
        "id": name,
        "type": "decisionTableNode",
        "name": name,
        "position": {"x": 0, "y": 0},
        "content": content,
    }


def columns(policies: Policies, facts: Mapping[str, object]) -> dict[str, object]:
    """Complete `facts` as zen-engine is given them: dates are columns already, what is assumed is there."""
    given = read_facts(policies, facts)
    policy = policies.latest(str(given["policy"]))
    profile = Decider(policies)._profiles.of(given, policy)
    found: dict[str, object] = {"retried": False, **facts}
    for fact in policy.facts:
        value = profile[policy.at[fact.name]]
        if fact.past and value is not None:
            window = next(
                (w for w in policy.windows_of.get(fact.name, ()) if holds(w.condition, profile)), None
            )
            found[fact.name] = None if window is None else AGES[value[window.place]]
        elif fact.kind in ("date", "deadline") and value is not None:
            found[fact.name] = value
    return found
