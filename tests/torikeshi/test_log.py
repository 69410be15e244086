"""`torikeshi log`: a line to read, all decided again, and the chain looked over."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from decision import Policies, decide, load_policies
from decision.differences import differences
from decision.loader import FOLDER, load_files, load_pair
from orders import migrate as orders_tables
from orders.database import connect, writing
from torikeshi.commands import run
from web import migrate as web_tables
from web.acts import Act, Doing
from web.decisionlog.acts import logging_acts
from web.records import Conversation

NOW = "2026-04-01T10:00:00+09:00"
Log = Callable[..., None]


def facts() -> Iterator[dict[str, Any]]:
    """Facts of amazon and amiami orders, most of them complete."""
    goals, statuses, requests = (
        ("cancel", "refund"),
        ("unshipped", "shipped", "delivered"),
        ("none", "accepted"),
    )
    for goal, status, request, seller in product(goals, statuses, requests, ("direct", "marketplace")):
        one = {
            "goal": goal,
            "now": NOW,
            "policy": "amazon",
            "seller": seller,
            "status": status,
            "request": request,
        }
        yield one | {"payment_method": "card"} | ({"opened": False} if status == "delivered" else {})
    yield {"goal": "cancel", "now": NOW, "policy": "amiami", "item": "back_order"}


def ran(arguments: list[str]) -> int:
    """The status in which the command ends."""
    try:
        return run(arguments)
    except SystemExit as ended:
        return int(str(ended.code))


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    monkeypatch.setenv("TORIKESHI_DATABASE_URL", url)
    monkeypatch.setenv("TORIKESHI_VAR", str(tmp_path))
    monkeypatch.delenv("TORIKESHI_POLICIES", raising=False)
    engine = connect(url)
    orders_tables.upgrade(engine)
    web_tables.upgrade(engine)
    with writing(engine) as connection:
        columns = "id, token_hash, language, created_at, expires_at, last_seq"
        connection.execute(text(f"INSERT INTO conversations ({columns}) VALUES ('c', 't', 'ja', 1, 2, 3)"))
    engine.dispose()
    return url


@pytest.fixture
def log(url: str) -> Log:
    """Writes decisions on these facts to the log, at these instants (milliseconds)."""

    def write(*given: dict[str, Any], at: int = 1_775_005_200_000, shops: Path | None = None) -> None:
        policies = load_policies(shops)
        doing = Doing(
            conversation=Conversation(id="c", language="ja"), language="ja", address="", at=at, seq=3
        )
        engine = connect(url)
        with writing(engine) as connection:
            for one in given:
                values = {"facts": one, "answer": decide(policies, one).as_json(), "wording": "w", "said": []}
                act = Act("decided", values | {"language": "ja", "model": "m"})
                logging_acts()["decided"].apply(connection, doing, act)
        engine.dispose()

    return write


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Amazon's policy, with another way for parcels on their way and no warning of their cost."""
    source = (FOLDER / "amazon.yml").read_text(encoding="utf-8")
    wanted = source.replace("step: refuse_delivery\n", "step: contact_support\n", 1)
    assert wanted != source
    path = tmp_path / "amazon.yml"
    path.write_text(wanted, encoding="utf-8")
    return path


