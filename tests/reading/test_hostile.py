"""Texts made to be slow to read: every reader is done with all of them before a generous time is up."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LIMIT = 4_000
# Words that patterns begin with, repeat or look far ahead from, each over and over and in pairs.
PIECES = (
    *("あ", "a", "1-", "#", " ", "払", "e\u0301\u0327", "\ud800", "「", '"', "\u202e", "(", "¥"),
    *("。", "、", "?", ".", "ー", "キャンセル", "発送され", "昨日", "3回", "数日", "わけじゃ"),
    *("じゃない", "もし", "たぶん", "うち", "1,000", "十", "万", "令和8年", "has been ", "has not "),
    *("i got the ", "if it ", "i think ", "not that ", "my order ", "at 8 ", "the first ", "one of "),
    *("only the ", "and also ", "actually ", "no, ", "and cancel it ", "i i i ", "ed ", "haven't "),
    *("is it ", "about ", "last ", "昨日発売", "今日キャンセル済み", "yesterday cancelled "),
    *("3,980円だけ",),
)
PROGRAM = """
import sys
from datetime import datetime
from reading import *
from reading.days import JST

NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)
for text in sys.stdin.buffer.read().decode("utf-8", "surrogatepass").split("\\0"):
    read_facts(text, NOW), read_supposed(text), entities(text), language_of(text), asked_language(text)
    mask(text), order_numbers(text), clauses(text), topics(text), mood(text), correction(text)
    means_other(text), starts_over(text), read_yes_or_no(text), ordinals(text, 9), amounts(text)
    portion(text), read_answer(text, "status", NOW), read_answer(text, "requested_at", NOW)
print("done")
"""


def read_all(texts):
    """The readers over all texts, in a process of their own that is ended if it takes too long."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input="\0".join(texts).encode("utf-8", "surrogatepass"),
        capture_output=True,
        timeout=240,
        cwd=ROOT,
        check=False,
    )


def filled(*pieces):
    """A text as long as a message may be, of nothing but these pieces."""
    unit = "".join(pieces)
    return (unit * (LIMIT // len(unit) + 1))[:LIMIT]


def test_a_piece_repeated_for_a_whole_message_is_read_in_time():
    done = read_all([filled(piece) for piece in PIECES])
    assert done.stdout == b"done\n", done.stderr.decode()


def test_two_pieces_in_turn_are_read_in_time():
    neighbours = zip(PIECES, (*PIECES[7:], *PIECES[:7]), strict=True)
    done = read_all([filled(one, other) for one, other in neighbours])
    assert done.stdout == b"done\n", done.stderr.decode()


def test_a_hundred_kilobytes_are_read_in_time():
    done = read_all(["あ" * 100_000, "has been " * 11_000, "キャンセルしたいですが、返金はいつ" * 6_000])
    assert done.stdout == b"done\n", done.stderr.decode()
