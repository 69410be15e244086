"""The JSON Schemas are those of the code, and the project's real files and answers fit them."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from decision import FACTS, load_policies
from torikeshi.decide import answer_line
from torikeshi.schemas import facts_schema, schemas
from web.settings import ROOT

FOLDER = ROOT / "docs" / "schemas"
SHOPS = ROOT / "examples" / "shops"
POLICIES = load_policies(SHOPS)
SCHEMAS = schemas(POLICIES)
EXAMPLES = [json.loads(line) for line in (ROOT / "tests/decision/examples.jsonl").read_text().splitlines()]


class Plain(yaml.SafeLoader):
    """YAML as an editor sees it: days are texts."""


Plain.yaml_implicit_resolvers = {
    first: [one for one in found if not one[0].endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Plain)
    return json.loads(json.dumps(data))  # the keys true and false are texts there


def faults(name: str, value: Any) -> list[str]:
    validator = jsonschema_rs.validator_for(SCHEMAS[f"{name}.schema.json"])
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_files_are_up_to_date(name):
    assert json.loads((FOLDER / name).read_text(encoding="utf-8")) == SCHEMAS[name], "make schemas"


def test_there_are_no_others():
    assert sorted(path.name for path in FOLDER.glob("*.json")) == sorted(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_is_a_schema_itself(name):
    assert jsonschema_rs.meta.is_valid(SCHEMAS[name])


@pytest.mark.parametrize(
    "path", [*(ROOT / "policies").glob("*.yml"), *SHOPS.glob("*.yml")], ids=lambda p: p.name
)
def test_policies_fit(path):
    assert faults("policy", read(path)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "stories").glob("*.yml")), ids=lambda p: p.name)
def test_stories_fit(path):
    assert faults("story", read(path)) == []


def test_worked_facts_and_answers_fit():
    for example in EXAMPLES:
        facts = example["facts"]
        answer = answer_line(POLICIES, json.dumps(facts).encode())
        assert faults("decision", json.loads(json.dumps(answer))) == [], facts
        if "error" not in answer:
            assert faults("facts", facts) == [], facts


def test_a_shops_own_facts_fit_its_own_schema_and_no_other():
    facts = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "komorebi", "worn": True}
    assert faults("facts.komorebi", facts) == []
    assert faults("facts", facts) == []
    assert faults("facts", {**facts, "policy": "amazon"})
    assert faults("facts.komorebi", {**facts, "worn": "yes"})
    assert faults("facts.komorebi", {**facts, "opned": True})


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_value_of_another_kind_does_not_fit(fact):
    facts = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", fact.name: {"no": "fact"}}
    assert faults("facts", facts)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rows", 0, "step"), "retrun"),
        (("rows", 0, "when", "goal"), "cancell"),
        (("valid_from",), 3),
        (("clauses", "K01", "kind"), "law"),
        (("texts", "contact", "de"), "x"),
    ],
)
def test_a_mistake_in_a_policy_does_not_fit(path, value):
    data = read(SHOPS / "komorebi.yml")
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert faults("policy", data)


def test_a_facts_schema_knows_every_fact():
    assert set(facts_schema()["properties"]) == {fact.name for fact in FACTS}
