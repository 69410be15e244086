"""A turn token says for whom a turn is, and only to who has the key."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from orders.access import TurnTokenError, sign_turn, verify_turn

KEY = "k" * 32
AT = datetime(2026, 4, 8, 1, 0, tzinfo=UTC)


def claims(**others: object) -> dict[str, object]:
    return {"jti": "j", "conv": "c", "lang": "ja", "exp": AT.timestamp() + 30} | others


def test_what_is_signed_is_read_back():
    clock = datetime.fromisoformat("2026-04-01T10:00:00+09:00")
    token = sign_turn(KEY, conv="conversation", lang="en", sub="customer-a", now=clock, jti="j1", at=AT)
    turn = verify_turn(token, KEY, at=AT)
    assert (turn.jti, turn.conv, turn.lang, turn.sub, turn.now) == (
        "j1",
        "conversation",
        "en",
        "customer-a",
        clock,
    )


def test_a_guest_has_no_customer_and_no_fixed_clock():
    token = sign_turn(KEY, conv="c", lang="ja")
    turn = verify_turn(token, KEY)
    assert (turn.sub, turn.now) == (None, None)
    assert {"sub", "now"}.isdisjoint(jwt.decode(token, options={"verify_signature": False}))


def test_each_token_has_its_own_id():
    tokens = [verify_turn(sign_turn(KEY, conv="c", lang="ja"), KEY).jti for _ in range(2)]
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (29.999, True), (30, False), (31, False)])
def test_a_token_lives_thirty_seconds(seconds: float, good: bool):
    token = sign_turn(KEY, conv="c", lang="ja", at=AT)
    at = AT + timedelta(seconds=seconds)
    if good:
        assert verify_turn(token, KEY, at=at)
    else:
        with pytest.raises(TurnTokenError, match="expired"):
            verify_turn(token, KEY, at=at)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "no token",
        "a.b.c",
        jwt.encode(claims(), "x" * 32, algorithm="HS256"),
        jwt.encode(claims(), KEY * 2, algorithm="HS512"),
        jwt.encode(claims(), "", algorithm="none"),
        jwt.encode({"jti": "j", "conv": "c", "lang": "ja"}, KEY, algorithm="HS256"),
        jwt.encode(claims(sub=5), KEY, algorithm="HS256"),
        jwt.encode(claims(now="soon"), KEY, algorithm="HS256"),
        jwt.encode(claims(exp="later"), KEY, algorithm="HS256"),
        jwt.encode(claims(exp=1e300), KEY, algorithm="HS256"),
    ],
)
def test_any_other_token_is_refused(token: str):
    with pytest.raises(TurnTokenError):
        verify_turn(token, KEY, at=AT)


def test_a_token_that_was_changed_is_refused():
    head, body, mark = sign_turn(KEY, conv="c", lang="ja", at=AT).split(".")
    with pytest.raises(TurnTokenError):
        verify_turn(f"{head}.{body[:-2]}AA.{mark}", KEY, at=AT)


def test_what_a_code_has_opened_and_what_the_gateway_can_do_travel_in_the_token():
    token = sign_turn(KEY, conv="c", lang="ja", orders=["1", "2"], opened="2", can={"b", "a"})
    turn = verify_turn(token, KEY)
    assert (turn.orders, turn.opened, turn.can) == (("1", "2"), "2", frozenset({"a", "b"}))


def test_by_default_nothing_is_opened_and_nothing_more_can_be_done():
    turn = verify_turn(sign_turn(KEY, conv="c", lang="ja"), KEY)
    assert (turn.orders, turn.opened, turn.can) == ((), None, frozenset())