def test_a_line_is_shown_as_json(log: Log, capsys):
    log(next(facts()))
    assert ran(["log", "show", "1"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["facts"] == next(facts()) and shown["unchanged"] is True
    assert shown["answer"]["policy_version"] == shown["policy_version"] and shown["at"].endswith("+00:00")


def test_a_line_that_is_not_there_is_said(url: str, capsys):
    assert ran(["log", "show", "7"]) == 1
    assert capsys.readouterr().err == "torikeshi: the log has no line 7\n"


def test_on_the_same_versions_nothing_differs(log: Log, capsys):
    log(*facts())
    assert ran(["log", "replay"]) == 0
    count = len(list(facts()))
    assert (
        capsys.readouterr().out
        == f"{count} decisions replayed, 0 by another version than decided then, 0 differ\n"
    )


def test_under_a_new_version_just_what_policy_diff_tells_differs(log: Log, changed: Path, capsys):
    log(*facts())
    old, new = load_policies(), load_files([FOLDER / "amiami.yml", changed])
    told = {json.dumps(one, sort_keys=True) for one in facts() if _differ(old, new, one)}
    assert ran(["log", "replay", "--policy", str(changed)]) == 1
    out = capsys.readouterr().out
    replayed = {line.removeprefix("   facts ") for line in out.splitlines() if line.startswith("   facts ")}
    assert replayed == told and 0 < len(told) < len(list(facts()))
    assert f"{len(told)} differ" in out


def test_each_example_of_policy_diff_is_found_with_its_step(log: Log, changed: Path, capsys):
    found = list(differences(*load_pair(FOLDER / "amazon.yml", changed)))
    log(*(difference.facts() | {"policy": "amazon"} for difference in found))
    assert ran(["log", "replay", "--policy", str(changed)]) == 1
    out = capsys.readouterr().out
    assert f"{len(found)} decisions replayed, {len(found)} by another version than decided then" in out
    assert out.count("   step: refuse_delivery -> contact_support\n") == len(found)


def _differ(old: Policies, new: Policies, given: dict[str, Any]) -> bool:
    before, after = (decide(policies, given).as_json() for policies in (old, new))
    return any(before[name] != after[name] for name in before.keys() - {"policy_version", "trace"})


def test_only_what_was_decided_since_is_replayed(log: Log, capsys):
    log(*facts())
    log(next(facts()), at=1_775_005_300_000)
    assert ran(["log", "replay", "--since", "2026-04-01T10:01:30+09:00"]) == 0
    assert capsys.readouterr().out.startswith("1 decisions replayed")


def test_a_whole_chain_is_told_with_its_end_and_that_end_is_found_again(log: Log, capsys):
    log(*facts())
    assert ran(["log", "verify"]) == 0
    end = capsys.readouterr().out.split()[-1]
    log(next(facts()))
    assert ran(["log", "verify", "--noted", end]) == 0
    assert ran(["log", "verify", "--noted", f"3:{'0' * 64}"]) == 1
    assert "line 3 is not the one that was noted" in capsys.readouterr().out


def test_a_changed_line_is_found(url: str, log: Log, capsys):
    log(*facts())
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(text("DROP TRIGGER decision_log_no_update"))
        connection.execute(
            text("UPDATE decision_log SET entry = replace(entry, 'cancel', 'return') WHERE id = 2")
        )
    engine.dispose()
    assert ran(["log", "verify"]) == 1
    assert capsys.readouterr().out == "line 2 was changed\n"
    ran(["log", "show", "2"])
    assert json.loads(capsys.readouterr().out)["unchanged"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["replay", "--since", "yesterday"], "`--since` is `yesterday`"),
        (["verify", "--noted", "12"], "`--noted` is `12`"),
        (["replay", "--policy", "pyproject.toml"], "pyproject.toml"),
        (["replay", "--policy", "examples/shops/komorebi.yml"], "is of `komorebi`, which is not loaded"),
    ],
)
def test_wrong_usage_is_said_without_a_traceback(url: str, capsys, arguments: list[str], said: str):
    assert ran(["log", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_version_that_was_edited_in_its_place_is_told_as_another(
    url: str, log: Log, tmp_path, monkeypatch, capsys
):
    shops = tmp_path / "shops"
    shops.mkdir()
    path = shops / "komorebi.yml"
    source = (FOLDER.parent / "examples" / "shops" / "komorebi.yml").read_text(encoding="utf-8")
    path.write_text(source, encoding="utf-8")
    monkeypatch.setenv("TORIKESHI_POLICIES", str(shops))
    log(
        {"goal": "cancel", "now": NOW, "policy": "komorebi", "status": "unshipped", "request": "none"},
        shops=shops,
    )
    assert ran(["log", "replay"]) == 0
    path.write_text(
        source.replace("    fallback: return\n", "    fallback: contact_support\n", 1), encoding="utf-8"
    )
    assert ran(["log", "replay"]) == 1
    out = capsys.readouterr().out
    assert "   fallback: return -> contact_support\n" in out
    assert out.endswith("1 decisions replayed, 1 by another version than decided then, 1 differ\n")
