"""`torikeshi policy coverage`: each clause with what carries it, as lines or as a page."""

import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from torikeshi.commands import run
from torikeshi.naming import names_in
from web.settings import ROOT
from wording import load_wording
from wording.grammar import Hole

pytestmark = pytest.mark.slow

VOID = {"meta", "br"}
Change = Callable[[dict[str, Any]], object]


class Page(HTMLParser):
    """A page as its elements and texts: elements must close in the order in which they opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for seen, attrs in self.seen if seen == tag]


def covered(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run(["policy", "coverage", *arguments])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


@pytest.fixture
def changed(tmp_path) -> Callable[[Change], str]:
    """The path of a copy of amiami's rules with a change."""

    def write(change: Change) -> str:
        source = yaml.safe_load((ROOT / "policies" / "amiami.yml").read_text())
        change(source)
        path = tmp_path / "amiami.yml"
        path.write_text(yaml.safe_dump(source, allow_unicode=True, sort_keys=False))
        return str(path)

    return write


def forget_comments(source: dict[str, Any]) -> None:
    source["faq"] = [entry for entry in source["faq"] if entry["id"] != "comments"]


def test_something_carries_every_clause_of_both_policies(capsys):
    status, out, err = covered(capsys)
    lines = out.splitlines()
    assert status == 0 and err == "170 clauses of 2 policies, 0 that nothing carries\n"
    assert [line.split()[0] for line in lines] == [
        f"{policy.id}.{clause}"
        for policy in sorted(load_wording().policies.values(), key=lambda policy: policy.id)
        for clause in policy.clauses
    ]
    assert not any("nothing carries it" in line for line in lines)


def test_a_line_names_every_kind_of_carrier_and_the_tests(capsys):
    _, out, _ = covered(capsys)
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert lines["amiami.A20"].startswith("amiami.A20 timing: row `cancelled`, row `request_accepted`")
    for carrier in ("window `requested_at`", "text `how.cancel`", "entry `result_when`"):
        assert carrier in lines["amiami.A20"]
    assert "stories/amiami.yml" in lines["amiami.A20"].partition("; tests ")[2]
    assert "refund `1`" in lines["amazon.Z79"] and "warning `shipping_cost`" in lines["amazon.Z97"]
    assert lines["amazon.Z103"].count("warning `contact_seller_too`") == 1


def test_a_clause_that_nothing_carries_fails_coverage_and_check(capsys, changed):
    path = changed(forget_comments)
    status, out, err = covered(capsys, path)
    assert status == 1 and "30 clauses of 1 policies, 1 that nothing carries" in err
    assert [line for line in out.splitlines() if "nothing carries it" in line] == [
        next(line for line in out.splitlines() if line.startswith("amiami.A30 contact: nothing carries it"))
    ]
    with pytest.raises(SystemExit) as ended:
        run(["policy", "check", path])
    assert ended.value.code == 1
    assert "unused clause: `A30` is carried by no row" in capsys.readouterr().out


def test_the_page_has_a_row_for_each_clause_in_both_languages(capsys):
    status, out, _ = covered(capsys, "--format", "html")
    page = Page(out)
    assert status == 0 and out.startswith("<!DOCTYPE html>")
    ids = [row["id"] for row in page.all("tr") if "id" in row]
    assert len(ids) == len(set(ids)) == 170
    assert [cell["lang"] for cell in page.all("td") if "lang" in cell] == ["ja", "en"] * 170
    w = load_wording()
    for policy, clause in (("amiami", "A20"), ("amazon", "Z67"), ("amazon", "Z134")):
        for language in ("ja", "en"):
            assert w.pulled(policy, language, Hole("clause", clause)) in page.text


def test_the_page_shows_conflicts_with_their_reading(capsys):
    page = Page(covered(capsys, "--format", "html")[1])
    links = {link["href"] for link in page.all("a")}
    assert "#amiami-A06" in links and links <= {f"#{row.get('id')}" for row in page.all("tr")}
    for language in ("ja", "en"):
        assert load_wording().pulled("amiami", language, Hole("reading", "A03")) in page.text


def test_the_page_needs_nothing_from_elsewhere(capsys):
    page = Page(out := covered(capsys, "--format", "html")[1])
    assert {tag for tag, _ in page.seen}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not any("src" in attrs for _, attrs in page.seen)
    assert not re.search(r"url\(|@import|https?:", out)
    assert page.all("html") == [{"lang": "en"}] and "@media print" in out


def test_what_a_clause_says_is_never_markup(capsys, changed):
    def provoke(source: dict[str, Any]) -> None:
        clause = source["clauses"]["A01"]
        clause |= {
            "ja": "<b>太字</b>＆\"'&amp;",
            "en": "<script>alert()</script>",
            "where": "</td><p title='x'>",
        }

    status, out, _ = covered(capsys, changed(provoke), "--format", "html")
    page = Page(out)
    assert status == 0 and page.all("b") == page.all("script") == []
    assert "<script>alert()</script>" in page.text and "<b>太字</b>＆\"'&amp;" in page.text
    assert "</td><p title='x'>" in page.text


def test_a_clause_that_nothing_carries_stands_out_on_the_page(capsys, changed):
    status, out, _ = covered(capsys, changed(forget_comments), "--format", "html")
    page = Page(out)
    assert status == 1
    assert [row["id"] for row in page.all("tr") if row.get("class") == "nothing"] == ["amiami-A30"]
    assert "どこにも使われていません" in page.text and "Nothing carries it" in page.text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda source: source.pop("policy"), "amiami.yml: `policy` is missing"),
        (lambda source: source["clauses"]["A01"].pop("kind"), "clause `A01`: `kind` is `None`"),
        (lambda source: source["clauses"]["A01"].update(ja="{figure:X}"), "`{figure:X}`: 0 policies have it"),
        (lambda source: source.update(name={"ja": "あ"}), "`en` is missing"),
    ],
)
def test_a_broken_policy_is_a_line_and_exit_one(capsys, changed, change, message):
    assert run(["policy", "coverage", changed(change), "--format", "html"]) == 1
    said = capsys.readouterr()
    assert message in said.err and "Traceback" not in said.err


def test_names_are_found_whole(tmp_path):
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.yml").write_text(
        "step: {rule: amiami.stock.paid, cites: [A12]}. A120, amazon.x."
    )
    (tmp_path / "b.png").write_bytes(b"A12")
    names = names_in(tmp_path)
    assert list(names) == ["stories/a.yml"]
    assert {"amiami.stock.paid", "A12", "A120", "amazon.x"} <= names["stories/a.yml"]
    assert "amiami.stock" not in names["stories/a.yml"]
    assert names_in(Path("/nowhere")) == {}


@pytest.mark.parametrize("arguments", [["--format", "pdf"], ["no-such-file.yml"], ["."]], ids=str)
def test_wrong_usage_is_exit_two(arguments):
    done = subprocess.run(
        [sys.executable, "-m", "torikeshi", "policy", "coverage", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
