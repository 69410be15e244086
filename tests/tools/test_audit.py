"""The SBOMs and the licences in docs/: that they are of the present locks, and what makes the audit fail."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from packaging.utils import canonicalize_name

import audit
from interpreters import ROOT
from licences import Part, allows, complaints, part_of, rules_of

RULES = rules_of()
NOTHING_NEEDED = replace(RULES, exceptions={}, read={})


def written() -> dict[str, audit.Sbom]:
    return {name: audit.read(name) for name in audit.WHERE}


def component(*licenses: object, name: str = "Some.Thing", version: str = "1.0") -> dict[str, object]:
    return {"name": name, "version": version, "licenses": list(licenses)}


@pytest.mark.parametrize("name", audit.PYTHONS)
def test_the_written_sbom_has_just_what_the_lock_installs(name):
    there = {canonicalize_name(one["name"]): one["version"] for one in audit.read(name)["components"]}
    assert there == audit.locked(name), "run `make audit`"


def test_the_written_sbom_of_the_widgets_tools_has_just_what_their_lock_has():
    packages = json.loads((audit.WIDGET / "package-lock.json").read_text())["packages"]
    locked = {(path.rpartition("node_modules/")[2], one["version"]) for path, one in packages.items() if path}
    assert {(one["name"], one["version"]) for one in audit.read("widget")["components"]} == locked


def test_the_written_sbom_of_what_is_served_is_that_of_the_files():
    assert audit.read("served") == audit.of_served(), "run `make audit`"


def test_every_packed_file_that_is_served_is_in_an_sbom_by_its_content():
    packed = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "web").glob("*/static/*.min.*")
    }
    assert packed
    assert packed == {one["hashes"][0]["content"] for one in audit.read("served")["components"]}


def test_the_written_table_is_that_of_the_sboms():
    table = audit.table(audit.parts_of(written(), RULES), RULES)
    assert audit.TABLE.read_text(encoding="utf-8") == table, "run `make audit`"


def test_every_licence_is_known_and_allowed_and_every_rule_is_needed():
    assert list(complaints(audit.parts_of(written(), RULES), RULES)) == []


@pytest.mark.parametrize("name", ["main", "bot", "widget", "served"])
def test_nothing_written_tells_when_or_where_it_was_made(name):
    text = (audit.SBOMS / f"{name}.cdx.json").read_text(encoding="utf-8")
    assert audit.written(json.loads(text)) == text
    assert not any(word in text for word in ("timestamp", "serialNumber", "file://", str(ROOT)))


def test_an_sbom_is_left_with_the_wanted_packages_alone():
    sbom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [component(name="A") | {"bom-ref": "a"}, component(name="pytest") | {"bom-ref": "p"}],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "p"]}, {"ref": "p"}, {"ref": "a"}],
    }
    left = audit.only(sbom, {"a": "1.0"})
    assert [one["name"] for one in left["components"]] == ["A"]
    assert left["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a"}]


def test_an_environment_that_is_not_as_locked_has_no_sbom():
    sbom = {"metadata": {}, "components": [component(name="a")], "dependencies": []}
    with pytest.raises(ValueError, match=r"`a` 1\.1 is locked, 1\.0 is installed"):
        audit.only(sbom, {"a": "1.1"})


def test_an_unknown_licence_is_told_with_package_and_version():
    part = part_of(component({"license": {"name": "Terms of Thing Inc."}}), RULES)
    assert list(complaints([part], NOTHING_NEEDED)) == [
        "`some-thing` 1.0: no known licence; read its file and add it to `read`"
    ]


def test_a_package_that_says_nothing_of_its_licence_is_unknown():
    assert part_of({"name": "a", "version": "1"}, RULES).licence is None


def test_a_licence_that_is_not_allowed_is_told_with_those_that_are():
    part = part_of(component({"license": {"id": "AGPL-3.0-only"}}), RULES)
    (line,) = complaints([part], NOTHING_NEEDED)
    assert line.startswith("`some-thing` 1.0: the licence `AGPL-3.0-only` is not allowed; allowed are 0BSD, ")
    assert all(licence in line for licence in RULES.allowed)


def test_an_exception_holds_for_its_package_alone():
    one = replace(NOTHING_NEEDED, exceptions={"certifi": "MPL-2.0"})
    parts = [Part("certifi", "1", "MPL-2.0"), Part("other", "1", "MPL-2.0")]
    assert [line.split(":")[0] for line in complaints(parts, one)] == ["`other` 1"]


def test_an_exception_for_a_package_that_is_gone_is_told():
    one = replace(NOTHING_NEEDED, exceptions={"gone": "MPL-2.0"})
    assert list(complaints([], one)) == ["exception `gone`: there is no such package"]


def test_a_licence_read_by_hand_counts_for_that_version_alone():
    one = replace(NOTHING_NEEDED, read={"some-thing 1.0": "MIT"})
    assert part_of(component(), one).licence == "MIT"
    assert part_of(component(version="1.1"), one).licence is None


@pytest.mark.parametrize(
    ("licenses", "understood"),
    [
        ([{"license": {"id": "MIT"}}], "MIT"),
        ([{"expression": "BSD-2-Clause or Apache-2.0"}], "BSD-2-Clause OR Apache-2.0"),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "Unlicense"}}], "MIT AND Unlicense"),
        ([{"license": {"id": "MIT"}}, {"license": {"name": "License :: OSI Approved"}}], "MIT"),
        ([{"license": {"name": "License :: OSI Approved :: Apache Software License"}}], "Apache-2.0"),
        ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], None),
        ([{"expression": "MIT AND no such licence"}], None),
    ],
)
def test_what_a_package_says_is_understood(licenses, understood):
    assert part_of(component(*licenses), RULES).licence == understood


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MIT OR GPL-3.0-only AND ISC", True),
        ("(MIT OR GPL-3.0-only) AND ISC", True),
        ("MIT AND (GPL-3.0-only OR AGPL-3.0-only)", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
    ],
)
def test_an_expression_is_allowed_if_it_can_be_met(expression, allowed):
    assert allows(expression, {"MIT", "ISC"}) is allowed
