"""The bot behind the gateway: asked over Rasa's REST channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import httpx

from web.acts import Act
from web.records import Block, Language

PATH = "/webhooks/rest/webhook"
LONGEST_CALL = 30.0
"""Seconds after which a call is given up; as long as its turn token lives."""


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
        # trust_env: a proxy set for the outside must never carry what customers write
        self._client = httpx.AsyncClient(base_url=url, timeout=LONGEST_CALL, trust_env=False)

    async def ask(self, question: Question) -> BotReply:
        """The reply to `question`. Raises `BotFailed` where there is none that carries the turn's id."""
        metadata = {"turn": question.token}
        if question.choice is not None:
            metadata["choice"] = question.choice
        body = {"sender": question.conversation_id, "message": question.text, "metadata": metadata}
        try:
            response = await self._client.post(PATH, json=body)
            response.raise_for_status()
            return _reply(response.json(), question.turn)
        except httpx.HTTPStatusError as error:
            raise BotFailed(f"status {error.response.status_code}") from error
        except httpx.HTTPError as error:
            raise BotFailed(type(error).__name__) from error
        except ValueError as error:
            raise BotFailed("no JSON") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


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
