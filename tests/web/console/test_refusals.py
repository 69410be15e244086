"""What the console refuses: a page for people, in their language, and a problem for programs."""

import pytest

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/console/users", 403, "この操作ができる役割ではありません"),
        ("/console/inbox/99", 404, "この会話はありません"),
        ("/console/figures/customers.csv", 404, "その名前の表はありません"),
    ],
)
def test_a_person_is_told_on_a_page(sign_in, path, status, said):
    answer = sign_in("agent").get(path, headers=HTML)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert 'href="/console"' in answer.text


@pytest.mark.parametrize(("language", "said"), [("ja", "このページはありません"), ("en", "no such page")])
def test_whoever_is_not_signed_in_is_told_in_the_browsers_language(shop, language, said):
    answer = shop.http.get("/console/nowhere", headers=HTML | {"Accept-Language": language})
    assert (answer.status_code, said in answer.text) == (404, True)


def test_a_form_that_is_too_old_is_told_so(sign_in):
    answer = sign_in("agent").http.post("/console/logout", data={"form_token": "old"}, headers=HTML)
    assert (answer.status_code, "画面が古くなっています" in answer.text) == (403, True)


@pytest.mark.parametrize("path", ["/console/users", "/v1/nothing"])
def test_a_program_gets_a_problem(sign_in, path):
    answer = sign_in("agent").get(path, headers={"Accept": "application/json"})
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_browser_outside_of_the_console_gets_a_problem_too(shop):
    answer = shop.http.get("/v1/nothing", headers=HTML)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
