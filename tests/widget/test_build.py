"""What is served is what the sources say."""

import gzip
import json
import re

import pytest
import yaml

import build_widget
from decision.vocabulary import STEPS
from interpreters import ROOT

WIDGET = ROOT / "web" / "widget"
DIST = WIDGET / "dist"
PAGE = ROOT / "web" / "demo"
WORDING = yaml.safe_load((ROOT / "wording" / "widget.yml").read_text())
# The rest of the name comes with the data.
FAMILIES = ("demo_status_", "demo_request_", "widget_step_", "widget_warning_")
SOURCES = [*(WIDGET / "src").rglob("*.ts"), PAGE / "page.js", PAGE / "index.html"]
LARGEST = 15 * 1024
"""Bytes, compressed, of all that the chat loads: script and frame, styles and texts included."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A build of now, with the compiler that package-lock.json names."""
    if not (WIDGET / "node_modules").is_dir():
        pytest.fail("the widget's compiler is not here: `make lint` brings it")
    folder = tmp_path_factory.mktemp("dist")
    build_widget.build(folder)
    return folder


@pytest.mark.parametrize("name", ["widget.js", "frame.html", "demo.json"])
def test_the_served_file_is_a_build_of_the_sources(fresh, name):
    assert (DIST / name).read_bytes() == (fresh / name).read_bytes(), "`make widget` builds it anew"


def test_nothing_else_is_served(fresh):
    assert {path.name for path in DIST.iterdir()} == {path.name for path in fresh.iterdir()}


def test_the_widget_stays_small():
    served = [DIST / "widget.js", DIST / "frame.html"]
    assert sum(len(gzip.compress(path.read_bytes())) for path in served) <= LARGEST


def test_every_text_is_used_and_there_in_both_languages():
    source = "".join(path.read_text() for path in SOURCES)
    named = set(re.findall(r'"((?:widget|demo)_\w+)"', source)) - set(FAMILIES)
    families = {name for name in WORDING if name.startswith(FAMILIES)}
    assert named | families == set(WORDING)
    assert all(set(text) == {"ja", "en"} for text in WORDING.values())


def test_the_built_script_has_every_text_of_the_widgets_and_no_other():
    script = (DIST / "widget.js").read_text()
    own = [name for name in WORDING if name.startswith("widget_")]
    assert all(WORDING[name][language] in script for name in own for language in ("ja", "en"))
    demo = json.loads((DIST / "demo.json").read_text())
    assert set(demo) == set(WORDING) - set(own)


def test_every_status_and_request_of_an_order_has_a_title():
    statuses = ["unshipped", "preparing", "shipped", "delivered", "sent_back", "cancelled"]
    requests = ["pending", "accepted", "rejected"]
    assert {f"demo_status_{status}" for status in statuses} <= set(WORDING)
    assert {f"demo_request_{request}" for request in requests} <= set(WORDING)


def test_every_step_has_a_heading():
    assert {f"widget_step_{step}" for step in STEPS} <= set(WORDING)


def test_every_warning_of_the_shops_we_know_has_a_few_words():
    policies = [yaml.safe_load(path.read_text()) for path in (ROOT / "policies").glob("*.yml")]
    warnings = {warning["name"] for policy in policies for warning in policy.get("warnings", ())}
    assert warnings
    assert {f"widget_warning_{warning}" for warning in warnings} <= set(WORDING)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_source_reads_a_string_as_markup_or_code(path):
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc"
    assert not re.search(markup, path.read_text())


@pytest.mark.parametrize("page", [PAGE / "index.html", DIST / "frame.html"], ids=lambda page: page.name)
def test_a_page_has_nothing_inline_that_its_policy_would_refuse(page):
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.read_text())
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page.read_text()))
    assert not re.search(r'(?:src|href)="(?:\w+:|//)', page.read_text())
