"""Every call of the console by every role: what the table does not allow is refused."""

from __future__ import annotations

import re

import httpx
import pytest
from fastapi.routing import APIRoute

from web.console.accounts import ROLES
from web.console.app import ROUTERS
from web.console.permissions import ROLE_OF

UNKNOWN_ID = "999999"


def test_every_route_has_a_rule_and_every_rule_a_route():
    found = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    assert {(method, route.path) for route in found for method in route.methods} == set(ROLE_OF)


def called(http: httpx.Client, method: str, path: str, form_token: str) -> int:
    url = re.sub(r"\{[a-z]+\}", UNKNOWN_ID, path)
    if path == "/console/inbox/events":
        with http.stream("GET", url) as answer:
            return answer.status_code
    data = {"form_token": form_token} if method == "POST" else None
    return http.request(method, url, data=data, follow_redirects=False).status_code


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: str, sign_in):
    browser = sign_in(role)
    outcomes = {
        route: called(browser.http, *route, browser.form_token)
        for route in sorted(ROLE_OF)
        if route != ("POST", "/console/logout")
    }
    refused = {route for route, status in outcomes.items() if status == 403}
    wanted = {route for route, least in ROLE_OF.items() if least and ROLES.index(role) < ROLES.index(least)}
    assert refused == wanted
    assert all(status < 500 for status in outcomes.values())


def test_whoever_is_not_signed_in_is_sent_to_sign_in(shop):
    for (method, path), least in ROLE_OF.items():
        url = re.sub(r"\{[a-z]+\}", UNKNOWN_ID, path)
        answer = shop.http.request(method, url, follow_redirects=False)
        if least is not None:
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/console/login?to=")


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_form_without_its_token_is_refused(sign_in, token: str):
    browser = sign_in("admin")
    for method, path in sorted(ROLE_OF):
        if method == "POST" and path != "/console/login":
            assert called(browser.http, method, path, token) == 403, path


def test_what_another_site_sends_is_refused(sign_in):
    browser = sign_in("admin")
    answer = browser.http.post(
        "/console/language",
        data={"form_token": browser.form_token, "language": "en"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
