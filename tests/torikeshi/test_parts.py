"""What each part of everything that is served is told, and nothing more."""

from __future__ import annotations

from torikeshi.part import Part
from torikeshi.serve import environment, free_ports, parts
from web.keys import with_keys
from web.settings import read_settings


def of(name: str, found: tuple[Part, ...]) -> Part:
    return next(part for part in found if part.name == name)


def test_no_part_knows_a_secret_that_it_has_no_use_for(tmp_path, monkeypatch):
    monkeypatch.setenv("TORIKESHI_API_KEY", "api")
    monkeypatch.setenv("TORIKESHI_IDENTITY_KEYS", "k:identity")
    found = parts(with_keys(read_settings(var=tmp_path)), door=3)
    known = {
        part.name: {name for name in part.environment if name.startswith("TORIKESHI_")} for part in found
    }
    assert known["bot"] == {"TORIKESHI_TRACKER_URL"}
    assert known["actions"] == {"TORIKESHI_DATABASE_URL", "TORIKESHI_TURN_KEY", "TORIKESHI_FILING"}
    assert {"TORIKESHI_API_KEY", "TORIKESHI_IDENTITY_KEYS", "TORIKESHI_TURN_KEY"} < known["web"]
    turn_keys = {of(name, found).environment["TORIKESHI_TURN_KEY"] for name in ("actions", "web")}
    assert len(turn_keys) == 1


def test_the_key_that_cancellations_are_filed_with_is_known_to_the_actions_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("TORIKESHI_FILING", "http")
    monkeypatch.setenv("TORIKESHI_FILING_URL", "https://shop.example/cancellations")
    monkeypatch.setenv("TORIKESHI_FILING_KEY", "f" * 32)
    found = parts(with_keys(read_settings(var=tmp_path)), door=3)
    assert [part.name for part in found if "TORIKESHI_FILING_KEY" in part.environment] == ["actions"]


def test_a_fixed_clock_and_further_policies_reach_the_parts(tmp_path):
    given = with_keys(read_settings(var=tmp_path, now="2026-04-01T10:00:00+09:00", policies=tmp_path))
    for part in parts(given, door=3):
        assert part.environment["TORIKESHI_NOW"] == "2026-04-01T10:00:00+09:00"
        assert part.environment["TORIKESHI_POLICIES"] == str(tmp_path)
        assert part.environment["TORIKESHI_SHOPS"] == str(tmp_path / "shops-8000.json")


def test_the_parts_get_our_environment_without_our_settings(monkeypatch):
    monkeypatch.setenv("TORIKESHI_API_KEY", "api")
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    given = environment({"NOW": "x"})
    assert given["TORIKESHI_NOW"] == "x" and given["LANG"] == "ja_JP.UTF-8"
    assert "TORIKESHI_API_KEY" not in given


def test_free_ports_are_free_and_differ():
    ports = free_ports(5)
    assert len(set(ports)) == 5


def test_the_gateway_is_asked_by_a_name_that_it_answers_to(tmp_path):
    given = read_settings(var=tmp_path, allowed_hosts="chat.shop.example,www.shop.example")
    assert of("web", parts(with_keys(given), door=3)).host == "chat.shop.example"
    assert of("web", parts(with_keys(read_settings(var=tmp_path)), door=3)).host == ""
