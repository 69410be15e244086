"""`torikeshi decide`, line by line: one answer for each line, in order, whatever the line is."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from torikeshi.decide import run

pytestmark = pytest.mark.slow

NOW = "2026-08-07T15:20:00+09:00"
BACK_ORDER = {"goal": "cancel", "now": NOW, "policy": "amiami", "item": "back_order"}


def answers(*lines: bytes, now: str | None = None) -> tuple[int, list[dict]]:
    """What comes out and the exit code."""
    out = io.StringIO()
    code = run(lines, out, now)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def line(facts: object) -> bytes:
    return json.dumps(facts).encode() + b"\n"


def kind(answer: dict) -> str:
    return next(name for name in ("error", "ask", "step") if name in answer)


def test_each_line_gets_one_line_in_the_same_order():
    code, found = answers(
        line(BACK_ORDER), b"\n", line({"goal": "cancel", "now": NOW}), b"[]\n", line(BACK_ORDER)
    )
    assert [kind(one) for one in found] == ["step", "error", "ask", "error", "step"]
    assert code == 1


def test_the_exit_code_is_0_when_no_line_was_an_error():
    assert answers(line(BACK_ORDER), line({"goal": "cancel", "now": NOW}))[0] == 0
    assert answers() == (0, [])


def test_the_last_line_may_lack_its_line_end_and_lines_may_end_as_on_windows():
    bare = line(BACK_ORDER).rstrip(b"\n")
    assert answers(bare)[1] == answers(bare + b"\r\n")[1] == answers(line(BACK_ORDER))[1]


NO_OBJECTS = {
    "an empty line": b"\n",
    "white space": b"  \t \n",
    "a list": b"[]\n",
    "null": b"null\n",
    "a word": b'"cancel"\n',
    "a number": b"12\n",
    "true": b"true\n",
    "no JSON": b"goal: cancel\n",
    "half an object": b'{"goal": "cancel"\n',
    "two objects": b"{} {}\n",
    "single quotes": b"{'goal': 'cancel'}\n",
    "invalid UTF-8": b'{"goal": "\xff\xfe"}\n',
    "UTF-16": '{"goal": "cancel"}\n'.encode("utf-16"),
    "NaN": b'{"goal": "cancel", "recent_cancellations": NaN}\n',
    "infinity": b'{"goal": "cancel", "recent_cancellations": -Infinity}\n',
    "nested too deep": b"[" * 200_000 + b"\n",
    "an object nested too deep": b'{"goal":' * 200_000 + b"\n",
    "a zero byte": b"\x00\n",
    "a control character in a string": b'{"goal": "can\x01cel"}\n',
}


@pytest.mark.parametrize("bad", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_what_is_no_json_object_is_an_error_without_a_field_and_the_next_line_is_answered(bad):
    code, (first, second) = answers(bad, line(BACK_ORDER))
    assert code == 1
    assert first["error"]["field"] is None
    assert [one["field"] for one in first["error"]["errors"]] == [None]
    assert first["error"]["message"]
    assert kind(second) == "step"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e2", "2.0", "-1", "0." + "1" * 5000, "1e-999"])
def test_a_number_that_is_no_count_is_an_error_of_its_field(number):
    code, (found,) = answers(line(BACK_ORDER)[:-2] + f', "recent_cancellations": {number}}}\n'.encode())
    assert (code, found["error"]["field"]) == (1, "recent_cancellations")


@pytest.mark.parametrize("number", ["0", "2", "9" * 400])
def test_a_count_may_be_any_whole_number(number):
    code, (found,) = answers(line(BACK_ORDER)[:-2] + f', "recent_cancellations": {number}}}\n'.encode())
    assert (code, kind(found)) == (0, "step")


def test_a_long_or_strange_value_makes_one_short_line_of_ascii():
    out = io.StringIO()
    strange = {**BACK_ORDER, "goal": "取\n" * 50_000, "\ud800\u2028": 1}
    assert run([line(strange)], out) == 1
    assert out.getvalue().isascii() and out.getvalue().count("\n") == 1
    assert len(out.getvalue()) < 5_000
    assert json.loads(out.getvalue())["error"]["field"] == "goal"


def test_a_now_from_the_command_line_fills_only_an_absent_now():
    facts = {"goal": "cancel", "policy": "amiami", "item": "pre_order", "invoiced": False}
    facts["release_date"] = "2026-08-08"
    bare, late = line(facts), line({**facts, "now": "2026-08-08T00:00:00+09:00"})
    code, found = answers(bare, late, line({**facts, "now": None}), now=NOW)
    assert [one.get("step") for one in found] == ["cancel", "contact_support", None]
    assert (code, found[2]["error"]["field"]) == (1, "now")
    assert answers(bare)[1][0]["error"]["field"] == "now"


def test_the_same_lines_give_the_same_bytes():
    lines = [line(facts) for facts in varied(300)]
    first, second = io.StringIO(), io.StringIO()
    run(lines, first)
    run(lines, second)
    assert first.getvalue() == second.getvalue()


def test_a_line_is_answered_before_the_next_one_is_read():
    out = io.StringIO()

    def lines() -> Iterator[bytes]:
        for number in range(3):
            assert out.getvalue().count("\n") == number
            yield line(BACK_ORDER)

    assert run(lines(), out) == 0


def varied(count: int) -> Iterator[dict]:
    """Facts of which no two are the same: decisions, questions and errors."""
    start = datetime.fromisoformat("2020-01-01T00:00:00+09:00")
    complete = {"request": "none", "paid": True, "modifiable": True, "status": "cancelled"}
    for number in range(count):
        now = start + timedelta(hours=number, microseconds=number)
        past = (now - timedelta(minutes=number % 9000)).isoformat()
        facts: dict = {"goal": "refund", "now": now.isoformat(), **complete, "recent_cancellations": number}
        if number % 50 == 0:
            facts |= {"policy": "amazon", "status": "delivered", "goal": "cancel"}
        elif number % 10 < 7:
            facts |= {"policy": "amiami", f"key{number}": number}
        elif number % 10 == 7:
            facts |= {"policy": "amiami", "request": "pending", "requested_at": past, "status": "preparing"}
        else:
            facts |= {"seller": "direct", "cancelled_at": past, "payment_method": "card"}
        yield facts


PROGRAM = """
import re, sys
from pathlib import Path
from torikeshi.decide import run
code = run(sys.stdin.buffer, sys.stdout)
print(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1], file=sys.stderr)
sys.exit(code)
"""


def most_memory(path: Path, count: int) -> int:
    """The most memory, in KiB, that a process takes for so many varied lines."""
    path.write_bytes(b"".join(line(facts) for facts in varied(count)))
    with path.open("rb") as lines:
        done = subprocess.run([sys.executable, "-c", PROGRAM], check=False, stdin=lines, capture_output=True)
    assert (done.returncode, done.stdout.count(b"\n")) == (1, count)
    return int(done.stderr)


@pytest.mark.processes
def test_a_hundred_thousand_varied_lines_need_no_more_memory_than_ten_thousand(tmp_path):
    little, much = (most_memory(tmp_path / "lines.jsonl", count) for count in (10_000, 100_000))
    assert much - little < 8_000
