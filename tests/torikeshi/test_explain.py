"""`torikeshi explain`: an explanation for people, the errors of `torikeshi decide`, and wrong usage."""

import json
import os
import subprocess
import sys

import pytest

from decision import load_policies
from torikeshi.decide import answer_line

pytestmark = pytest.mark.slow

NOW = "2026-04-01T10:00:00+09:00"
FACTS = {"goal": "cancel", "policy": "amazon", "seller": "direct", "status": "unshipped"}


def run(given: bytes, *arguments: str, **more: str) -> tuple[int, str, str]:
    """The exit status, what was said and what was complained of."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TORIKESHI_")}
    done = subprocess.run(
        [sys.executable, "-m", "torikeshi", "explain", *arguments],
        input=given,
        capture_output=True,
        env=inherited | more,
        timeout=60,
        check=False,
    )
    found = done.returncode, done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in found[1] + found[2]
    return found


def line(facts: object) -> bytes:
    return json.dumps(facts).encode()


def test_it_speaks_english_unless_told_otherwise_whatever_the_locale():
    status, said, _ = run(line(FACTS), "--now", NOW)
    assert (status, said.splitlines()[0]) == (0, "Next step: cancel the order.")
    status, said, _ = run(line(FACTS), "--language", "ja", "--now", NOW, LC_ALL="C", PYTHONUTF8="0")
    assert (status, said.splitlines()[0]) == (0, "次にすること：キャンセルする")


def test_an_object_may_stand_on_several_lines():
    status, said, _ = run(json.dumps({**FACTS, "now": NOW}, indent=2).encode())
    assert status == 0
    assert "Z07" in said


def test_now_fills_only_an_absent_now():
    later = {**FACTS, "now": "2026-05-01T10:00:00+09:00"}
    assert "1 May" in run(line(later), "--now", NOW)[1]


def test_a_question_is_explained_too():
    status, said, _ = run(line({"goal": "cancel", "now": NOW}))
    assert status == 0
    assert "Which shop is the order from?" in said


@pytest.mark.parametrize("given", [b"", b"[]", b"{", b'{"goal":"cancel"}', b'{"goal":"x","now":1,"z":2}'])
def test_errors_are_those_of_decide(given: bytes):
    status, said, _ = run(given)
    assert status == 1
    assert json.loads(said) == answer_line(load_policies(), given)


@pytest.mark.parametrize(
    ("arguments", "word"), [(("--now", "x"), "--now"), (("--language", "de"), "de"), (("more",), "more")]
)
def test_wrong_usage_is_told_in_a_line(arguments: tuple[str, ...], word: str):
    status, said, complaint = run(line(FACTS), *arguments)
    assert (status, said) == (2, "")
    assert word in complaint


def test_a_folder_of_policies_that_is_none_is_wrong_usage(tmp_path):
    status, _, complaint = run(line(FACTS), TORIKESHI_POLICIES=str(tmp_path / "none"))
    assert status == 2
    assert "TORIKESHI_POLICIES" in complaint
