"""One conversation over HTTP, as a customer's page has it."""

from typing import Any
from uuid import UUID, uuid5

import httpx
from patience import PATIENCE_SECONDS

NAMESPACE = UUID("7a0e0b0c-6f0e-4d3e-9d53-1f1f6b1d1c11")


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
