"""The bot behind the gateway: asked over Rasa's REST channel."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Protocol

import aiohttp

from web.acts import Act
from web.records import Block, Language

PATH = "/webhooks/rest/webhook"
LONGEST_CALL = 30.0
"""Seconds after which a call is given up; as long as its turn token lives."""
_KEPT = 4.0  # seconds that an idle connection is kept: Rasa's own server may close it after five


class BotFailed(RuntimeError):
    """The bot gave no answer to this turn; the message is a reason for the log, without any text."""


@dataclass(frozen=True, slots=True)
class BotReply:
    """The blocks that answer a turn, as the bot made them, and what it wants done beside them.

    `turn` is the turn's id; None where the reply is not the bot's but our own.
    """

    language: Language
    blocks: tuple[Block, ...]
    acts: tuple[Act, ...] = ()
    turn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One message for the bot; `token` is the signed turn token and `turn` its id."""

    conversation_id: str
    text: str
    token: str
    turn: str
    choice: str | None = None


class Bot(Protocol):
    """Whoever answers a turn."""

    async def ask(self, question: Question) -> BotReply:
        """The reply to `question`. Raises `BotFailed`."""


class RasaBot:
    """Rasa over HTTP. It answers 200 whatever happens inside, so only the turn's own block counts."""

    def __init__(self, url: str) -> None:
        self._url = url + PATH

    async def ask(self, question: Question) -> BotReply:
        """The reply to `question`. Raises `BotFailed` where there is none that carries the turn's id."""
        metadata = {"turn": question.token}
        if question.choice is not None:
            metadata["choice"] = question.choice
        body = {"sender": question.conversation_id, "message": question.text, "metadata": metadata}
        try:
            async with self._session.post(self._url, json=body, allow_redirects=False) as response:
                if response.status != HTTPStatus.OK:
                    raise BotFailed(f"status {response.status}")
                return _reply(json.loads(await response.read()), question.turn)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BotFailed(type(error).__name__) from error
        except ValueError as error:
            raise BotFailed("no JSON") from error

    @cached_property
    def _session(self) -> aiohttp.ClientSession:
        """Made inside the running loop. It asks no proxy: what customers write goes nowhere else."""
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEPT),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=LONGEST_CALL),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()


def _reply(answer: object, turn: str) -> BotReply:
    for message in answer if isinstance(answer, list) else []:
        custom = message.get("custom") if isinstance(message, dict) else None
        if isinstance(custom, dict) and custom.get("turn") == turn:
            return replace(_checked(custom), turn=turn)
    raise BotFailed("no block of this turn" if answer else "empty answer")


def _checked(custom: dict[str, object]) -> BotReply:
    language, blocks = custom.get("language"), custom.get("blocks")
    if language not in ("ja", "en") or not isinstance(blocks, list) or not blocks:
        raise BotFailed("malformed block")
    if not all(isinstance(block, dict) and isinstance(block.get("type"), str) for block in blocks):
        raise BotFailed("malformed block")
    return BotReply("ja" if language == "ja" else "en", tuple(blocks), _acts(custom.get("acts", [])))


def _acts(acts: object) -> tuple[Act, ...]:
    if not isinstance(acts, list):
        raise BotFailed("malformed acts")
    if not all(isinstance(act, dict) and isinstance(act.get("act"), str) for act in acts):
        raise BotFailed("malformed acts")
    return tuple(Act(act["act"], {name: act[name] for name in act if name != "act"}) for act in acts)
