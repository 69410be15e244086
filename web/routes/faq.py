"""The shops' answers to common questions, found by what somebody typed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, JsonValue
from starlette.concurrency import run_in_threadpool

from web.gateway import Gateway
from web.messages import LONGEST_TEXT, problem_of_text
from web.problems import documented
from web.routes.given import Given
from wording import wording_with
from wording.search import Found, faq_of

MOST_FOUND = 20
router = APIRouter(prefix="/v1", responses=documented(413, 422, 429))


class FaqEntry(BaseModel):
    """An entry in one language, the clauses that its answer says, and how well it fits what was asked."""

    id: str
    question: str
    answer: str
    cites: list[str]
    score: float


def _readable(text: str) -> str:
    if problem := problem_of_text(text):
        raise ValueError(problem.replace("`text`", "`q`"))
    return text


Limits: dict[str, JsonValue] = {"minLength": 1, "maxLength": LONGEST_TEXT}
Asked = Annotated[
    str,
    Query(description="What is asked, in any words.", json_schema_extra=Limits),
    AfterValidator(_readable),
]


@router.get("/faq")
async def faq(gateway: Given, q: Asked, language: Literal["ja", "en"]) -> list[FaqEntry]:
    """The entries that have to do with `q`, best first, said in `language`; `q` may be in either language."""
    # the first search builds the index, which takes some tenths of a second: others go on meanwhile
    found = await run_in_threadpool(_search, gateway, q)
    return [_said(one, language) for one in found[:MOST_FOUND]]


def _search(gateway: Gateway, q: str) -> tuple[Found, ...]:
    return faq_of(wording_with(gateway.settings.policies)).on(gateway.now()).search(q)


def _said(found: Found, language: str) -> FaqEntry:
    entry = found.entry
    return FaqEntry(
        id=entry.id,
        question=entry.question[language],
        answer=entry.answer[language],
        cites=list(entry.cites),
        score=round(found.score, 3),
    )
