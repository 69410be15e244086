"""Decide: from an order number or from facts, the reply as the customer would see it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from decision import Decision, FactsError, Question, decide
from decision.vocabulary import FACTS, GOALS, Fact
from orders.model import Line, Order
from web.console.given import SignedIn, allowed
from web.console.templating import page
from web.gateway import Gateway
from web.routes.given import Given
from wording import Wording, wording_with
from wording.catalog import LANGUAGES
from wording.explain import explained
from wording.factnames import word
from wording.ownfacts import FactWords
from wording.reply import explain

LONGEST = 200
SAID_OF_ORDER = ("order", "line", "updated")
router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(allowed)])
OrderNumber = Annotated[str, Query(max_length=LONGEST)]
LineNumber = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True)
class Field:
    """One fact in the form: its title, what it may be (nothing listed: free), and what it is now."""

    fact: Fact
    title: str
    options: tuple[tuple[str, str], ...]
    value: str


@router.get("/order")
async def order(
    session: SignedIn, gateway: Given, number: OrderNumber, line: LineNumber = 1, goal: str = "cancel"
) -> Response:
    """From an order's number to the form with the facts of one of its lines."""
    del session
    found = await run_in_threadpool(gateway.orders.by_number, number)
    if found is None:
        return RedirectResponse(f"/console/decide?{urlencode({'order': number, 'missing': '1'})}", 303)
    one = next((one for one in found.lines if one.number == line), found.lines[0])
    return RedirectResponse(f"/console/decide?{urlencode(_form_of(gateway, found, one, goal))}", 303)


@router.get("/decide")
async def form(request: Request, session: SignedIn, gateway: Given) -> Response:
    """The form, and what is decided on the facts in it; asked by htmx, the answer alone."""
    given = {name: value.strip()[:LONGEST] for name, value in request.query_params.items() if value.strip()}
    language = session.user.language
    values = await run_in_threadpool(_decided, gateway, given, language)
    name = "_answer.html" if request.headers.get("hx-request") else "decide.html"
    return page(request, name, **values)


def _form_of(gateway: Gateway, order: Order, line: Line, goal: str) -> dict[str, str]:
    now = gateway.now()
    own = gateway.policies.own_facts(order.policy, {"now": now})
    facts = {name: word(value) for name, value in order.facts(line, now, own).items()}
    about = {"order": order.order_number, "line": str(line.number)}
    updated = {"updated": order.updated_at.isoformat()} if order.updated_at else {}
    return {**about, **updated, "goal": goal if goal in GOALS else GOALS[0], **facts}


def _decided(gateway: Gateway, given: Mapping[str, str], language: str) -> dict[str, Any]:
    w = wording_with(gateway.settings.policies)
    about = {name: given[name] for name in SAID_OF_ORDER if name in given}
    facts = _facts(gateway, given)
    asked = any(name in facts for name in ("goal", "policy"))
    answer = _answer(gateway, w, facts) if asked else None
    fields = list(_fields(gateway, w, given, language))
    return {"fields": fields, "answer": answer, "about": about, "missing": "missing" in given, "facts": facts}


def _facts(gateway: Gateway, given: Mapping[str, str]) -> dict[str, Any]:
    """The facts object that the form says; what cannot be read stays as typed, for the error to name."""
    known = {fact.name: fact for fact in _known(gateway, given.get("policy"))}
    facts = {name: _value(known[name], value) for name, value in given.items() if name in known}
    if facts:
        facts.setdefault("goal", GOALS[0])
        facts.setdefault("now", gateway.now().isoformat())
    return facts


def _known(gateway: Gateway, policy: str | None) -> tuple[Fact, ...]:
    own = gateway.policies.own_facts(policy, {"now": gateway.now()}) if policy else ()
    return (*FACTS, *own)


def _value(fact: Fact, text: str) -> object:
    if fact.kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return int(text) if fact.kind == "count" and text.isascii() and text.isdecimal() else text


def _fields(gateway: Gateway, w: Wording, given: Mapping[str, str], language: str) -> Iterator[Field]:
    words = FactWords(w, given.get("policy"), language, now=gateway.now())
    for fact in _known(gateway, given.get("policy")):
        values = gateway.policies.ids if fact.name == "policy" else fact.values
        options = tuple((word(value), _option(words, fact, word(value))) for value in values)
        yield Field(fact, _title(words, fact), options, given.get(fact.name, ""))


def _title(words: FactWords, fact: Fact) -> str:
    """What the form calls a fact; one that only a shop has is called as its policy names it."""
    standard = any(fact is one for one in FACTS)
    return words.say(f"console.fact.{fact.name}" if standard else f"title.{fact.name}")


def _option(words: FactWords, fact: Fact, value: str) -> str:
    if fact.name == "goal":
        return words.say(f"console.goal.{value}")
    return words.say(f"value.{fact.name}.{value}")


def _answer(gateway: Gateway, w: Wording, facts: Mapping[str, Any]) -> dict[str, Any]:
    try:
        answer = decide(gateway.policies, facts)
    except FactsError as error:
        return {"errors": [one.message for one in error.errors]}
    sides = {language: _side(gateway, w, answer, facts, language) for language in LANGUAGES}
    return {"answer": answer.as_json(), "sides": sides}


def _side(
    gateway: Gateway, w: Wording, answer: Decision | Question, facts: Mapping[str, Any], language: str
) -> dict[str, Any]:
    """What the customer would read in that language, and why."""
    why = explained(w, gateway.policies, facts, language)
    if isinstance(answer, Question):
        words = FactWords(w.on(gateway.now()), facts.get("policy"), language, now=gateway.now())
        return {"said": [words.say(f"question.{answer.ask}")], "why": why}
    texts = explain(w, answer, facts, language, now=gateway.now())
    return {"said": [text.text for text in texts], "why": why}
