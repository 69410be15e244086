"""The turn token: for whom, in which conversation and language a turn of the bot is, signed by the gateway.

The actions take the customer from nothing else. A token lives half a minute by real time; that it is used
once only is for its receiver to watch, by `jti`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt

LIFETIME = timedelta(seconds=30)


class TurnTokenError(ValueError):
    """The token is not one of ours, has been changed, or is too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnToken:
    """What a turn may rely on.

    `sub` is the customer (None: a guest), `now` a fixed clock (None: none). `orders` are the numbers that a
    mailed code has opened for this conversation, `opened` the one that it opened just now; `can` names what
    the gateway is able to do, and `person_at` is when a person is there, None where one is now.
    """

    jti: str
    conv: str
    lang: str
    exp: datetime
    sub: str | None = None
    now: datetime | None = None
    orders: tuple[str, ...] = ()
    opened: str | None = None
    can: frozenset[str] = frozenset()
    person_at: datetime | None = None
    heard: str | None = None


def sign_turn(  # noqa: PLR0913  (each argument is one claim, by name)
    key: str,
    *,
    conv: str,
    lang: str,
    sub: str | None = None,
    now: datetime | None = None,
    orders: Sequence[str] = (),
    opened: str | None = None,
    can: Collection[str] = (),
    person_at: datetime | None = None,
    heard: str | None = None,
    jti: str | None = None,
    at: datetime | None = None,
) -> str:
    """A signed token for one turn; `at` is the real time it is made (now), `jti` a fresh id unless given."""
    claims: dict[str, object] = {
        "jti": jti or uuid4().hex,
        "conv": conv,
        "lang": lang,
        "exp": ((at or datetime.now(UTC)) + LIFETIME).timestamp(),
        "sub": sub,
        "now": now.isoformat() if now else None,
        "orders": list(orders) or None,
        "opened": opened,
        "can": sorted(can) or None,
        "person_at": person_at.isoformat() if person_at else None,
        "heard": heard,
    }
    claims = {name: claim for name, claim in claims.items() if claim is not None}
    return jwt.encode(claims, key, algorithm="HS256")


def verify_turn(token: str, key: str, *, at: datetime | None = None) -> TurnToken:
    """The content of a token signed with `key`, not expired at `at` (now); else raises `TurnTokenError`."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            options={"require": ["jti", "conv", "lang", "exp"], "verify_exp": False},
        )
        turn = _turn(claims)
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
        raise TurnTokenError(f"the turn token is no good: {error}") from error
    if turn.exp <= (at or datetime.now(UTC)):
        raise TurnTokenError("the turn token has expired")
    return turn


def _turn(claims: dict[str, object]) -> TurnToken:
    sub, now, opened = (claims.get(name) for name in ("sub", "now", "opened"))
    person_at, heard = claims.get("person_at"), claims.get("heard")
    return TurnToken(
        jti=str(claims["jti"]),
        conv=str(claims["conv"]),
        lang=str(claims["lang"]),
        exp=datetime.fromtimestamp(float(str(claims["exp"])), UTC),
        sub=None if sub is None else str(sub),
        now=None if now is None else datetime.fromisoformat(str(now)),
        orders=_words(claims.get("orders")),
        opened=None if opened is None else str(opened),
        can=frozenset(_words(claims.get("can"))),
        person_at=None if person_at is None else datetime.fromisoformat(str(person_at)),
        heard=None if heard is None else str(heard),
    )


def _words(claim: object) -> tuple[str, ...]:
    return tuple(str(word) for word in claim) if isinstance(claim, list) else ()
