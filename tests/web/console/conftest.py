"""A console to sign in to, as each role; the gateway's fixtures are those of the folder above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from orders.database import connect
from web.console.accounts import Accounts

PASSWORD = "correct horse battery"


class Browser:
    """A signed-in browser: follows redirects and fills in the form's token."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.form_token = ""

    def get(self, path: str, **given: Any) -> httpx.Response:
        answer = self.http.get(path, **given)
        found = re.search(r'name="form_token" value="([^"]+)"', answer.text)
        if found:
            self.form_token = found[1]
        return answer

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.http.post(path, data={"form_token": self.form_token, **fields})


@pytest.fixture
def engine(shop: Any) -> Iterator[Engine]:
    engine = connect(shop.settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def accounts(engine: Engine) -> Accounts:
    return Accounts(engine)


@pytest.fixture
def sign_in(shop: Any, accounts: Accounts) -> Iterator[Callable[..., Browser]]:
    """Sign in as a user of that role, whose name is the role's unless one is given."""
    clients = []

    def signed_in(role: str, name: str | None = None) -> Browser:
        name = name or role
        if all(user.name != name for user in accounts.all()):
            accounts.add(name, role, PASSWORD, 1, "test")  # type: ignore[arg-type]
        http = httpx.Client(base_url=shop.url, follow_redirects=True, timeout=30)
        clients.append(http)
        answer = http.post("/console/login", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser = Browser(http)
        browser.get("/console/ask")
        return browser

    yield signed_in
    for client in clients:
        client.close()
