"""Settings: what is refused, and with which words; the keys for trying things out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from web.keys import FILE, with_keys
from web.languages import accepted_language
from web.settings import SettingsError, read_settings

SECRETS = {"identity_keys": "k1:" + "i" * 32, "api_key": "a" * 16}
PRODUCTION = {"env": "production", "allowed_hosts": "chat.shop.example", **SECRETS}


def test_by_default_only_this_machine_is_served_from_sqlite_in_var():
    settings = read_settings()
    assert (settings.host, settings.port, settings.env) == ("127.0.0.1", 8000, "development")
    assert settings.database_url == f"sqlite:///{settings.var}/torikeshi.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("ENV", "test"),
        ("NOW", "yesterday"),
        ("NOW", "2026-04-01"),
        ("IDENTITY_KEYS", "secret"),
        ("IDENTITY_KEYS", "k1:a,k1:b"),
        ("POLICIES", "/nowhere"),
        ("DATABASE_URL", "no url"),
        ("LIMIT_MESSAGES", "often"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"TORIKESHI_{name}", value)
    with pytest.raises(SettingsError, match=f"`TORIKESHI_{name}`"):
        read_settings()


def test_cancellations_are_filed_with_the_orders_unless_it_is_production():
    assert read_settings().desk == "orders"
    assert read_settings(**PRODUCTION).desk == "off"


@pytest.mark.parametrize(
    ("url", "key", "named"),
    [
        ("", "k" * 32, "FILING_URL"),
        ("ftp://shop.example/x", "k" * 32, "FILING_URL"),
        ("http://shop.example/x", "k" * 32, "FILING_URL"),
        ("https://shop.example/x", "short", "FILING_KEY"),
    ],
)
def test_a_desk_that_cannot_be_used_is_named(url: str, key: str, named: str):
    with pytest.raises(SettingsError, match=named):
        read_settings(filing="http", filing_url=url, filing_key=key, **PRODUCTION)


def test_an_empty_setting_is_none(monkeypatch):
    monkeypatch.setenv("TORIKESHI_PORT", "")
    assert read_settings().port == 8000


def test_keys_are_read_from_pairs(monkeypatch):
    monkeypatch.setenv("TORIKESHI_IDENTITY_KEYS", "k1:a:b, k2:c")
    assert read_settings().identity_keys == {"k1": "a:b", "k2": "c"}


def test_a_relative_database_is_the_same_file_from_everywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings(database_url="sqlite:///x/y.db").database_url == f"sqlite:///{tmp_path}/x/y.db"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"api_key": SECRETS["api_key"]},
        {"identity_keys": SECRETS["identity_keys"]},
        SECRETS | {"api_key": "short"},
        SECRETS | {"identity_keys": "k1:short"},
    ],
)
def test_production_needs_secrets_of_its_own(given):
    with pytest.raises(SettingsError) as raised:
        read_settings(env="production", **given)
    assert "short" not in str(raised.value).replace("shorter", "")


def test_production_needs_the_names_that_it_is_reached_by():
    with pytest.raises(SettingsError, match="TORIKESHI_ALLOWED_HOSTS` is missing"):
        read_settings(env="production", **SECRETS)


def test_production_starts_with_secrets_and_its_names():
    assert read_settings(**PRODUCTION).production


def test_development_makes_its_keys_up_once_and_for_its_user_only(tmp_path):
    first, second = (with_keys(read_settings(var=tmp_path)) for _ in range(2))
    assert first.identity_keys == second.identity_keys and first.api_key == second.api_key
    assert len(first.api_key) > 30
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_keys_that_are_set_stay(tmp_path):
    settings = with_keys(read_settings(var=tmp_path, identity_keys="mine:secret"))
    assert settings.identity_keys == {"mine": "secret"}
    assert settings.api_key


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"identity": "x"})])
def test_a_broken_file_of_keys_is_named(tmp_path: Path, content):
    (tmp_path / FILE).write_text(content)
    with pytest.raises(SettingsError, match=FILE):
        with_keys(read_settings(var=tmp_path))


def test_the_languages_accepted_are_looked_at_by_their_first_part():
    assert accepted_language("en-US-x") == "en"
    assert accepted_language("enm, jam") == "ja"


def test_production_refuses_what_is_for_trying_things_out(tmp_path):
    with pytest.raises(SettingsError, match="TORIKESHI_NOW"):
        read_settings(now="2026-04-01T10:00:00+09:00", **PRODUCTION)
    made_up = with_keys(read_settings(var=tmp_path))
    with pytest.raises(SettingsError, match="TORIKESHI_IDENTITY_KEYS") as raised:
        read_settings(env="production", var=tmp_path, identity_keys=made_up.identity_keys, api_key="a" * 16)
    assert made_up.identity_keys["development"] not in str(raised.value)
    with pytest.raises(SettingsError, match="TORIKESHI_API_KEY"):
        read_settings(env="production", var=tmp_path, **(SECRETS | {"api_key": made_up.api_key}))


def test_production_without_a_mail_server_sends_no_mail_and_catches_none():
    assert not read_settings(**PRODUCTION).mails
    assert read_settings().mails


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example.com"),
        ("SMTP_URL", "file:///tmp"),
        ("MAIL_FROM", "nobody"),
        ("LIMITS_URL", "http://x"),
        ("RETENTION_DAYS", "0"),
        ("LIMIT_CODES_OF_ORDER", "often"),
    ],
)
def test_settings_of_mail_limits_and_retention_are_checked(monkeypatch, name, value):
    monkeypatch.setenv(f"TORIKESHI_{name}", value)
    with pytest.raises(SettingsError, match=f"`TORIKESHI_{name}`"):
        read_settings()


def test_a_mail_server_needs_a_sender():
    with pytest.raises(SettingsError, match="TORIKESHI_MAIL_FROM"):
        read_settings(smtp_url="smtp://mail.example.com")


def test_keys_for_different_purposes_and_secrets_are_different():
    one, other = (read_settings(api_key=name * 16) for name in "ab")
    assert len({one.key_for("x"), one.key_for("y"), other.key_for("x")}) == 3
    assert read_settings(api_key="a", data_key="k").key_for("x") == read_settings(
        api_key="b", data_key="k"
    ).key_for("x")


def test_secrets_are_never_shown():
    shown = repr(read_settings(smtp_url="smtp://u:secretword@h", mail_from="a@b.c", data_key="secretword"))
    assert "secretword" not in shown
