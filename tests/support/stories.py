"""Conversation stories: read from YAML, played over HTTP against everything, as a customer would."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import httpx
import yaml

NAMESPACE = UUID("7a0e0b0c-6f0e-4d3e-9d53-1f1f6b1d1c11")
PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class Story:
    """One test case with the orders and the customer of its fixtures."""

    name: str
    orders: tuple[dict[str, Any], ...]
    customer: str | None
    steps: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        return self.name


def stories(folder: Path) -> Iterator[Story]:
    """All test cases of the files in `folder`."""
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        fixtures = {name: value for entry in content["fixtures"] for name, value in entry.items()}
        for case in content["test_cases"]:
            yield _story(case, [fixtures[name] for name in case["fixtures"]])


def _story(case: dict[str, Any], fixtures: list[dict[str, Any]]) -> Story:
    orders = tuple(_typed(order) for fixture in fixtures for order in fixture.get("orders", ()))
    customers = [fixture["customer"] for fixture in fixtures if "customer" in fixture]
    return Story(case["test_case"], orders, customers[0] if customers else None, tuple(case["steps"]))


def _typed(value: Any) -> Any:
    """BaseLoader reads all as text, so that dates stay text; only true and false are more than that."""
    if isinstance(value, dict):
        return {name: _typed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return {"true": True, "false": False}.get(value, value)


class Chat:
    """One conversation over HTTP."""

    def __init__(self, client: httpx.Client, language: str = "ja", identity: str | None = None) -> None:
        body = {"language": language, **({"identity": identity} if identity else {})}
        opened = client.post("/v1/conversations", json=body)
        assert opened.status_code == 201, opened.text
        self._client, self._count = client, 0
        self.id = opened.json()["conversation_id"]
        self.headers = {"Authorization": f"Bearer {opened.json()['token']}"}
        self.blocks: list[dict[str, Any]] = opened.json()["replies"]
        self.language = language

    def send(self, **message: str) -> list[dict[str, Any]]:
        """Sends a `text` or a `choice`; the blocks of the reply."""
        self._count += 1
        body = {"client_message_id": str(uuid5(NAMESPACE, f"{self.id}/{self._count}")), **message}
        url = f"/v1/conversations/{self.id}/messages"
        answer = self._client.post(url, json=body, headers=self.headers, timeout=PATIENCE_SECONDS)
        assert answer.status_code == 200, answer.text
        self.blocks, self.language = answer.json()["replies"], answer.json()["language"]
        return self.blocks

    def press(self, title: str) -> list[dict[str, Any]]:
        """Presses the button of that title or payload."""
        choices = [c for block in self.blocks for c in block.get("choices", ())]
        return self.send(choice=next(c["payload"] for c in choices if title in (c["title"], c["payload"])))


def play(story: Story, chat: Chat) -> None:
    """Plays `story`; what follows a message is matched with the blocks of its reply, in order."""
    left: list[dict[str, Any]] = list(chat.blocks)
    for step in story.steps:
        (kind, wanted), *_ = step.items()
        if kind in ("user", "choice"):
            left = list(chat.send(text=wanted) if kind == "user" else chat.press(wanted))
        elif kind == "language":
            assert chat.language == wanted
        elif kind == "text_contains":
            texts = "\n".join(b["text"] for b in chat.blocks if b["type"] == "text")
            assert wanted in texts, texts
        else:
            left = _match(kind, wanted, left)


def _match(kind: str, wanted: Any, left: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for place, block in enumerate(left):
        if _fits(kind, wanted, block):
            return left[place + 1 :]
    shown = json.dumps(left, ensure_ascii=False, indent=1)
    raise AssertionError(f"no block fits `{kind}: {wanted}` in\n{shown}")


def _fits(kind: str, wanted: Any, block: dict[str, Any]) -> bool:
    if kind == "utter":
        return block["type"] == "text" and block["name"] == wanted
    if kind == "ask":
        return block["type"] == "ask" and block["fact"] == wanted
    return block["type"] == "step" and _holds(wanted, block)


def _holds(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(_holds(value, got.get(name)) for name, value in wanted.items())
    if isinstance(wanted, list):
        return sorted(wanted) == sorted(got or ())
    return str(wanted) == str(got)
