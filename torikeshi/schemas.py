"""JSON Schemas of facts, decisions, policy files and stories, from the tables that the code works by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from decision.answers import Decision, Question
from decision.policies import Policies
from decision.policy_shape import policy_shape
from decision.rows import Refund
from decision.vocabulary import FACTS, STEPS, Fact
from orders.fields import LINE_FIELDS, ONLY_LINE_FIELDS, ORDER_FIELDS, kind_of
from torikeshi.stories.steps import STEP_FIELDS

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
OWN = ("amiami", "amazon")  # a further shop has another id
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
INSTANT = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}(?:Z|[+-][0-9]{2}:[0-9]{2})$",
}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": "string"}
SAID = {"type": ["string", "number", "boolean"]}  # a story is read as texts, whatever YAML makes of them
TEXTS = {"type": "array", "items": TEXT}
STEP = {"enum": list(STEPS)}
KINDS: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "instant": INSTANT,
    "date": DAY,
    "deadline": {"anyOf": [INSTANT, DAY]},
    "count": {"type": "integer", "minimum": 0},
    "text": {"type": "string", "minLength": 1},
    "amount": {"type": ["number", "string"]},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
}


def schemas(policies: Policies) -> dict[str, Schema]:
    """Every schema by its file's name; a shop with facts of its own has one for its facts too."""
    found = {
        "facts": facts_schema(),
        "decision": decision_schema(),
        "policy": _policy(),
        "story": story_schema(),
    }
    for name in policies.ids:
        if own := policies.latest(name).own:
            found[f"facts.{name}"] = facts_schema(name, own)
    return {f"{name}.schema.json": schema for name, schema in found.items()}


def write_schemas(policies: Policies, folder: Path) -> list[Path]:
    """Write every schema into `folder`; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas(policies).items():
        path = folder / name
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return written


def facts_schema(policy: str | None = None, own: Iterable[Fact] = ()) -> Schema:
    """What a decision is made from; of one shop with its own facts, or of any shop."""
    properties = {fact.name: _fact(fact) for fact in (*FACTS, *own)}
    properties["policy"] = {"const": policy} if policy else NAME
    schema = _object(properties, ("goal", "now", "policy") if policy else ("goal", "now"))
    if policy is None:  # only a further shop may have facts beside these
        another = {"required": ["policy"], "properties": {"policy": {"not": {"enum": list(OWN)}}}}
        schema |= {
            "additionalProperties": True,
            "if": another,
            "else": {"propertyNames": {"enum": list(properties)}},
        }
    return _titled(f"Facts of {policy}" if policy else "Facts", schema)


def _fact(fact: Fact) -> Schema:
    return {"enum": list(fact.values)} if fact.kind == "choice" else KINDS[fact.kind]


def decision_schema() -> Schema:
    """A decision, a question, or what is wrong with the facts."""
    refund = _object(
        {
            **{key: {"type": ["integer", "null"]} for key in ("min_days", "max_days")},
            "unit": {"enum": ["days", "business_days", None]},
            **{key: {"type": ["string", "null"]} for key in ("via", "action")},
        },
        [field.name for field in fields(Refund)],
    )
    decision = {
        "step": STEP,
        "rule": TEXT,
        "reason": NAME,
        "until": {"anyOf": [INSTANT, {"type": "null"}]},
        "contact": {"anyOf": [NAME, {"type": "null"}]},
        "fallback": {"enum": [*STEPS, None]},
        "refund": {"anyOf": [refund, {"type": "null"}]},
        "policy_version": {"type": ["string", "null"]},
        **dict.fromkeys(("warnings", "cites", "assumed", "trace"), TEXTS),
    }
    question = {"ask": NAME, "possible": {"type": "array", "items": STEP, "minItems": 2}, "assumed": TEXTS}
    one = {"field": {"type": ["string", "null"]}, "message": TEXT}
    error = {**one, "errors": {"type": "array", "items": _object(one, one), "minItems": 1}}
    ways = [
        _object(decision, list(Decision._fields)),
        _object(question, [field.name for field in fields(Question)]),
        _object({"error": _object(error, error)}, ("error",)),
    ]
    return _titled("Answer of torikeshi decide", {"oneOf": ways})


def story_schema() -> Schema:
    """A file of conversation tests: fixtures, and cases of steps."""
    fixture = _object({"now": INSTANT, "orders": {"type": "array", "items": _order()}, "customer": TEXT})
    decision = decision_schema()["oneOf"][0]["properties"]
    which = {"order_number": TEXT, "line": {"type": "integer", "minimum": 1}}
    free = {name: {"anyOf": [schema, {"type": "null"}]} for name, schema in {**decision, **which}.items()}
    step = {**{name: free[name] for name in STEP_FIELDS if name in free}, "language": {"enum": ["ja", "en"]}}
    step["refund"] = {"type": ["object", "null"]}
    steps = {
        **dict.fromkeys(("user", "choice", "utter", "text_contains"), SAID),
        "step": _object(step),
        "ask": {"anyOf": [NAME, _object({"fact": NAME, "possible": TEXTS, **which})]},
        "language": {"enum": ["ja", "en"]},
    }
    case = {
        "test_case": TEXT,
        "fixtures": TEXTS,
        "steps": {"type": "array", "items": _object(steps) | {"minProperties": 1, "maxProperties": 1}},
    }
    named = {"type": "object", "additionalProperties": fixture}
    whole = {
        "fixtures": {"type": "array", "items": named},
        "test_cases": {"type": "array", "items": _object(case, ("test_case", "steps"))},
    }
    return _titled("Stories", _object(whole, ("test_cases",)))


def _order() -> Schema:
    line = {name: _field(name) for name in LINE_FIELDS}
    properties = {name: _field(name) for name in (*ORDER_FIELDS, *ONLY_LINE_FIELDS)}
    properties["lines"] = {"type": "array", "items": _object(line, ("title",)), "minItems": 1}
    return _object(properties, ("order_number", "customer_id", "policy", "status"))


def _field(name: str) -> Schema:
    fact = next((fact for fact in FACTS if fact.name == name), None)
    if name == "policy" or fact is None:
        return NAME if name == "policy" else KINDS[kind_of(name)]
    return _fact(fact)


def _policy() -> Schema:
    parts: dict[str, Schema] = {}
    whole = {name: _shared(part, parts) for name, part in policy_shape(None).schema().items()}
    return {**_titled("Policy of a shop", {**whole, "title": "Policy of a shop"}), "$defs": parts}


def _shared(schema: Any, parts: dict[str, Schema]) -> Any:
    """`schema` with every titled part in `parts`, by its title, and a reference in its place."""
    if isinstance(schema, list):
        return [_shared(item, parts) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _shared(part, parts) for name, part in schema.items()}
    if not isinstance(schema.get("title"), str):
        return inner
    name = schema["title"].removeprefix("a ").removeprefix("an ").replace(" ", "_")
    while parts.get(name, inner) != inner:  # another part of that title
        name += "_"
    parts[name] = inner
    return {"$ref": f"#/$defs/{name}"}


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title, **schema}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}
