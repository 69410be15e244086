"""Set-up from nothing: which interpreter is taken, and when work is done again."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
import interpreters
from interpreters import ROOT, SetupFailed

PROJECT = '[project]\nname = "tiny"\nversion = "0"\nrequires-python = ">=3.12"\n[tool.uv]\npackage = false\n'


def pyenv_with(folder: Path, *versions: str) -> Path:
    for version in versions:
        binary = folder / version / "bin" / ("python" + ".".join(version.split(".")[:2]))
        binary.parent.mkdir(parents=True)
        binary.touch()
    return folder


@pytest.mark.parametrize(
    ("there", "wanted", "taken"),
    [
        (["3.12.1", "3.12.10", "3.12.9"], "3.12", "3.12.10"),
        (["3.12.1", "3.12.10", "3.12.9"], "3.12.1", "3.12.1"),
        (["3.12.1", "3.12.10"], "3.12.7", "3.12.10"),
        (["3.1.9", "3.11.2"], "3.1", "3.1.9"),
        (["3.11.2", "3.12-dev"], "3.12", None),
        ([], "3.12", None),
    ],
)
def test_the_exact_version_is_taken_else_the_newest_of_its_minor(tmp_path, there, wanted, taken):
    found = interpreters.pyenv_interpreter(pyenv_with(tmp_path, *there), wanted)
    assert (found and found.parent.parent.name) == taken


def test_a_version_without_its_interpreter_is_passed_over(tmp_path):
    pyenv_with(tmp_path, "3.12.1")
    (tmp_path / "3.12.9" / "bin").mkdir(parents=True)
    found = interpreters.pyenv_interpreter(tmp_path, "3.12")
    assert found == tmp_path / "3.12.1" / "bin" / "python3.12"


def test_the_version_file_names_both_minors():
    text = (ROOT / ".python-version").read_text()
    assert interpreters.wanted_version(text, "3.12").startswith("3.12")
    assert interpreters.wanted_version(text, "3.10").startswith("3.10")
    with pytest.raises(SetupFailed, match=r"names no Python 3\.1$"):
        interpreters.wanted_version(text, "3.1")


def test_what_leads_to_another_environment_is_not_handed_on():
    shell = {"PATH": "/home/x/.pyenv/shims:/usr/bin", "VIRTUAL_ENV": "/else", "UV_PYTHON": "3.9", "LANG": "C"}
    assert interpreters.clean_environment(shell) == {"PATH": "/usr/bin", "LANG": "C"}


def test_a_key_changes_with_a_file_its_name_and_a_word(tmp_path):
    lock, other = tmp_path / "uv.lock", tmp_path / "other.lock"
    lock.write_text("a")
    other.write_text("a")
    key = bootstrap.content_key([lock], "3.12")
    assert key == bootstrap.content_key([lock], "3.12")
    assert len({key, bootstrap.content_key([other], "3.12"), bootstrap.content_key([lock], "3.13")}) == 3
    lock.write_text("b")
    assert key != bootstrap.content_key([lock], "3.12")


def test_a_missing_lock_file_is_named(tmp_path):
    with pytest.raises(SetupFailed, match=r"uv\.lock` is missing"):
        bootstrap.content_key([tmp_path / "uv.lock"])


@pytest.mark.parametrize("text", ["", "{", '{"key": "k"}', "[]", '{"key": "other", "interpreter": "/"}'])
def test_a_stamp_that_is_half_or_says_something_else_does_not_count(tmp_path, text):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(text)
    assert not bootstrap.is_done(stamp, "k")


def test_a_stamp_counts_while_its_interpreter_is_there(tmp_path):
    stamp, interpreter = tmp_path / "stamp.json", tmp_path / "python"
    interpreter.touch()
    bootstrap.write_stamp(stamp, "k", interpreter)
    assert bootstrap.is_done(stamp, "k")
    interpreter.unlink()
    assert not bootstrap.is_done(stamp, "k")


@pytest.fixture
def tiny_project(tmp_path) -> Path:
    """A project without dependencies, locked by the uv that set-up brings."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    interpreters.run(bootstrap.ensure_uv(), "lock", "--offline", "--project", tmp_path, "-p", sys.executable)
    return tmp_path


def test_a_second_set_up_runs_nothing_and_a_changed_lock_runs_again(tiny_project, monkeypatch):
    bootstrap.ensure_environment(tiny_project, "3.12")
    ran: list[str] = []
    monkeypatch.setattr(bootstrap, "run", lambda *command, **_: ran.append(str(command[1])))
    bootstrap.ensure_environment(tiny_project, "3.12")
    assert ran == []
    lock = tiny_project / "uv.lock"
    lock.write_text(lock.read_text() + "\n")
    bootstrap.ensure_environment(tiny_project, "3.12")
    assert ran == ["sync"]


def test_an_environment_that_was_not_finished_leaves_no_stamp(tiny_project):
    bootstrap.ensure_environment(tiny_project, "3.12")
    (tiny_project / "uv.lock").write_text("version = 1\n")
    with pytest.raises(SetupFailed, match=r"sync --locked .* failed"):
        bootstrap.ensure_environment(tiny_project, "3.12")
    assert not (tiny_project / ".venv" / "stamp.json").exists()


def test_an_unknown_part_is_wrong_usage():
    command = [sys.executable, str(ROOT / "tools" / "bootstrap.py"), "everything"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "parts are main, bot, model, browser, databases, font, widget" in done.stderr


def test_a_program_that_is_not_there_is_a_clear_message():
    with pytest.raises(SetupFailed, match="`no-such-program` cannot be run"):
        interpreters.run("no-such-program")


def test_where_nothing_may_be_installed_the_package_is_named(monkeypatch):
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SetupFailed, match="need Chromium: install the package `chromium`"):
        bootstrap.ensure_browser()


@pytest.mark.parametrize("name", ["bootstrap.py", "interpreters.py"])
def test_set_up_itself_needs_no_newer_python_than_3_8(name):
    source = (ROOT / "tools" / name).read_text()
    ast.parse(source, feature_version=(3, 8))
